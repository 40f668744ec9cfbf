import type { Key } from '../ids.ts';
import type { Json } from '../json-value.ts';

/** Anything with a key, as every view shows it. */
export interface GraphNode {
  readonly key: Key;
  readonly title: string;
  /** The kind's name, or what the source calls it: `file`, `directory`. */
  readonly kind: string;
  /** A lucide icon name. */
  readonly icon: string;
  /** Why it cannot be read now, as a sentence; absent when it can. */
  readonly missing?: string;
  readonly hasChildren: boolean;
  /** What else there is to say, for the inspector. */
  readonly facts: Readonly<Record<string, Json>>;
}

/** What answers for a scheme of keys: the document, a folder's files, people. Answers may come later, never thrown. */
export interface Source {
  /** The scheme before the first colon of its keys. */
  readonly scheme: string;
  /** What a key stands for now. A key that leads nowhere answers with `missing`. */
  read(key: Key): GraphNode | Promise<GraphNode>;
  /** What lies directly below a key; nothing fans out by itself. */
  children(key: Key): readonly GraphNode[] | Promise<readonly GraphNode[]>;
  /** Calls `listener` when what `read` or `children` would answer changes, until the returned function is called. */
  subscribe(key: Key, listener: () => void): () => void;
}
