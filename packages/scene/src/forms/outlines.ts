import { Shape } from 'three';

/** A rectangle around the origin with round corners, metres. */
export function roundedRectangle(width: number, height: number, radius: number): Shape {
  const r = Math.min(radius, width / 2, height / 2);
  const x = width / 2;
  const y = height / 2;
  const shape = new Shape();
  shape.moveTo(-x + r, -y);
  shape.lineTo(x - r, -y);
  shape.absarc(x - r, -y + r, r, -Math.PI / 2, 0, false);
  shape.lineTo(x, y - r);
  shape.absarc(x - r, y - r, r, 0, Math.PI / 2, false);
  shape.lineTo(-x + r, y);
  shape.absarc(-x + r, y - r, r, Math.PI / 2, Math.PI, false);
  shape.lineTo(-x, -y + r);
  shape.absarc(-x + r, -y + r, r, Math.PI, Math.PI * 1.5, false);
  return shape;
}

/** A doorway with a round top, standing on the origin; filled, or as wide as `thick` at its rim. */
export function archOutline(width: number, height: number, thick?: number): Shape {
  const r = width / 2;
  const spring = Math.max(0.01, height - r);
  const shape = new Shape();
  shape.moveTo(-r, 0);
  shape.lineTo(-r, spring);
  shape.absarc(0, spring, r, Math.PI, 0, true);
  shape.lineTo(r, 0);
  if (thick !== undefined) {
    const inner = Math.max(0.01, r - thick);
    shape.lineTo(inner, 0);
    shape.lineTo(inner, spring);
    shape.absarc(0, spring, inner, 0, Math.PI, false);
    shape.lineTo(-inner, 0);
  }
  shape.closePath();
  return shape;
}
