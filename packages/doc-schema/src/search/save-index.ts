import { type Engine, type EngineName, namePart, type SavedPart } from './engine.ts';
import { LunrEngine } from './lunr-engine.ts';
import { MiniSearchEngine } from './minisearch-engine.ts';
import { fingerprint, type SearchDocument } from './search-document.ts';
import { SearchIndex } from './search-index.ts';

/** What a saved index knows of: compare it with the document before trusting it. */
export interface Covers {
  readonly region: string;
  /** The document's state vector when it was read, as text. Deleting letters leaves it as it was, so it proves a difference only. */
  readonly vector: string;
  readonly count: number;
}

/** An index as it is stored: a head, and parts whose content never changes under their name. */
export interface SavedIndex {
  readonly head: string;
  readonly parts: readonly SavedPart[];
}

interface Head {
  readonly format: 1;
  readonly engine: EngineName;
  readonly covers: Covers;
  readonly nextId: number;
  readonly engineHead: unknown;
  readonly shards: readonly string[];
}

/** Documents are stored in so many parts, by their key: an edit writes one of them again. */
const SHARDS = 64;

/** The documents of an index in parts that are written again only when one of theirs changed. */
export class IndexSaver {
  readonly #nonce: string;
  #shards: (readonly [print: number, name: string] | undefined)[] = [];

  /** `nonce`: a few letters no other window or visit uses. */
  constructor(nonce: string, stored?: { readonly index: SearchIndex; readonly shards: readonly string[] }) {
    this.#nonce = nonce;
    if (!stored) return;
    const { prints } = readShards(stored.index);
    this.#shards = stored.shards.map((name, i) => [prints[i] ?? 0, name]);
  }

  /** What is to be stored now. Reads every fingerprint, writes only the parts whose `write` is called. */
  save(index: SearchIndex, covers: Omit<Covers, 'count'>): SavedIndex {
    const { head, parts, nextId } = index.save();
    const { shards, prints } = readShards(index);
    const documentParts = shards.map((rows, i) => ({ name: this.#nameOf(i, prints[i] ?? 0), write: () => JSON.stringify(rows) }));
    const names = documentParts.map(({ name }) => name);
    const whole: Head = {
      format: 1,
      engine: index.engine,
      covers: { ...covers, count: index.count },
      nextId,
      engineHead: head,
      shards: names,
    };
    return { head: JSON.stringify(whole), parts: [...documentParts, ...parts] };
  }

  #nameOf(shard: number, print: number): string {
    const known = this.#shards[shard];
    if (known?.[0] === print) return known[1];
    const name = namePart('d', this.#nonce);
    this.#shards[shard] = [print, name];
    return name;
  }
}

type Row = readonly [id: number, document: SearchDocument];

/** The documents by shard, and for each shard a number that differs when its documents do. */
function readShards(index: SearchIndex): { readonly shards: readonly (readonly Row[])[]; readonly prints: readonly number[] } {
  const shards: Row[][] = Array.from({ length: SHARDS }, () => []);
  for (const row of index.numbered()) shards[shardOf(row[1].key)]?.push(row);
  // A changed document has a new number, higher than all before: neither sum stays as it was.
  const prints = shards.map((rows) => rows.reduce((sum, [id]) => sum + id * 1009 + 1, 0));
  return { shards, prints };
}

function shardOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return (hash >>> 0) % SHARDS;
}

/** A new, empty index. `nonce` as in {@link IndexSaver}. */
export function createSearchIndex(engine: EngineName, nonce: string): SearchIndex {
  return new SearchIndex(engine === 'lunr' ? new LunrEngine(nonce) : new MiniSearchEngine(nonce));
}

/**
 * Reads a stored index; undefined where it is damaged, incomplete or of another format: then it is built anew. What it covers comes with
 * it: it may be behind the document.
 */
export function loadSearchIndex(
  head: string,
  read: (name: string) => string | undefined,
  nonce: string,
): { readonly index: SearchIndex; readonly covers: Covers; readonly saver: IndexSaver } | undefined {
  try {
    const saved = JSON.parse(head) as Head;
    if (saved.format !== 1) return undefined;
    const rows = saved.shards.flatMap((name) => JSON.parse(read(name) ?? '') as (readonly [number, SearchDocument])[]);
    if (rows.length !== saved.covers.count || rows.some(([, document]) => Number.isNaN(fingerprint(document)))) return undefined;
    const load = saved.engine === 'lunr' ? LunrEngine : MiniSearchEngine;
    const engine: Engine = load.load(nonce, saved.engineHead, read);
    const index = new SearchIndex(engine, rows, saved.nextId);
    return { index, covers: saved.covers, saver: new IndexSaver(nonce, { index, shards: saved.shards }) };
  } catch {
    return undefined; // whatever is wrong with it, the document can build it again
  }
}
