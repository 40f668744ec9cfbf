import * as Y from 'yjs';
import { isRecord } from '../json.ts';

/** Keys of an entity's map that begin with it are no properties; no field has such a name. */
const INNER = '/';
/** The key that says a map was folded from an older one; the last that is written with it. */
export const FOLD = '/fold';

/** The property of an entity that was moved to another region: `{to}`. Its map stays, so that late edits of it are found. */
export const MOVED = 'moved';
/** The key of a copy that says which region it came from. */
export const FROM = '/from';
/** The key of a copy that says how far each session's typing was seen, by property. */
export const TYPED = '/typed';

/** Names one write for ever: the session and its clock. */
export interface Stamp {
  readonly client: number;
  readonly clock: number;
}

/** What a folded map says about the map it stands for. */
export interface Fold {
  /** The write that each folded value came from. */
  readonly at: ReadonlyMap<string, Stamp>;
  /** For each session, its newest write to the older map that was seen when it was folded. */
  readonly seen: ReadonlyMap<number, number>;
}

/**
 * What happened to an older map without the folding having seen it: a value that was written (`late`), that a write no longer counts
 * (`over`), that it no longer counts and nothing came in its place (`gone`).
 */
export interface Fact {
  readonly type: 'late' | 'over' | 'gone';
  readonly stamp: Stamp;
  readonly property: string;
}

const FACT = /^\/(late|over|gone)\/(\d{1,16})\.(\d{1,16})\/([\s\S]*)$/;

/** The key a fact is written under. Everyone who finds the same late write writes the same key. */
export const encodeFact = ({ type, stamp, property }: Fact): string => `/${type}/${stamp.client}.${stamp.clock}/${property}`;

/** The fact a key names, or undefined. */
export function decodeFact(key: string): Fact | undefined {
  const [, type, client, clock, property] = FACT.exec(key) ?? [];
  if (property === undefined) return undefined;
  return { type: type as Fact['type'], stamp: { client: Number(client), clock: Number(clock) }, property };
}

/** Whether a key of an entity's map is none of its properties. */
export const isInner = (key: string): boolean => key.startsWith(INNER);

/** What a fold is written as. */
export function encodeFold(fold: Fold): Readonly<Record<string, unknown>> {
  return {
    at: Object.fromEntries([...fold.at].map(([property, { client, clock }]) => [property, [client, clock]])),
    seen: [...fold.seen],
  };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);

/** Two numbers, or undefined. */
function readPair(value: unknown): readonly [number, number] | undefined {
  const [a, b] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return isCount(a) && isCount(b) ? [a, b] : undefined;
}

/** What a map says it was folded from; undefined where it was not. What cannot be read counts as not seen. */
export function readFold(map: Y.Map<unknown>): Fold | undefined {
  const raw = map._map.get(FOLD)?.content.getContent()[0] as unknown;
  if (!isRecord(raw)) return undefined;
  const at = new Map<string, Stamp>();
  for (const [property, value] of Object.entries(isRecord(raw['at']) ? raw['at'] : {})) {
    const pair = readPair(value);
    if (pair) at.set(property, { client: pair[0], clock: pair[1] });
  }
  const seen = Array.isArray(raw['seen']) ? (raw['seen'] as readonly unknown[]) : [];
  return { at, seen: new Map(seen.flatMap((value) => [readPair(value) ?? []].filter((pair) => pair.length === 2))) };
}
