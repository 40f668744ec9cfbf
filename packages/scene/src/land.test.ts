import { describe, expect, it } from 'vitest';
import { FLAT_M, LAND_GLSL, landHeight, MOUNDS } from './land.ts';

describe('the land', () => {
  it('[L1] is flat where people build', () => {
    for (const [x, z] of [
      [0, 0],
      [3, 2],
      [-2, -3],
      [0, FLAT_M[0]],
    ] as const)
      expect(landHeight(x, z)).toBe(0);
  });

  it('[L2] rises to its hills', () => {
    for (const [x, z, rise] of MOUNDS) expect(landHeight(x, z)).toBeGreaterThanOrEqual(rise * 0.98);
  });

  it('[L3] is told to the shader with every mound', () => {
    expect(LAND_GLSL.match(/exp\(/g)).toHaveLength(MOUNDS.length);
  });
});
