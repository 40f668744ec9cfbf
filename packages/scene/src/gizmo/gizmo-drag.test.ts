import { Quaternion, Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { formatNumber, GizmoDrag, type GizmoStart } from './gizmo-drag.ts';
import { pickHandle } from './handles.ts';

const start = (rest: Partial<GizmoStart>): GizmoStart => ({
  mode: 'move',
  handle: { part: 'axis', axis: 0 },
  places: [{ id: 'a' as never, position: [2.1, 0, 1], turn: [0, 0, 0], scale: [1, 1, 1] }],
  anchor: new Vector3(2.1, 0, 1),
  pivot: [2.1, 0, 1],
  frame: new Quaternion(),
  sizeM: [1, 0.5, 1],
  unitM: 1,
  facing: new Vector3(0, 0, 1),
  ...rest,
});
const down = (x: number, z: number): Ray => new Ray(new Vector3(x, 10, z), new Vector3(0, -1, 0));

describe('a gizmo drag', () => {
  it('[G9] moves along its axis only and says the number that changes', () => {
    const drag = new GizmoDrag(start({}), down(2.6, 1));
    const state = drag.move(down(3.2, 5), false);
    expect(state?.places[0]?.position).toEqual([2.75, 0, 1]);
    expect(state?.readOut).toEqual([{ letter: 'x', value: '2.75' }]);
  });

  it('[G10] moves freely with Alt', () => {
    const drag = new GizmoDrag(start({}), down(2.6, 1));
    expect(drag.move(down(2.713, 1), true)?.places[0]?.position[0]).toBeCloseTo(2.213, 3);
  });

  it('[G11] turns in steps of 15 degrees', () => {
    const drag = new GizmoDrag(start({ handle: { part: 'ring', axis: 1 } }), down(3.1, 1));
    const state = drag.move(down(2.1 + Math.cos(0.3), 1 - Math.sin(0.3)), false);
    expect(state?.places[0]?.turn[1]).toBe(15);
    expect(state?.readOut).toEqual([{ letter: 'y', value: '15°' }]);
  });

  it('[G12] grows along one axis in steps of a quarter metre', () => {
    const drag = new GizmoDrag(start({ mode: 'size' }), down(3.1, 1));
    const state = drag.move(down(3.62, 1), false);
    expect(state?.places[0]?.scale).toEqual([1.5, 1, 1]);
    expect(state?.readOut).toEqual([{ letter: 'x', value: '1.50' }]);
  });

  it('[G13] writes the true minus', () => {
    expect(formatNumber(-1.5)).toBe('\u22121.50');
    expect(formatNumber(-0.001)).toBe('0.00');
  });
});

describe('handles', () => {
  // Seen from above and in front: x to the right, y up, z towards the lower left.
  const project = (unit: Vector3, out: Vector3): Vector3 => out.set(200 + unit.x * 100 - unit.z * 40, 200 - unit.y * 100 + unit.z * 50, 0);

  it('[G14] the hub wins at the middle, an axis along its rod, a plane between two', () => {
    expect(pickHandle('move', project, 201, 199, 8)).toEqual({ part: 'hub', axis: 1 });
    expect(pickHandle('move', project, 290, 202, 8)).toEqual({ part: 'axis', axis: 0 });
    expect(pickHandle('move', project, 236, 164, 8)).toEqual({ part: 'plane', axis: 2 });
    expect(pickHandle('move', project, 20, 20, 8)).toBeUndefined();
  });

  it('[G15] turning has rings only', () => {
    expect(pickHandle('turn', project, 200, 200 - 95, 8)?.part).toBe('ring');
    expect(pickHandle('turn', project, 200, 200, 8)).toBeUndefined();
  });
});
