import {
  type ChildPage,
  type GraphNode,
  type Json,
  type Key,
  type Link,
  missingNode,
  NodeKeeper,
  type PageAsking,
  pageOf,
  parseKey,
  type Source,
} from '@space/doc-schema';
import { SYSTEM_ACTIONS } from './actions.ts';

/** What one part of the running program says of itself. */
export interface SystemCard {
  readonly title: string;
  readonly icon: string;
  readonly facts: Readonly<Record<string, Json>>;
  /** Why it is not as it should be, as a sentence. */
  readonly missing?: string;
}

/** One part of the running program: a card, and the cards of what it is made of. */
export interface SystemSection {
  /** Its key is `system:<id>`, those below it `system:<id>/<name>`. */
  readonly id: string;
  /** What one below it is in a word. */
  readonly kind: string;
  card(): SystemCard;
  /** The names below it; absent where there are none. */
  readonly names?: () => readonly string[];
  readonly cardOf?: (name: string) => SystemCard | undefined;
  readonly linksOf?: (name: string, key: Key) => readonly Link[];
  /** Commands that make sense for one below it, besides those for everything. */
  readonly actions?: readonly string[];
  subscribe(listener: () => void): () => void;
}

/** The key below which the running program stands. */
export const SYSTEM: Key = 'system:' as Key;

/** The key of a section, or of one thing in it. */
export const systemKey = (section: string, name = ''): Key => (name === '' ? `system:${section}` : `system:${section}/${name}`) as Key;

function readAddress(key: Key): { readonly section: string; readonly name: string } {
  const { rest } = parseKey(key);
  const at = rest.indexOf('/');
  return at < 0 ? { section: rest, name: '' } : { section: rest.slice(0, at), name: rest.slice(at + 1) };
}

/** The source of `system:` keys: the running program itself, live. Nothing is measured while nobody looks. */
export class SystemSource implements Source {
  readonly scheme = 'system';
  readonly #sections: ReadonlyMap<string, SystemSection>;
  readonly #keeper = new NodeKeeper();

  constructor(sections: readonly SystemSection[]) {
    this.#sections = new Map(sections.map((section) => [section.id, section]));
  }

  read(key: Key): GraphNode {
    if (key === SYSTEM) {
      return this.#keeper.keep({
        key,
        title: 'This program',
        kind: 'system',
        icon: 'monitor',
        hasChildren: true,
        facts: { parts: this.#sections.size },
      });
    }
    const { section: id, name } = readAddress(key);
    const section = this.#sections.get(id);
    const card = name === '' ? section?.card() : section?.cardOf?.(name);
    if (!section || !card)
      return this.#keeper.keep({
        ...missingNode(key, 'It is no part of the running program now.', name || id || 'System'),
        icon: 'monitor',
      });
    const hasChildren = name === '' && section.names !== undefined;
    return this.#keeper.keep({ key, kind: name === '' ? 'system' : section.kind, hasChildren, ...card });
  }

  children(key: Key, page: PageAsking): ChildPage {
    if (key === SYSTEM) return pageOf([...this.#sections.keys()], page, (id) => this.read(systemKey(id)));
    const { section: id, name } = readAddress(key);
    const section = this.#sections.get(id);
    if (!section?.names || name !== '') return { nodes: [] };
    return pageOf(section.names(), page, (each) => this.read(systemKey(id, each)));
  }

  links(key: Key): readonly Link[] {
    const { section: id, name } = readAddress(key);
    const section = this.#sections.get(id);
    return name === '' || !section?.cardOf?.(name) ? [] : (section.linksOf?.(name, key) ?? []);
  }

  actions(key: Key): readonly string[] {
    const { section: id, name } = readAddress(key);
    const own = name === '' ? [] : (this.#sections.get(id)?.actions ?? []);
    return [...own, ...SYSTEM_ACTIONS];
  }

  subscribe(key: Key, listener: () => void): () => void {
    const { section: id } = readAddress(key);
    const section = this.#sections.get(id);
    return section ? section.subscribe(listener) : (): void => undefined;
  }
}
