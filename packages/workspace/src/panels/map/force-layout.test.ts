import { expect, test } from 'vitest';
import { createForceLayout, type LayoutInput } from './force-layout.ts';

const input = (count: number, links: readonly number[], pinned: readonly number[] = []): LayoutInput => ({
  positions: Float64Array.from({ length: count * 2 }, (_, i) => Math.sin(i * 7.3) * 200),
  pinned: Uint8Array.from({ length: count }, (_, i) => (pinned.includes(i) ? 1 : 0)),
  links: Uint32Array.from(links),
});

/** A clock that stands still, so that a run ends only by resting. */
const never = (): number => 0;

test('[3.11] a layout rests by itself, leaves pinned things where they are, and brings linked things nearer than others', () => {
  const count = 40;
  const links = Array.from({ length: count - 1 }, (_, i) => [0, i + 1]).flat();
  const given = input(count, links, [0]);
  const layout = createForceLayout(given);
  expect(layout.progress).toBe(0);
  expect(layout.run(1000, never)).toBe(true);
  expect(layout.progress).toBe(1);
  const at = layout.read();
  expect([at[0], at[1]]).toEqual([given.positions[0], given.positions[1]].map((value) => Math.fround(value ?? 0)));
  const apart = (a: number, b: number): number =>
    Math.hypot((at[a * 2] ?? 0) - (at[b * 2] ?? 0), (at[a * 2 + 1] ?? 0) - (at[b * 2 + 1] ?? 0));
  for (let i = 1; i < count; i++) for (let j = 1; j < i; j++) expect(apart(i, j)).toBeGreaterThan(60);
});

test('[3.11] a layout can be asked in small pieces and says how far it is', () => {
  let time = 0;
  const layout = createForceLayout(
    input(
      300,
      Array.from({ length: 1200 }, (_, i) => (i * 31) % 300),
    ),
  );
  let pieces = 0;
  let before = 0;
  while (!layout.run(5, () => (time += 3))) {
    expect(layout.progress).toBeGreaterThanOrEqual(before);
    before = layout.progress;
    pieces++;
  }
  expect(pieces).toBeGreaterThan(20);
});

test('[3.11] things on one spot, links to themselves and one thing alone come to rest at finite places', () => {
  for (const each of [input(1, []), { ...input(5, [0, 0, 1, 1]), positions: new Float64Array(10) }, input(0, [])]) {
    const layout = createForceLayout(each);
    expect(layout.run(1000, never)).toBe(true);
    expect([...layout.read()].every(Number.isFinite)).toBe(true);
  }
});
