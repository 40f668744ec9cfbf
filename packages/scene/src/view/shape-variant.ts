import type { Entity } from '@space/doc-schema';

/** What a shape's variant says. */
export interface ShapeVariant {
  /** Form and size, the name its geometry is shared by. */
  readonly name: string;
  readonly form: string;
  /** Width, height and depth, metres. */
  readonly size: readonly [number, number, number];
  readonly shadow: boolean;
}

const centimetre = (value: unknown): number => (typeof value === 'number' && value > 0 ? Math.round(value * 100) / 100 || 0.01 : 1);

/** The variant of a shape: form, size to the centimetre, whether it throws a shadow. */
export function shapeVariantOf(entity: Entity): string {
  const { form, size, shadow } = entity.properties;
  const sides = Array.isArray(size) ? size.map(centimetre) : [1, 1, 1];
  return `${typeof form === 'string' ? form : 'box'} ${sides.join(' ')}${shadow === false ? ' bare' : ''}`;
}

/** Reads `shapeVariantOf` back. */
export function readShapeVariant(variant: string): ShapeVariant {
  const [form = 'box', width, height, depth, bare] = variant.split(' ');
  const size = [Number(width) || 1, Number(height) || 1, Number(depth) || 1] as const;
  return { name: `${form} ${size.join(' ')}`, form, size, shadow: bare !== 'bare' };
}
