import { SpaceError } from '../errors.ts';
import { type Key, parseKey } from '../ids.ts';
import type { GraphNode, Source } from './source.ts';

/** A card for a key that cannot be read, with the reason. */
export function missingNode(key: Key, reason: string, title: string = key): GraphNode {
  return { key, title, kind: 'missing', icon: 'unlink', missing: reason, hasChildren: false, facts: {} };
}

/** One interface over all sources. A source that is absent or fails degrades to a card that says so; nothing throws. */
export class Graph {
  readonly #sources = new Map<string, Source>();

  /**
   * Adds a source until the returned function is called.
   * @throws SpaceError `invalid-value` when its scheme is taken.
   */
  add(source: Source): () => void {
    if (this.#sources.has(source.scheme)) throw new SpaceError('invalid-value', `The scheme ${source.scheme} has a source already.`);
    this.#sources.set(source.scheme, source);
    return () => void this.#sources.delete(source.scheme);
  }

  /** What a key stands for now. */
  async read(key: Key): Promise<GraphNode> {
    try {
      const source = this.#sourceOf(key);
      return source ? await source.read(key) : missingNode(key, 'Nothing here answers for this kind of key.');
    } catch (error) {
      return missingNode(key, messageOf(error));
    }
  }

  /** What lies directly below a key; one card with the reason where that cannot be told. */
  async children(key: Key): Promise<readonly GraphNode[]> {
    try {
      return (await this.#sourceOf(key)?.children(key)) ?? [];
    } catch (error) {
      return [missingNode(key, messageOf(error))];
    }
  }

  /** Calls `listener` when what a key answers changes, until the returned function is called. */
  subscribe(key: Key, listener: () => void): () => void {
    return this.#sourceOf(key)?.subscribe(key, listener) ?? ((): void => undefined);
  }

  #sourceOf(key: Key): Source | undefined {
    return this.#sources.get(parseKey(key).scheme);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
