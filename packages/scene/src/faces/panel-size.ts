import type { Entity } from '@space/doc-schema';

/** A panel's measures: face pixels, and metres in the world. */
export interface PanelSize {
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  readonly widthM: number;
  readonly heightM: number;
  /** Metres per face pixel. */
  readonly metre: number;
}

/** How high a face hangs over the panel's foot, metres. */
export const PANEL_LIFT_M = 0.3;
/** The corner of a face, face pixels. */
export const PANEL_CORNER_PX = 16;

/** A panel's measures from its properties. */
export function panelSize(entity: Entity | undefined): PanelSize {
  const width = entity?.properties['width'];
  const pixels = entity?.properties['pixels'];
  const [pixelWidth, pixelHeight] = Array.isArray(pixels) && pixels.length === 2 ? (pixels as [number, number]) : [412, 372]; // reason: the kind's check demands two numbers
  const widthM = typeof width === 'number' ? width : 3.75;
  const metre = widthM / pixelWidth;
  return { pixelWidth, pixelHeight, widthM, heightM: pixelHeight * metre, metre };
}
