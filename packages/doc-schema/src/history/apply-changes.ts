import type { Edit } from '../document/edit.ts';
import type { Gesture, GraphDoc } from '../document/graph-doc.ts';
import { DELETED } from '../document/read-entity.ts';
import type { EntityId } from '../ids.ts';
import { equalJson } from '../json.ts';
import type { Json } from '../json-value.ts';
import { mergeText } from './merge-text.ts';
import type { EntityState } from './region-state.ts';
import type { EntityChange, LinkChange, StateChange, TextChange, ValueChange } from './state-change.ts';

/** What applying left alone: somebody changed it after the changes were planned. */
export interface KeptChange {
  readonly change: StateChange;
  /** Who, as far as it is known. */
  readonly by: string;
}

/** What applying changes did. */
export interface ApplyReport {
  readonly written: number;
  readonly kept: readonly KeptChange[];
}

/** Changes written in one transaction, so that nobody's frame waits for thousands. */
const CHANGES_A_PIECE = 500;

/**
 * Writes planned changes as one gesture and one undo step. A value that is no longer what the plan saw is kept and named; a text takes what
 * the plan changes of it and keeps what others typed since, except where both touched one place. Two people restoring at once: as with any edit.
 */
export function applyChanges(graph: GraphDoc, changes: readonly StateChange[], gesture: Gesture): ApplyReport {
  graph.settle();
  const bulk = graph.bulk(gesture);
  const kept: StateChange[] = [];
  for (let from = 0; from < changes.length; from += CHANGES_A_PIECE) {
    bulk.write((edit) => {
      for (const change of changes.slice(from, from + CHANGES_A_PIECE)) if (!apply(graph, edit, change)) kept.push(change);
    });
  }
  bulk.finish();
  return { written: changes.length - kept.length, kept: kept.map((change) => ({ change, by: readWriter(graph, change) })) };
}

function apply(graph: GraphDoc, edit: Edit, change: StateChange): boolean {
  if (change.type === 'entity') return applyEntity(graph, edit, change);
  if (change.type === 'text') return applyText(graph, edit, change);
  return applyValue(graph, edit, change);
}

function applyEntity(graph: GraphDoc, edit: Edit, { id, after }: EntityChange): boolean {
  if (!after) {
    if (has(graph, id)) edit.trash(id);
    return true;
  }
  if (!has(graph, id)) edit.recreate(id, after);
  else fill(graph, edit, id, after);
  return true;
}

/** It came back meanwhile: what it was to hold is written over it. */
function fill(graph: GraphDoc, edit: Edit, id: EntityChange['id'], after: EntityState): void {
  for (const [property, value] of Object.entries(after.properties)) {
    edit.put({ region: graph.region, id, property, before: undefined, after: value }, value);
  }
  for (const [property, text] of Object.entries(after.texts)) edit.putText(id, property, text);
}

function applyText(graph: GraphDoc, edit: Edit, { id, property, before, after }: TextChange): boolean {
  if (!has(graph, id)) return false;
  const now = graph.text(id, property)?.toJSON() ?? '';
  const merged = mergeText(before, after, now);
  edit.putText(id, property, merged.text);
  return !merged.conflict;
}

function applyValue(graph: GraphDoc, edit: Edit, change: ValueChange | LinkChange): boolean {
  const [id, property] = change.type === 'link' ? (['', change.name] as const) : ([change.id, change.property] as const);
  if (id !== '' && !has(graph, id)) return change.after === undefined;
  const [now, before, after] = [edit.written({ id, property }), change.before, change.after].map((value) => valueOf(property, value));
  if (equalJson(now, after)) return true;
  if (!equalJson(now, before)) return false;
  edit.put({ region: graph.region, id, property, before, after }, after);
  return true;
}

/** Cheaper than reading it. */
const has = (graph: GraphDoc, id: EntityId): boolean => graph.doc.getMap('e').has(id);

/** Out of the trash is one thing, whether it was never in it or came back. */
const valueOf = (property: string, value: Json | undefined): Json | undefined =>
  property === DELETED && value === undefined ? null : value;

function readWriter(graph: GraphDoc, change: StateChange): string {
  const found =
    change.type === 'link'
      ? graph.provenanceOfLink(change.name)
      : graph.provenance(change.id, change.type === 'entity' ? DELETED : change.property);
  return found?.name ?? 'someone';
}
