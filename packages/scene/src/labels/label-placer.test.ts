import '../testing/dom-rect.ts';
import { GraphDoc } from '@space/doc-schema';
import { BoxGeometry, Group, Mesh, MeshBasicMaterial, type Vector3 } from 'three';
import { expect, it } from 'vitest';
import { type FrameFacts, Stage } from '../stage/stage.ts';
import type { Label } from './label.ts';
import { LabelPlacer } from './label-placer.ts';

/** A stage seen from 10 m before a wall that stands on the origin and hides it. */
function walledStage(): { stage: Stage; facts: FrameFacts } {
  const graph = GraphDoc.open({ region: 'labels-test' as never, author: { person: 'p' as never, name: 'Test' } });
  const id = graph.edit({ title: 'Make' }, (edit) => edit.create('shape', { title: 'Wall', position: [0, 0, 1] }));
  const stage = new Stage({ graph, theme: 'dark', selection: [] });
  const entity = graph.read(id);
  const wall = new Mesh(new BoxGeometry(1, 4, 0.2), new MeshBasicMaterial());
  wall.castShadow = true;
  if (entity) stage.things.attach(entity, new Group().add(wall));
  stage.size.set(800, 600);
  stage.camera.position.set(0, 1, 10);
  stage.camera.updateMatrixWorld();
  return { stage, facts: { camera: stage.camera, width: 800, height: 600, deltaS: 0, nowMs: 0 } };
}

it('[B5] a name whose place is learnt late, or that goes elsewhere, is looked behind there', () => {
  const { stage, facts } = walledStage();
  const placer = new LabelPlacer(stage);
  // reason: the placer reads two sizes and writes a style, and Node has no elements
  const element = { offsetWidth: 40, offsetHeight: 20, style: { opacity: '', transform: '' } } as unknown as HTMLElement;
  let place: readonly [number, number, number] | undefined;
  const anchor = (out: Vector3): boolean => {
    if (place) out.set(...place);
    return place !== undefined;
  };
  const label: Label = { key: 'person 7', look: 'person', text: 'Mira', rank: 1, anchor };
  placer.put(label, element);
  const shown = (): boolean => {
    let frames = 0;
    while (placer.step(facts, false) && frames < 9) frames++;
    return element.style.opacity === '1';
  };
  expect(shown()).toBe(false);
  place = [1.5, 1, 0];
  expect(shown()).toBe(true);
  place = [0, 1, 0];
  expect(shown()).toBe(false);
  place = [-1.5, 1, 0];
  expect(shown()).toBe(true);
});
