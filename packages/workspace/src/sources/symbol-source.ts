import {
  type ChildPage,
  fileKey,
  type GraphNode,
  type Key,
  type Link,
  missingNode,
  NodeKeeper,
  type PageAsking,
  pageOf,
  type Source,
} from '@space/doc-schema';
import { CONTAINS } from '@space/doc-schema/links';
import { readFileKey, whyAway } from '../host-client/file-source.ts';
import { type FileSymbol, hasSymbols, leafOf, readSymbolKey, symbolKey } from '../symbols/symbol.ts';
import type { SymbolFiles, SymbolIndex } from '../symbols/symbol-index.ts';
import { SYMBOL_ACTIONS } from './actions.ts';

const ICONS: Readonly<Record<FileSymbol['type'], string>> = {
  function: 'parentheses',
  method: 'parentheses',
  class: 'box',
  type: 'braces',
  value: 'equal',
  module: 'component',
  heading: 'hash',
};

const parentOf = (symbol: string): string => symbol.slice(0, Math.max(0, symbol.lastIndexOf('/')));

/** The source of `symbol:` keys: what the files of the folder declare, found by name wherever it stands now. */
export class SymbolSource implements Source {
  readonly scheme = 'symbol';
  readonly #index: SymbolIndex;
  readonly #files: SymbolFiles;
  readonly #keeper = new NodeKeeper();

  constructor(index: SymbolIndex, files: SymbolFiles) {
    this.#index = index;
    this.#files = files;
  }

  /** Whether a file of this name has symbols to list below it. */
  reads(name: string): boolean {
    return hasSymbols(name);
  }

  async read(key: Key): Promise<GraphNode> {
    const address = readSymbolKey(key);
    if (!address) return missingNode(key, 'It names no symbol: such a key reads symbol:folder/path#name.');
    const away = whyAway(this.#files, address);
    const found = away ?? (await this.#index.find(address.path, address.symbol));
    if (typeof found === 'string')
      return this.#keeper.keep({ ...missingNode(key, found, leafOf(address.symbol)), icon: 'braces', kind: 'symbol' });
    const list = await this.#index.list(found.path);
    const within = `${found.symbol.path}/`;
    const hasChildren = typeof list !== 'string' && list.symbols.some((symbol) => symbol.path.startsWith(within));
    return this.#keeper.keep(nodeOf(key, found.path, found.symbol, hasChildren));
  }

  /** The symbols directly below a symbol, or the outermost ones of a file. */
  async children(key: Key, page: PageAsking | { readonly limit: number; readonly after?: string }): Promise<ChildPage> {
    const address = readSymbolKey(key) ?? readFileKey(key);
    if (!address || whyAway(this.#files, address) !== undefined) return { nodes: [] };
    const within = 'symbol' in address ? String(address.symbol) : '';
    const list = await this.#index.list(address.path);
    if (typeof list === 'string') return within === '' ? { nodes: [missingNode(key, list)] } : { nodes: [] };
    const parents = new Set(list.symbols.map((symbol) => parentOf(symbol.path)));
    // Rust's `impl` opens a path that no symbol stands for: what is in it stands beside the others.
    const paths = new Set(list.symbols.map((symbol) => symbol.path));
    const below = list.symbols.filter((symbol) => {
      const parent = parentOf(symbol.path);
      return within === '' ? parent === '' || !paths.has(parent) : parent === within;
    });
    if (below.length === 0 && within === '') return { nodes: [missingNode(key, list.cut ?? 'Nothing is declared in it.', 'No symbols')] };
    return pageOf(below, page, (symbol) =>
      this.#keeper.keep(nodeOf(symbolKey(address.repository, address.path, symbol.path), address.path, symbol, parents.has(symbol.path))),
    );
  }

  async links(key: Key): Promise<readonly Link[]> {
    const address = readSymbolKey(key);
    if (!address || whyAway(this.#files, address) !== undefined) return [];
    const found = await this.#index.find(address.path, address.symbol);
    if (typeof found === 'string') return [];
    const data = { title: leafOf(address.symbol) };
    const file: Link = { from: fileKey(address.repository, found.path), relation: CONTAINS, to: key, data };
    const parent = parentOf(found.symbol.path);
    return parent === '' ? [file] : [file, { ...file, from: symbolKey(address.repository, found.path, parent) }];
  }

  actions(): readonly string[] {
    return SYMBOL_ACTIONS;
  }

  subscribe(key: Key, listener: () => void): () => void {
    const path = readSymbolKey(key)?.path;
    const stops = [this.#files.subscribe(listener), ...(path ? [this.#index.follow(path, listener)] : [])];
    return () => stops.forEach((stop) => stop());
  }
}

function nodeOf(key: Key, path: string, symbol: FileSymbol, hasChildren: boolean): GraphNode {
  const { type, line, lineEnd } = symbol;
  const asked = readSymbolKey(key);
  const moved = asked && (asked.path !== path || asked.symbol !== symbol.path) ? { moved: `${path}#${symbol.path}` } : {};
  return { key, title: symbol.name, kind: 'symbol', icon: ICONS[type], hasChildren, facts: { type, path, line, lineEnd, ...moved } };
}
