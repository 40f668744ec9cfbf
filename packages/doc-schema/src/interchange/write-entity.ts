import * as Y from 'yjs';
import type { Edit } from '../document/edit.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { DELETED } from '../document/read-entity.ts';
import { BASE } from '../document/read-field.ts';
import { SpaceError } from '../errors.ts';
import type { EntityId } from '../ids.ts';
import { isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { ImportedEntity } from './bundle.ts';

/** Makes an entity as a source gives it, within an edit: checked by its kind, or as it stands where the source says so. */
export function createImported(graph: GraphDoc, edit: Edit, id: EntityId, entity: ImportedEntity): void {
  if (!entity.raw) return void edit.create(entity.kind, entity.properties, { text: entity.texts, id });
  const entities = graph.doc.getMap<Y.Map<unknown>>('e');
  if (entities.has(id)) throw new SpaceError('invalid-value', `There is an entity ${id} already.`, { id });
  const map = new Y.Map<unknown>();
  const { version, trashed } = entity.raw;
  const bin = isRecord(trashed) ? trashed : { time: 0, person: graph.author.person };
  map.set(BASE, { kind: entity.kind, v: version, ...entity.properties, [DELETED]: bin });
  for (const name of textNames(graph, entity)) map.set(name, new Y.Text(entity.texts[name] ?? ''));
  entities.set(id, map);
  // Born in the trash and taken out of it by an ordinary edit: that is what undoing a creation puts back.
  if (!isRecord(trashed)) edit.restore(id);
}

/** The texts an entity has: those of its kind and those the source brings. */
function textNames(graph: GraphDoc, entity: ImportedEntity): ReadonlySet<string> {
  const fields = Object.values(graph.kinds.get(entity.kind)?.fields ?? {});
  return new Set([...fields.filter((field) => field.merge === 'text').map((field) => field.name), ...Object.keys(entity.texts)]);
}

/** Writes what a source says of some properties and texts of an entity that is here. */
export function updateImported(graph: GraphDoc, edit: Edit, id: EntityId, entity: ImportedEntity, names: readonly string[]): void {
  const kind = graph.kinds.get(graph.read(id)?.kind ?? '');
  for (const name of names) {
    const text = entity.texts[name];
    const value = entity.properties[name];
    if (text !== undefined) edit.setText(id, name, text);
    else if (value !== undefined && kind?.fields[name]) edit.set(id, name, value);
    else if (value !== undefined) putUnknown(graph, edit, id, name, value);
  }
}

/** A property no kind here declares is written unchecked, as it would be kept when it came from a peer. */
function putUnknown(graph: GraphDoc, edit: Edit, id: EntityId, name: string, value: Json): void {
  edit.put({ region: graph.region, id, property: name, before: undefined, after: undefined }, value);
}
