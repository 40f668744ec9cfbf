import { NeutralToneMapping, PCFShadowMap, type ShadowMapType, SRGBColorSpace, type WebGLRendererParameters } from 'three';
import type { Quality } from '../world-face.ts';

/** What the renderer of a world is made with. Alpha for the faces under it, stencil for outlines. */
export function rendererOptions(quality: Quality): WebGLRendererParameters & Record<string, unknown> {
  return {
    antialias: quality !== 'light',
    alpha: true,
    stencil: true,
    powerPreference: 'high-performance',
    toneMapping: NeutralToneMapping,
    toneMappingExposure: 1,
    outputColorSpace: SRGBColorSpace,
  };
}

/** Soft shadows, drawn only when the director says that they are stale. */
export const SHADOWS: { readonly enabled: boolean; readonly type: ShadowMapType; readonly autoUpdate: boolean } = {
  enabled: true,
  type: PCFShadowMap,
  autoUpdate: false,
};

/** Device pixels per CSS pixel, at least and at most. */
export const pixelRatio = (quality: Quality): [number, number] => (quality === 'light' ? [1, 1] : [1, 2]);

/** Whether this browser can draw the world at all. */
export function canDraw(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false; // some browsers throw where 3D is switched off by policy
  }
}
