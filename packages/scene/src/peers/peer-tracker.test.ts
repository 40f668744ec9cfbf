import '../testing/dom-rect.ts';
import { GraphDoc } from '@space/doc-schema';
import { Group } from 'three';
import { describe, expect, it } from 'vitest';
import { Stage } from '../stage/stage.ts';
import type { Peer } from '../world-face.ts';
import { PeerTracker } from './peer-tracker.ts';

function world(): { stage: Stage; tracker: PeerTracker; say: (peers: readonly Peer[]) => void; id: never } {
  const graph = GraphDoc.open({ region: 'peers-test' as never, author: { person: 'p' as never, name: 'Test' } });
  const id = graph.edit({ title: 'Make' }, (edit) => edit.create('shape', { title: 'box', position: [0, 0, 0] })) as never;
  const stage = new Stage({ graph, theme: 'dark', selection: [] });
  stage.connect();
  const entity = graph.read(id);
  if (entity) stage.things.attach(entity, new Group());
  const tracker = new PeerTracker(stage);
  let list: readonly Peer[] = [];
  let tell = (): void => undefined;
  tracker.follow({ list: () => list, subscribe: (listener) => ((tell = listener), () => undefined) }, () => undefined);
  return { stage, tracker, id, say: (peers) => ((list = peers), tell()) };
}
const mira: Peer = { session: 7, name: 'Mira', colour: 1, selection: [], pose: { eye: [0, 3, 10], target: [0, 1, 0] } };

describe('other people', () => {
  it('[P6] stand where their view puts them and walk to a new place within a moment', () => {
    const { tracker, say } = world();
    say([mira]);
    tracker.step(0.016, 0);
    const shown = tracker.shown.get(7);
    const before = shown?.at.clone();
    say([{ ...mira, pose: { eye: [10, 3, 10], target: [10, 1, 0] } }]);
    expect(tracker.step(0.016, 16)).toBe(true);
    expect(shown?.at.x).toBeGreaterThan(before?.x ?? 0);
    for (let ms = 32; ms < 600; ms += 16) tracker.step(0.016, ms);
    expect(shown?.at.x).toBeCloseTo((before?.x ?? 0) + 10, 1);
    expect(tracker.step(0.016, 700)).toBe(false);
    say([]);
    tracker.step(0.016, 720);
    expect(tracker.shown.size).toBe(0);
  });

  it('[P7] what they drag is shown moving, and comes back when they fall silent', () => {
    const { stage, tracker, say, id } = world();
    say([{ ...mira, drag: [{ id, position: [2, 0, 0], turn: [0, 0, 0], scale: [1, 1, 1] }] }]);
    tracker.step(0.016, 0);
    expect(stage.things.get(id)?.object.position.x).toBeGreaterThan(0);
    expect(stage.things.get(id)?.object.position.x).toBeLessThan(2);
    for (let ms = 16; ms < 400; ms += 16) tracker.step(0.016, ms);
    expect(stage.things.get(id)?.object.position.x).toBeCloseTo(2, 2);
    tracker.step(0.016, 5000);
    expect(stage.things.get(id)?.object.position.x).toBe(0);
    expect(tracker.step(0.016, 5016)).toBe(false);
  });
});
