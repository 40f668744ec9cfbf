import { describe, expect, it } from 'vitest';
import { besideGizmo, layOutLabels, MOST_LABELS, type Wish } from './label-layout.ts';

const wish = (rest: Partial<Wish>): Wish => ({
  x: 0,
  y: 0,
  width: 60,
  height: 18,
  distance: 10,
  rank: 0,
  hidden: false,
  free: false,
  shown: false,
  ...rest,
});

describe('label layout', () => {
  it('[B1] of two that overlap the farther drops', () => {
    const near = wish({ distance: 5 });
    const far = wish({ distance: 9, x: 30 });
    layOutLabels([far, near]);
    expect([near.shown, far.shown]).toEqual([true, false]);
  });

  it('[B2] the selected wins over the nearer', () => {
    const near = wish({ distance: 5 });
    const selected = wish({ distance: 50, rank: 4 });
    layOutLabels([near, selected]);
    expect([near.shown, selected.shown]).toEqual([false, true]);
  });

  it('[B3] never more than the most', () => {
    const wishes = Array.from({ length: 60 }, (_, i) => wish({ x: i * 100, distance: i }));
    layOutLabels(wishes);
    expect(wishes.filter((one) => one.shown)).toHaveLength(MOST_LABELS);
  });

  it('[B4] the hidden neither show nor take room, the free lie over others', () => {
    const hidden = wish({ distance: 1, hidden: true });
    const name = wish({ distance: 2 });
    const readOut = wish({ free: true, distance: 90 });
    layOutLabels([hidden, name, readOut]);
    expect([hidden.shown, name.shown, readOut.shown]).toEqual([false, true, true]);
  });

  it('[B6] a read-out hangs under its gizmo, over it where there is no room under it, and never leaves the top', () => {
    const insets = { left: 0, right: 0, top: 64, bottom: 0 };
    expect(besideGizmo(300, 74, 22, 720, insets)).toBe(374);
    expect(besideGizmo(600, 74, 22, 720, insets)).toBeLessThan(600 - 131 - 22);
    expect(besideGizmo(400, 74, 22, 844, { ...insets, bottom: 420 })).toBeLessThan(400);
    expect(besideGizmo(100, 74, 22, 200, insets)).toBeGreaterThanOrEqual(64);
  });
});
