import type { GraphDoc } from '../document/graph-doc.ts';
import type { Edit } from '../document/edit.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import { readClaims } from './claim.ts';
import { readHere } from './compare.ts';
import { findImported, hashValue, IMPORTED_FROM, type Origin, readExternalKey } from './origin.ts';
import { equalJson } from '../json.ts';
import type { Json } from '../json-value.ts';

/** What joining two imports of one source did. */
export interface FoldReport {
  /** How many things stood there twice and now stand once. */
  readonly folded: number;
  /** Things that both people changed in the same place; both copies stay. */
  readonly kept: readonly { readonly id: EntityId; readonly title: string }[];
}

interface Double {
  readonly winner: EntityId;
  readonly loser: EntityId;
  readonly origin: Origin;
}

/**
 * Joins what two imports of a source made twice because neither could see the other's claim. The older claim's things stay; what was
 * changed on the others since is carried over, their links are drawn again at those that stay, and they go to the trash. Where both
 * were changed in the same place both stay. Run by the session whose claims these are, so that nothing is carried over twice; undoable.
 */
export function foldDoubles(graph: GraphDoc, source: string, claims?: ReadonlySet<string>): FoldReport {
  const doubles = findDoubles(graph, source).filter((double) => !claims || claims.has(double.origin.claim));
  if (doubles.length === 0) return { folded: 0, kept: [] };
  const joined: (Double & { readonly changes: ReadonlyMap<string, Json> })[] = [];
  const kept: { id: EntityId; title: string }[] = [];
  for (const double of doubles) {
    const changes = readCarried(graph, double);
    if (changes) joined.push({ ...double, changes });
    else kept.push({ id: double.loser, title: graph.read(double.loser)?.title ?? '' });
  }
  const moved = new Map<Key, Key>(joined.map(({ winner, loser }) => [entityKey(loser), entityKey(winner)]));
  const bulk = graph.bulk({ title: `Join two imports of ${source}`, tool: 'import' });
  // One thing at a time: its links alone may be hundreds.
  for (const each of joined) bulk.write((edit) => fold(graph, edit, each, moved));
  for (const { loser, origin } of doubles.filter(({ loser: id }) => kept.some((each) => each.id === id))) {
    bulk.write((edit) => keepBoth(graph, edit, loser, origin));
  }
  bulk.finish();
  return { folded: joined.length, kept };
}

function findDoubles(graph: GraphDoc, source: string): readonly Double[] {
  const ranks = new Map(readClaims(graph, source).map((claim, i) => [claim.nonce, i]));
  const seen = new Set<Key>();
  const doubles: Double[] = [];
  for (const link of graph.links()) {
    if (link.relation !== IMPORTED_FROM || seen.has(link.to)) continue;
    seen.add(link.to);
    const place = readExternalKey(link.to);
    if (place?.source !== source) continue;
    const live = findImported(graph, source, place.external).filter(([id]) => graph.read(id)?.trashed === false);
    const rank = (origin: Origin): number => ranks.get(origin.claim) ?? Number.MAX_SAFE_INTEGER;
    const [first, ...others] = live.toSorted((a, b) => rank(a[1]) - rank(b[1]));
    if (first) for (const [loser, origin] of others) if (origin.claim !== first[1].claim) doubles.push({ winner: first[0], loser, origin });
  }
  return doubles;
}

/** What was changed on the copy since it was brought in; undefined where the one that stays was changed in the same place, differently. */
function readCarried(graph: GraphDoc, { winner, loser, origin }: Double): ReadonlyMap<string, Json> | undefined {
  const [there, here] = [readHere(graph, loser), readHere(graph, winner)];
  const fields = graph.kinds.get(graph.read(loser)?.kind ?? '')?.fields ?? {};
  const changes = new Map<string, Json>();
  for (const name of new Set([...Object.keys(origin.seen), ...Object.keys(fields)])) {
    const first = origin.seen[name] ?? hashValue(fields[name]?.default ?? null);
    const isChanged = (value: Json | undefined): value is Json => value !== undefined && hashValue(value) !== first;
    const [value, stays] = [there(name), here(name)];
    if (!isChanged(value) || equalJson(value, stays)) continue;
    if (isChanged(stays)) return undefined;
    changes.set(name, value);
  }
  return changes;
}

function fold(
  graph: GraphDoc,
  edit: Edit,
  { winner, loser, changes }: Double & { readonly changes: ReadonlyMap<string, Json> },
  moved: ReadonlyMap<Key, Key>,
): void {
  const fields = graph.kinds.get(graph.read(winner)?.kind ?? '')?.fields ?? {};
  for (const [name, value] of changes) {
    if (fields[name]?.merge === 'text') edit.setText(winner, name, typeof value === 'string' ? value : '');
    else if (fields[name]) edit.set(winner, name, value);
  }
  redraw(graph, edit, entityKey(loser), moved);
  edit.trash(loser);
}

/** Draws the links of what goes at what stays; those of the import itself are there already. */
function redraw(graph: GraphDoc, edit: Edit, key: Key, moved: ReadonlyMap<Key, Key>): void {
  const now = (end: Key): Key => moved.get(end) ?? end;
  const known = (from: Key, relation: string, to: Key): boolean =>
    graph.linksFrom(from).some((link) => link.relation === relation && link.to === to);
  const inList = (to: Key): boolean =>
    graph.linksTo(to).some((link) => link.relation === CONTAINS && !moved.has(link.from) && isHere(graph, link.from));
  for (const link of [...graph.linksFrom(key), ...graph.linksTo(key)]) {
    edit.unlink(link.from, link.relation, link.to);
    if (link.relation === IMPORTED_FROM) continue;
    const [from, to] = [now(link.from), now(link.to)];
    // Where it stands in a list was arranged once, by whoever's copy stays.
    if (from === to || known(from, link.relation, to) || (link.relation === CONTAINS && moved.has(link.from) && inList(to))) continue;
    edit.link(from, link.relation, to, link.data);
  }
}

function isHere(graph: GraphDoc, key: Key): boolean {
  const id = entityIdOf(key);
  return id !== undefined && graph.read(id)?.trashed === false;
}

/** From here on the copy is a thing of its own. */
function keepBoth(graph: GraphDoc, edit: Edit, loser: EntityId, origin: Origin): void {
  for (const link of graph.linksFrom(entityKey(loser))) {
    const place = link.relation === IMPORTED_FROM ? readExternalKey(link.to) : undefined;
    if (place && place.source === origin.source && place.external === origin.external) edit.unlink(link.from, link.relation, link.to);
  }
}
