import * as Y from 'yjs';
import { planLate } from '../compact/carry-late.ts';
import { FROM, MOVED, TYPED } from '../compact/fold.ts';
import { createFolded } from '../compact/fold-entity.ts';
import type { Edit } from '../document/edit.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityKey, type RegionId } from '../ids.ts';
import { isRecord } from '../json.ts';
import type { Link } from '../links/link.ts';
import { carryText, readTyped } from './carry-text.ts';

const mapOf = (graph: GraphDoc, id: EntityId): Y.Map<unknown> | undefined => {
  const map = graph.doc.getMap<unknown>('e').get(id);
  return map instanceof Y.Map ? (map as Y.Map<unknown>) : undefined;
};

/** The region an entity went to, or undefined where it is here or nowhere. */
export function readMoved(graph: GraphDoc, id: EntityId): RegionId | undefined {
  const moved: unknown = mapOf(graph, id)?.get(MOVED);
  return isRecord(moved) && typeof moved['to'] === 'string' ? (moved['to'] as RegionId) : undefined;
}

/** Everything that went from a region to another. Costs a look at each entity. */
export const listMoved = (graph: GraphDoc): readonly EntityId[] => graph.list().filter((id) => readMoved(graph, id) !== undefined);

/**
 * Puts a copy of an entity into `to`, with the same id, what it says and the links that start at it; in `from` it is marked as moved.
 * False where it is not in `from`. Two people moving one thing to different regions: it stands in one of both (`mendStray`).
 */
export function moveEntity(from: GraphDoc, to: GraphDoc, id: EntityId): boolean {
  const map = mapOf(from, id);
  if (!map || readMoved(from, id) !== undefined) return false;
  const copy = createCopy(from, map);
  if (!copy) return false;
  const entity = from.read(id);
  const links = from.linksFrom(entityKey(id));
  to.edit({ title: `Move ${entity?.title ?? 'a thing'} here`, undoable: false }, (edit) => {
    to.doc.getMap<unknown>('e').set(id, copy);
    drawLinks(edit, links);
    copyDeclaration(from, to, entity?.kind ?? '');
  });
  from.edit({ title: `Move ${entity?.title ?? 'a thing'} away`, undoable: false }, (edit) => {
    map.set(MOVED, { to: to.region });
    takeLinks(edit, links);
  });
  return true;
}

/** A fresh map for another document; undefined where it holds what cannot be copied. */
function createCopy(from: GraphDoc, map: Y.Map<unknown>): Y.Map<unknown> | undefined {
  const typed: Record<string, Record<string, number>> = {};
  const copyText = (property: string, text: Y.Text): Y.Text => {
    typed[property] = readTyped(text);
    return new Y.Text(text.toJSON());
  };
  const kept: Readonly<Record<string, unknown>> = { [FROM]: from.region, [TYPED]: typed };
  return createFolded(map, { copyText, without: [MOVED], kept });
}

/** Puts a copy of an entity into another document, where it has none. Within a transaction there. */
export function copyEntity(from: GraphDoc, to: GraphDoc, id: EntityId): void {
  const map = mapOf(from, id);
  const copy = map && !mapOf(to, id) ? createCopy(from, map) : undefined;
  if (copy) to.doc.getMap<unknown>('e').set(id, copy);
}

/** Kinds travel in the document: the other one may lack this. */
function copyDeclaration(from: GraphDoc, to: GraphDoc, kind: string): void {
  const [known, lacking] = [from.doc.getMap<unknown>('k'), to.doc.getMap<unknown>('k')];
  if (known.has(kind) && !lacking.has(kind)) lacking.set(kind, known.get(kind));
}

function drawLinks(edit: Edit, links: readonly Link[]): void {
  for (const link of links) edit.link(link.from, link.relation, link.to, link.data);
}

function takeLinks(edit: Edit, links: readonly Link[]): void {
  for (const link of links) edit.unlink(link.from, link.relation, link.to);
}

/**
 * Brings over what was written to a moved entity in its old region by people who did not know yet: values as facts, so that ten windows
 * doing it write them once, and links. Costs nothing to the document where nothing is late.
 */
export function carryMoved(from: GraphDoc, to: GraphDoc, id: EntityId): void {
  const [old, copy] = [mapOf(from, id), mapOf(to, id)];
  if (!old || !copy || to.refusal !== undefined) return;
  const facts = planLate(old, copy);
  const links = from.refusal === undefined ? from.linksFrom(entityKey(id)) : [];
  if (facts.size === 0 && links.length === 0) return;
  to.derive((edit) => {
    for (const [key, value] of facts) copy.set(key, value);
    drawLinks(edit, links);
  });
  if (links.length > 0) from.derive((edit) => takeLinks(edit, links));
}

/** Brings over what was typed into a moved entity's texts in its old region. For one window at a time: letters that two bring stand twice. */
export function carryTyping(from: GraphDoc, to: GraphDoc, id: EntityId): void {
  const [old, copy] = [mapOf(from, id), mapOf(to, id)];
  const typed: unknown = copy?.get(TYPED);
  if (!old || !copy || !isRecord(typed) || to.refusal !== undefined) return;
  const next: Record<string, unknown> = { ...typed };
  to.derive(() => {
    for (const property of Object.keys(typed)) {
      const [source, target] = [old.get(property), copy.get(property)];
      const seen = typed[property];
      if (!(source instanceof Y.Text) || !(target instanceof Y.Text) || !isRecord(seen)) continue;
      if (carryText(source, target, seen)) next[property] = readTyped(source);
    }
    if (Object.keys(typed).some((property) => next[property] !== typed[property])) copy.set(TYPED, next);
  });
}

/** Whether something typed in the old region waits to be brought over. */
export function hasLateTyping(from: GraphDoc, to: GraphDoc, id: EntityId): boolean {
  const [old, typed] = [mapOf(from, id), mapOf(to, id)?.get(TYPED)];
  if (!old || !isRecord(typed)) return false;
  return Object.keys(typed).some((property) => {
    const [text, seen] = [old.get(property), typed[property]];
    if (!(text instanceof Y.Text) || !isRecord(seen)) return false;
    return Object.entries(readTyped(text)).some(([client, clock]) => clock > Number(seen[client] ?? -1));
  });
}

/**
 * Two people moved one thing from `from` to different regions at once: the copy in `stray` that the mark does not name is marked as
 * moved to where the mark says, from where what was written to it is carried.
 */
export function mendStray(from: GraphDoc, stray: GraphDoc, id: EntityId): void {
  const to = readMoved(from, id);
  const copy = mapOf(stray, id);
  if (!to || to === stray.region || !copy || stray.refusal !== undefined) return;
  if (copy.get(FROM) === from.region && readMoved(stray, id) === undefined) stray.derive(() => copy.set(MOVED, { to }));
}
