import type { Entity, EntityId } from '@space/doc-schema';
import { Box3, type Group, type Mesh, type Object3D } from 'three';
import type { Place } from '../world-face.ts';
import { applyPlace, readPlace } from './place.ts';

/** One mounted entity: its object, where the document has it and where it is shown. */
export interface Thing {
  readonly id: EntityId;
  readonly object: Group;
  kind: string;
  title: string;
  locked: boolean;
  /** As the document has it. */
  place: Place;
  /** Where it is shown while a drag lasts. */
  preview: Place | undefined;
  /** World box of what can be picked; read it through `Things.box`. */
  readonly box: Box3;
  boxStale: boolean;
  /** Raised when its meshes changed, so that outlines are made anew. */
  version: number;
}

const part = new Box3();

function expandByPickable(box: Box3, object: Object3D): void {
  if (!object.visible || object.userData['passive']) return;
  const mesh = object as Mesh; // reason: isMesh is tested on the next line
  if (mesh.isMesh) {
    if (!mesh.geometry.boundingBox) mesh.geometry.computeBoundingBox();
    if (mesh.geometry.boundingBox) box.union(part.copy(mesh.geometry.boundingBox).applyMatrix4(mesh.matrixWorld));
  }
  for (const child of object.children) expandByPickable(box, child);
}

/** Every mounted entity by id. Views attach themselves; drags preview through here, so that nothing but the moved object is touched. */
export class Things {
  readonly #byId = new Map<EntityId, Thing>();
  /** Called after anything moved or changed its form. */
  readonly #touched: (id: EntityId) => void;

  constructor(touched: (id: EntityId) => void) {
    this.#touched = touched;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: EntityId): Thing | undefined {
    return this.#byId.get(id);
  }

  /** All things, in the order they were mounted. Not for frames. */
  all(): IterableIterator<Thing> {
    return this.#byId.values();
  }

  /** A view is there. The returned call says it has gone. */
  attach(entity: Entity, object: Group): () => void {
    const place = readPlace(entity) ?? { position: [0, 0, 0], turn: [0, 0, 0], scale: [1, 1, 1] };
    const thing: Thing = {
      id: entity.id,
      object,
      kind: entity.kind,
      title: entity.title,
      locked: entity.properties['locked'] === true,
      place,
      preview: undefined,
      box: new Box3(),
      boxStale: true,
      version: 0,
    };
    this.#byId.set(entity.id, thing);
    object.matrixAutoUpdate = false;
    this.#show(thing);
    return () => {
      if (this.#byId.get(entity.id) !== thing) return;
      this.#byId.delete(entity.id);
      this.#touched(entity.id);
    };
  }

  /** The document says something new about a thing. */
  update(entity: Entity): void {
    const thing = this.#byId.get(entity.id);
    const place = readPlace(entity);
    if (!thing || !place) return;
    thing.kind = entity.kind;
    thing.title = entity.title;
    thing.locked = entity.properties['locked'] === true;
    thing.place = place;
    this.#show(thing);
  }

  /** Its meshes may have changed. */
  changed(id: EntityId): void {
    const thing = this.#byId.get(id);
    if (!thing) return;
    thing.boxStale = true;
    thing.version++;
    this.#touched(id);
  }

  /** Shows a thing elsewhere than the document has it; `undefined` brings it back. */
  preview(id: EntityId, place: Place | undefined): void {
    const thing = this.#byId.get(id);
    if (!thing || (!place && !thing.preview)) return;
    thing.preview = place;
    this.#show(thing);
  }

  /** The box around what can be picked of a thing, metres in the world. The thing's own object: copy it to keep it. */
  box(thing: Thing): Box3 {
    if (!thing.boxStale) return thing.box;
    thing.object.updateWorldMatrix(true, true);
    thing.box.makeEmpty();
    expandByPickable(thing.box, thing.object);
    if (thing.box.isEmpty()) thing.box.setFromCenterAndSize(thing.object.position, part.min.set(0.1, 0.1, 0.1));
    thing.boxStale = false;
    return thing.box;
  }

  #show(thing: Thing): void {
    applyPlace(thing.object, thing.preview ?? thing.place);
    thing.object.matrixWorldNeedsUpdate = true;
    thing.boxStale = true;
    this.#touched(thing.id);
  }
}
