import type { GraphDoc } from '../document/graph-doc.ts';
import type { Key } from '../ids.ts';
import type { Graph } from './graph.ts';

/** What is walked through: the document, and one interface over all sources. */
export interface WalkWorld {
  readonly document: GraphDoc;
  readonly graph: Graph;
}

/** Where a walk is. A plain value: keep it, compare it, give it to `walk` again. */
export interface WalkState {
  readonly at: Key;
  /** Where `back` goes, the last place last; at most 100. */
  readonly trail: readonly Key[];
  /** What `next` and `previous` move along. */
  readonly row: readonly Key[];
  /** What numbers mean now, from 1. */
  readonly numbered: readonly NumberedKey[];
  /** How many of the numbered ones were said. */
  readonly said: number;
}

/** A thing that a number stands for, and the link that made it one. */
export interface NumberedKey {
  readonly key: Key;
  /** The words before its title: “blocks”; none for what is contained or found. */
  readonly word?: string;
  /** The title its link carries, for while it is away. */
  readonly title?: string;
  readonly link?: { readonly from: Key; readonly relation: string; readonly to: Key };
}

/** What a step of a walk gave. */
export interface WalkStep {
  readonly state: WalkState;
  /** To be spoken or printed, each a whole sentence. */
  readonly sentences: readonly string[];
  /** What a view that can open things is asked to open. */
  readonly open?: Key;
}

/** The world as a whole: what lies in nothing else. Not a key of any source. */
export const WALK_HOME: Key = 'home:' as Key;

/** How many numbered things are said at once: as many as one remembers while listening. */
export const SAID_AT_ONCE = 9;
