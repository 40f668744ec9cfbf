import { equalJson } from '../json.ts';
import type { Key } from '../ids.ts';
import type { GraphNode } from './source.ts';

/** More than a screen of any view shows at once, a few times over. */
const KEPT_NODES = 5000;

const sameNode = (a: GraphNode, b: GraphNode): boolean =>
  a.title === b.title &&
  a.kind === b.kind &&
  a.icon === b.icon &&
  a.missing === b.missing &&
  a.hasChildren === b.hasChildren &&
  equalJson(a.facts, b.facts);

/** Lets a source answer with the same object while it says the same, so that views draw anew only what changed. */
export class NodeKeeper {
  readonly #nodes = new Map<Key, GraphNode>();

  /** The node handed out before for this key when it says the same; else this one, kept. The 5,000 last are kept. */
  keep(node: GraphNode): GraphNode {
    const known = this.#nodes.get(node.key);
    const kept = known && sameNode(known, node) ? known : node;
    this.#nodes.delete(node.key);
    this.#nodes.set(node.key, kept);
    if (this.#nodes.size > KEPT_NODES) this.#nodes.delete(this.#nodes.keys().next().value as Key);
    return kept;
  }
}

/** One page of a list that is at hand as a whole. `after` counts the nodes before the page. */
export function pageOf<T>(
  all: readonly T[],
  page: { readonly limit: number; readonly after?: string },
  nodeOf: (item: T) => GraphNode,
): { readonly nodes: readonly GraphNode[]; readonly total: number; readonly next?: string } {
  const from = Math.max(0, Math.trunc(Number(page.after ?? 0)) || 0);
  const to = from + Math.max(1, Math.min(1000, page.limit));
  const part = { nodes: all.slice(from, to).map(nodeOf), total: all.length };
  return to < all.length ? { ...part, next: String(to) } : part;
}
