import type { Key } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Link } from '../links/link.ts';

/** Anything with a key, as every view shows it. */
export interface GraphNode {
  readonly key: Key;
  readonly title: string;
  /** The kind's name, or what the source calls it: `file`, `directory`, `process`. */
  readonly kind: string;
  /** A lucide icon name. */
  readonly icon: string;
  /** Why it cannot be read now, as a sentence; absent when it can. */
  readonly missing?: string;
  readonly hasChildren: boolean;
  /** What else there is to say, for the inspector; names as people read them. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** Tells a source that nobody waits for its answer any more. Every AbortSignal is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How something is asked. */
export interface Asking {
  /** Once it tells, an answer is of no use to whoever asked. */
  readonly signal?: CancelSignal;
}

/** Which part of the children is asked for. */
export interface PageAsking extends Asking {
  /** At most so many, 1 to 1,000. */
  readonly limit: number;
  /** The `next` of the page before; the first page without it. */
  readonly after?: string;
}

/** A part of what lies below a key, in the source's order. */
export interface ChildPage {
  readonly nodes: readonly GraphNode[];
  /** Asked with, it gives what follows; absent at the end. */
  readonly next?: string;
  /** How many there are in all, where the source knows. */
  readonly total?: number;
}

/**
 * What answers for a scheme of keys: the document, a folder's files, people, processes. Answers may come later and are never thrown:
 * what fails reads as a card that says why. An answer is the same object as the one before while it says the same.
 */
export interface Source {
  /** The scheme before the first colon of its keys. */
  readonly scheme: string;
  /** What a key stands for now. A key that leads nowhere answers with `missing`. */
  read(key: Key, asking?: Asking): GraphNode | Promise<GraphNode>;
  /** What lies directly below a key; nothing fans out by itself. */
  children(key: Key, page: PageAsking): ChildPage | Promise<ChildPage>;
  /** Links that the source itself knows of, the key at either end. Those people drew are in the document and not repeated here. */
  links(key: Key, asking?: Asking): readonly Link[] | Promise<readonly Link[]>;
  /** Ids of the commands that make sense for a key, the usual one first. Whether one applies now is the registry's to say. */
  actions(key: Key): readonly string[];
  /** Calls `listener` when an answer about a key changed, until the returned function is called. Whatever it costs lasts only as long. */
  subscribe(key: Key, listener: () => void): () => void;
}
