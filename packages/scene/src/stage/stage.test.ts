import '../testing/dom-rect.ts';
import { type EntityId, GraphDoc } from '@space/doc-schema';
import { BoxGeometry, Group, Mesh, MeshBasicMaterial, Ray, Vector3 } from 'three';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DragSession } from '../gizmo/drag-session.ts';
import { BodyDrag } from '../gizmo/body-drag.ts';
import type { DragPreview } from '../world-face.ts';
import { locate } from './locate.ts';
import { Stage } from './stage.ts';

let graph: GraphDoc;
let stage: Stage;
let stop: () => void;

beforeEach(() => {
  graph = GraphDoc.open({ region: 'scene-test' as never, author: { person: 'p' as never, name: 'Test' } });
  stage = new Stage({ graph, theme: 'dark', selection: [] });
  stop = stage.connect();
});
afterEach(() => {
  stop();
  graph.dispose();
});

function make(title: string, position: readonly [number, number, number] | null, size = 1): EntityId {
  return graph.edit({ title: 'Make' }, (edit) => edit.create('shape', { title, ...(position && { position }), size: [size, size, size] }));
}

/** Mounts a thing as its view would: a box of its size standing on its foot. */
function mount(id: EntityId, width: number, height = width): () => void {
  const entity = graph.read(id);
  if (!entity) throw new Error('no such entity');
  const mesh = new Mesh(new BoxGeometry(width, height, width).translate(0, height / 2, 0), new MeshBasicMaterial());
  mesh.castShadow = true;
  const group = new Group().add(mesh);
  group.userData['entity'] = id;
  return stage.things.attach(entity, group);
}

describe('what stands in the world', () => {
  it('[W1] placed things do, unplaced and trashed ones do not', () => {
    const here = make('here', [0, 0, 0]);
    make('nowhere', null);
    const gone = make('gone', [1, 0, 0]);
    graph.edit({ title: 'Trash' }, (edit) => edit.trash(gone));
    expect(stage.entities.placed()).toEqual([here]);
    graph.edit({ title: 'Back' }, (edit) => edit.restore(gone));
    expect(stage.entities.placed()).toEqual([here, gone]);
  });

  it('[W2] a change of one thing tells only that thing, and moves it at once', () => {
    const a = make('a', [0, 0, 0]);
    const b = make('b', [5, 0, 0]);
    mount(a, 1);
    const told = { a: vi.fn(), b: vi.fn(), list: vi.fn() };
    stage.entities.subscribe(a, told.a);
    stage.entities.subscribe(b, told.b);
    stage.entities.subscribeList(told.list);
    graph.edit({ title: 'Move' }, (edit) => edit.set(a, 'position', [2, 0, 0]));
    expect(told.a).toHaveBeenCalledTimes(1);
    expect(told.b).not.toHaveBeenCalled();
    expect(told.list).not.toHaveBeenCalled();
    expect(stage.things.get(a)?.object.position.x).toBe(2);
  });
});

describe('picking', () => {
  it('[W3] meets the nearest thing, through what it is told to look through', () => {
    const near = make('near', [0, 0, 2]);
    const far = make('far', [0, 0, -2]);
    mount(near, 1);
    mount(far, 1);
    const ray = new Ray(new Vector3(0, 0.5, 10), new Vector3(0, 0, -1));
    expect(stage.picker.pick(ray)?.id).toBe(near);
    expect(stage.picker.pick(ray, { except: new Set([near]) })?.id).toBe(far);
    expect(stage.picker.pick(ray, { farM: 5 })).toBeUndefined();
  });

  it('[W4] one stands on what is there, a step up at most', () => {
    mount(make('floor', [0, 0, 0]), 4, 0.28);
    mount(make('tower', [1, 0, 1]), 1, 5);
    expect(stage.picker.support(-1, -1, 0)).toBeCloseTo(0.28);
    // Into the tower no step leads: one stands on the floor in it, not on its top.
    expect(stage.picker.support(1, 1, 0.28)).toBeCloseTo(0.28);
    expect(stage.picker.support(3.5, 0, 0)).toBe(0);
  });

  it('[W5] a ray to the land meets it, a ray to the sky nothing', () => {
    const out = new Vector3();
    const ground = stage.picker.ground(new Ray(new Vector3(0, 5, 3), new Vector3(0, -1, -0.2).normalize()), out);
    expect(ground?.y).toBeCloseTo(0, 3);
    expect(stage.picker.ground(new Ray(new Vector3(0, 5, 3), new Vector3(0, 0.2, -1).normalize()), out)).toBeUndefined();
  });
});

describe('a drag', () => {
  it('[W6] by the body steps onto what it meets and keeps its grid', () => {
    mount(make('floor', [4, 0, 0]), 4, 0.28);
    const id = make('box', [0, 0, 0]);
    mount(id, 0.5);
    const place = stage.things.get(id)?.place;
    if (!place) throw new Error('not mounted');
    const drag = new BodyDrag([{ id, ...place }], stage.picker, new Vector3(0, 0, 0));
    const state = drag.move(new Ray(new Vector3(3.1, 10, 0.1), new Vector3(0, -1, 0)), false);
    expect(state?.places[0]?.position).toEqual([3, 0.28, 0]);
  });

  it('[W7] is shown at once, told at most 20 times a second, written once', () => {
    vi.useFakeTimers();
    const id = make('box', [0, 0, 0]);
    mount(id, 1);
    const onDrag = vi.fn();
    const onTransform = vi.fn((changes: DragPreview) => {
      graph.edit({ title: 'Move' }, (edit) => {
        for (const change of changes) edit.set(change.id, 'position', change.position);
      });
    });
    stage.told = { ...stage.told, onDrag, onTransform };
    let nowMs = 0;
    const start: DragPreview = [{ id, position: [0, 0, 0], turn: [0, 0, 0], scale: [1, 1, 1] }];
    const session = new DragSession(stage, start, () => nowMs);
    for (let i = 1; i <= 100; i++) {
      session.show({ places: start.map((place) => ({ ...place, position: [i / 100, 0, 0] })), readOut: [] });
      nowMs += 10;
      vi.advanceTimersByTime(10);
    }
    expect(stage.things.get(id)?.object.position.x).toBe(1);
    expect(onDrag.mock.calls.length).toBeLessThanOrEqual(21);
    expect(onTransform).not.toHaveBeenCalled();
    session.release();
    expect(onTransform).toHaveBeenCalledTimes(1);
    expect(onDrag).toHaveBeenLastCalledWith(undefined);
    expect(stage.things.get(id)?.object.position.x).toBe(1);
    vi.useRealTimers();
  });

  it('[W8] that is cancelled or went nowhere writes nothing', () => {
    const id = make('box', [0, 0, 0]);
    mount(id, 1);
    const onTransform = vi.fn();
    stage.told = { ...stage.told, onTransform };
    const start: DragPreview = [{ id, position: [0, 0, 0], turn: [0, 0, 0], scale: [1, 1, 1] }];
    new DragSession(stage, start).release();
    const session = new DragSession(stage, start);
    session.show({ places: start.map((place) => ({ ...place, position: [3, 0, 0] })), readOut: [] });
    session.cancel();
    expect(onTransform).not.toHaveBeenCalled();
    expect(stage.things.get(id)?.object.position.x).toBe(0);
  });
});

describe('where a thing is seen', () => {
  it('[W9] a thing is located at a point where a pick finds it, and nowhere while another hides it', () => {
    stage.resize(800, 600);
    const low = make('low', [0, 0, 0]);
    mount(low, 1);
    stage.rig.look({ eye: [0, 2, 9], target: [0, 1, 0] }, false);
    stage.rig.step(0, 0);
    stage.camera.updateProjectionMatrix();
    const at = locate(stage, low);
    expect(at).toBeDefined();
    expect(stage.picker.pick(stage.rayAt(at?.[0] ?? 0, at?.[1] ?? 0, new Ray()))?.id).toBe(low);
    const wall = make('wall', [0, 0, 4]);
    mount(wall, 3);
    expect(locate(stage, low)).toBeUndefined();
    expect(locate(stage, wall)).toBeDefined();
  });
});
