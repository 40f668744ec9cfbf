import { describe, expect, it } from 'vitest';
import { type Footing, facing, standingPlace } from './standing-place.ts';

const open: Footing = { taken: () => false, support: () => 0.28 };

describe('where a person stands', () => {
  const pose = { eye: [0, 6, 20], target: [0, 1, 0] } as const;

  it('[P1] on the ground between their eye and their target, near the target', () => {
    const [x, y, z] = standingPlace(pose, 0, open);
    expect(y).toBe(0.28);
    expect(z).toBeGreaterThan(0);
    expect(z).toBeLessThan(4);
    expect(Math.abs(x)).toBeLessThan(1);
  });

  it('[P2] people with the same view stand beside each other', () => {
    const places = [0, 1, 2, 3].map((seat) => standingPlace(pose, seat, open)[0]);
    for (const [i, a] of places.entries()) for (const b of places.slice(i + 1)) expect(Math.abs(a - b)).toBeGreaterThan(0.6);
  });

  it('[P3] steps back from what is in the way', () => {
    const walled: Footing = { ...open, taken: (_x, z) => z < 3 };
    expect(standingPlace(pose, 0, walled)[2]).toBeGreaterThanOrEqual(3);
  });

  it('[P4] looking straight down still stands somewhere', () => {
    for (const part of standingPlace({ eye: [1, 9, 1], target: [1, 0, 1] }, 0, open)) expect(Number.isFinite(part)).toBe(true);
  });

  it('[P5] faces a point', () => {
    expect(facing([0, 0, 0], [0, 0, 5])).toBe(0);
    expect(facing([0, 0, 0], [5, 0, 0])).toBeCloseTo(Math.PI / 2);
  });
});
