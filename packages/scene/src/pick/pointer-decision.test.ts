import type { EntityId } from '@space/doc-schema';
import { describe, expect, it } from 'vitest';
import { ClickCounter } from './click-counter.ts';
import { decideDrag, decideOwner, isFloor } from './pointer-decision.ts';
import { TouchPair } from './touch-pair.ts';

const board = 'board' as EntityId;
const tree = 'tree' as EntityId;

describe('who gets a press', () => {
  it('[D1] a face does when nothing stands before it', () => {
    expect(decideOwner({ gizmo: false, face: board, hit: { id: board, face: true } })).toBe('face');
  });

  it('[D2] a thing before the face does instead', () => {
    expect(decideOwner({ gizmo: false, face: board, hit: { id: tree, face: false } })).toBe('world');
    expect(decideOwner({ gizmo: false, face: board, hit: { id: board, face: false } })).toBe('world');
  });

  it('[D3] the gizmo does over everything', () => {
    expect(decideOwner({ gizmo: true, face: board, hit: { id: board, face: true } })).toBe('gizmo');
  });
});

describe('what a drag does', () => {
  const facts = { button: 0, touch: false, mode: 'select', shift: false, thing: undefined } as const;
  const thing = { locked: false, selected: false, floor: false };

  it('[D4] orbits on empty ground, pans with the right button, looks around in fly mode', () => {
    expect(decideDrag(facts)).toBe('orbit');
    expect(decideDrag({ ...facts, button: 2 })).toBe('pan');
    expect(decideDrag({ ...facts, mode: 'fly' })).toBe('look');
  });

  it('[D5] moves a thing, but not a locked one, nor a floor or by finger unless selected', () => {
    expect(decideDrag({ ...facts, thing })).toBe('body');
    expect(decideDrag({ ...facts, thing: { ...thing, locked: true, selected: true } })).toBe('orbit');
    expect(decideDrag({ ...facts, thing: { ...thing, floor: true } })).toBe('orbit');
    expect(decideDrag({ ...facts, thing, touch: true })).toBe('orbit');
    expect(decideDrag({ ...facts, thing: { ...thing, floor: true, selected: true } })).toBe('body');
    expect(isFloor(12.4, 0.28, 8.2)).toBe(true);
    expect(isFloor(1, 0.4, 0.8)).toBe(false);
  });
});

describe('clicks and fingers', () => {
  it('[D6] the second click on the same thing soon after opens it, a third does not', () => {
    const clicks = new ClickCounter();
    expect(clicks.click('a', 0, 5, 5)).toBe(false);
    expect(clicks.click('a', 200, 6, 5)).toBe(true);
    expect(clicks.click('a', 300, 6, 5)).toBe(false);
    expect(clicks.click('b', 350, 6, 5)).toBe(false);
    expect(clicks.click('b', 900, 6, 5)).toBe(false);
  });

  it('[D7] two fingers pan by their middle and zoom by their gap', () => {
    const pair = new TouchPair();
    expect(pair.down(1, 100, 100)).toBe(false);
    expect(pair.move(1, 110, 100)).toBeUndefined();
    expect(pair.down(2, 210, 100)).toBe(true);
    expect(pair.move(2, 310, 100)).toEqual({ dx: 50, dy: 0, spread: 2, x: 210, y: 100 });
    pair.up(1);
    expect(pair.active).toBe(false);
  });
});
