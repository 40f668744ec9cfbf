import { generateNKeysBetween } from 'fractional-indexing';
import type { Edit } from '../document/edit.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { CONTAINS } from '../links/relations.ts';
import { entityKey, type Key } from '../ids.ts';
import type { Json } from '../json-value.ts';
import { later } from '../timers.ts';
import type { Skipped } from './bundle.ts';
import { CLAIMED_BY, claimLink } from './claim.ts';
import { seenOf } from './compare.ts';
import { encodeOrigin, hashValue, IMPORTED_FROM } from './origin.ts';
import { type ImportPlan, originKeyOf, type PlannedEntity, type PlannedLink } from './plan-import.ts';
import { createImported, updateImported } from './write-entity.ts';

/** A transaction writes at most this many keys, so that no frame of anyone's waits for the whole (DESIGN.md section 4). */
const PIECE_KEYS = 500;

/** How a plan is carried out. */
export interface ApplyOptions {
  /** External names of conflicts for which the source's side is taken. */
  readonly take?: ReadonlySet<string>;
  /** Stops it and takes everything back; read between pieces. */
  readonly signal?: { readonly aborted: boolean };
  /** Called between pieces with the share that is written, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** What is waited for between pieces; a turn of the event loop by itself. */
  readonly pause?: () => Promise<void>;
}

/** What an import did. */
export interface ImportOutcome {
  readonly cancelled: boolean;
  readonly made: number;
  readonly changed: number;
  readonly links: number;
  /** What the document refused while it was written, with why; the rest was written. */
  readonly refused: readonly Skipped[];
}

interface Step {
  readonly keys: number;
  readonly label: string;
  run(edit: Edit): 'made' | 'changed' | 'links' | void;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => void later(resolve, 0));

/**
 * Carries out a plan: the claim first, then pieces of at most 500 keys, one undo step in all. Cancelled, everything that nobody else
 * changed meanwhile is taken back and no step is left. What the document refuses is reported and the rest written.
 */
export async function applyImport(plan: ImportPlan, graph: GraphDoc, options: ApplyOptions = {}): Promise<ImportOutcome> {
  const counts = { made: 0, changed: 0, links: 0 };
  const refused: Skipped[] = [];
  if (plan.refused !== undefined) return { cancelled: true, ...counts, refused: [{ label: plan.bundle.source, reason: plan.refused }] };
  const steps = planSteps(plan, graph, options.take ?? new Set());
  const bulk = graph.bulk({ title: `Bring in ${plan.bundle.source}`, tool: 'import' });
  const over = (cancelled: boolean): ImportOutcome => ({ cancelled, ...counts, refused });
  const claims = plan.entities.some((each) => each.remembers && each.status !== 'same');
  try {
    if (claims) bulk.write((edit) => writeClaim(edit, plan, false));
    for (let at = 0; at < steps.length; ) {
      await (options.pause ?? nextTurn)();
      if (options.signal?.aborted) {
        bulk.cancel();
        return over(true);
      }
      const end = pieceEnd(steps, at);
      bulk.write((edit) => {
        for (const step of steps.slice(at, end)) runStep(step, edit, counts, refused);
      });
      at = end;
      options.onProgress?.(at / steps.length);
    }
    if (claims) bulk.write((edit) => writeClaim(edit, plan, true));
  } catch (error) {
    bulk.cancel(); // a fault of ours: half an import is worse than none
    throw error;
  }
  bulk.finish();
  return over(false);
}

function runStep(step: Step, edit: Edit, counts: { made: number; changed: number; links: number }, refused: Skipped[]): void {
  try {
    const did = step.run(edit);
    if (did) counts[did] += 1;
  } catch (error) {
    refused.push({ label: step.label, reason: error instanceof Error ? error.message : String(error) });
  }
}

function pieceEnd(steps: readonly Step[], from: number): number {
  let keys = 0;
  let at = from;
  while (at < steps.length && (at === from || keys + (steps[at]?.keys ?? 0) <= PIECE_KEYS)) keys += steps[at++]?.keys ?? 0;
  return at;
}

function writeClaim(edit: Edit, plan: ImportPlan, done: boolean): void {
  const { from, to, data } = claimLink(plan.bundle.source, { ...plan.claim, done });
  edit.link(from, CLAIMED_BY, to, data);
}

function planSteps(plan: ImportPlan, graph: GraphDoc, take: ReadonlySet<string>): readonly Step[] {
  const entities = plan.entities.flatMap((planned): Step[] => {
    const taken = take.has(planned.entity.external);
    const names = [...planned.updates, ...(taken ? planned.conflicts : [])];
    const step = entityStep(graph, planned, names);
    const origin = planned.remembers ? originStep(plan, planned, taken) : undefined;
    return [...(step ? [step] : []), ...(origin ? [origin] : [])];
  });
  return [...kindSteps(plan, graph), ...entities, ...linkSteps(plan.links, graph)];
}

/** Kinds that travelled along are written where this document has none of that name; a declaration that is here stays as it is. */
function kindSteps(plan: ImportPlan, graph: GraphDoc): readonly Step[] {
  const root = graph.doc.getMap<unknown>('k');
  return Object.entries(plan.bundle.kinds ?? {}).flatMap(([name, value]): Step[] =>
    root.has(name) ? [] : [{ keys: 1, label: `kind ${name}`, run: () => void root.set(name, value) }],
  );
}

function entityStep(graph: GraphDoc, planned: PlannedEntity, names: readonly string[]): Step | undefined {
  const { entity, id, status } = planned;
  const keys = 1 + Object.keys(entity.texts).length;
  if (status === 'new') {
    return {
      keys,
      label: entity.label,
      run: (edit) => {
        createImported(graph, edit, id, entity);
        if (entity.kind === 'world' && graph.worldId === undefined) edit.nameWorld(id);
        return 'made';
      },
    };
  }
  if (names.length === 0) return undefined;
  return {
    keys: names.length,
    label: entity.label,
    run: (edit) => {
      updateImported(graph, edit, id, entity, names);
      return 'changed';
    },
  };
}

/** What was seen in the source is remembered, but not of a conflict that was left standing: it would be forgotten. */
function originStep(plan: ImportPlan, planned: PlannedEntity, taken: boolean): Step {
  const { entity, id, origin } = planned;
  const readSeen = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(seenOf(entity)).flatMap(([name, hash]): [string, string][] => {
        if (taken || !planned.conflicts.includes(name)) return [[name, hash]];
        const before = origin?.seen[name];
        return before === undefined ? [] : [[name, before]];
      }),
    );
  return {
    keys: 1,
    label: entity.label,
    run: (edit) => {
      // Read here, piece by piece: hashing all texts at once would hold up a frame.
      const kept = encodeOrigin({ claim: origin?.claim || plan.claim.nonce, seen: readSeen(), facts: entity.facts ?? {} });
      edit.link(entityKey(id), IMPORTED_FROM, originKeyOf(plan, planned), { ...kept, title: entity.label.slice(0, 200) });
    },
  };
}

function linkSteps(links: readonly PlannedLink[], graph: GraphDoc): readonly Step[] {
  const orders = orderContained(links, graph);
  return links.flatMap((link, i): Step[] => {
    const data = orders.get(i) ?? link.data;
    const known = graph.linksFrom(link.from).find((each) => each.relation === link.relation && each.to === link.to);
    if (known && (hashValue(known.data) === hashValue(data) || orders.has(i))) return [];
    const run = (edit: Edit): 'links' => {
      edit.link(link.from, link.relation, link.to, data);
      return 'links';
    };
    return [{ keys: 1, label: `${link.from} ${link.relation} ${link.to}`, run }];
  });
}

/** The place of each contained thing that says none: behind what is there, in the order of the source. */
function orderContained(links: readonly PlannedLink[], graph: GraphDoc): ReadonlyMap<number, Readonly<Record<string, Json>>> {
  const groups = new Map<Key, number[]>();
  links.forEach((link, i) => {
    if (link.relation === CONTAINS && link.data['order'] === undefined) groups.set(link.from, [...(groups.get(link.from) ?? []), i]);
  });
  const orders = new Map<number, Readonly<Record<string, Json>>>();
  for (const [from, group] of groups) {
    const last = graph
      .linksFrom(from)
      .flatMap((link) => (link.relation === CONTAINS && isOrder(link.data['order']) ? [link.data['order']] : []))
      .sort()
      .at(-1);
    const keys = generateNKeysBetween(last ?? null, null, group.length);
    group.forEach((index, i) => orders.set(index, { ...links[index]?.data, order: keys[i] ?? 'a0' }));
  }
  return orders;
}

/** What this program writes as an order; anything else cannot be counted on from. */
const isOrder = (order: Json | undefined): order is string =>
  typeof order === 'string' && /^[a-z][0-9A-Za-z]*[1-9A-Za-z]$|^[a-z]0$/.test(order) && isWhole(order);

function isWhole(order: string): boolean {
  try {
    generateNKeysBetween(order, null, 1);
    return true;
  } catch {
    return false; // not a key of ours: new things are put at the end by their own
  }
}
