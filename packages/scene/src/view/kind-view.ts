import type { Entity } from '@space/doc-schema';
import type { ComponentType } from 'react';

/**
 * How a kind is drawn. `tint` is the one colour that differs freely between copies, `variant` a name for everything else that shapes
 * it; `entity` is there only for the one that really stands in the world. A view never places itself, and without `entity` it has no
 * effects, so that it can be mounted once as a template for many copies.
 */
export interface KindViewProps {
  readonly tint: string;
  readonly variant: string;
  readonly entity?: Entity;
}

/** A kind's view with how to read its tint and variant from an entity. */
export interface KindView {
  readonly View: ComponentType<KindViewProps>;
  readonly variantOf: (entity: Entity) => string;
  readonly tintOf: (entity: Entity) => string;
}

/** The colour an entity says, or `fallback`. */
export function colourOf(entity: Entity, fallback: string): string {
  const { colour } = entity.properties;
  return typeof colour === 'string' ? colour : fallback;
}

/** A number an entity says, or `fallback`. */
export function numberOf(entity: Entity, property: string, fallback: number): number {
  const value = entity.properties[property];
  return typeof value === 'number' && Number.isFinite(value) ? value : fallback;
}
