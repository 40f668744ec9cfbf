import type * as Y from 'yjs';
import { decodeKind, type DecodedKind, encodeKind, mergeKind, readDeclaredVersion } from '../kinds/declaration.ts';
import { type Kind, KindRegistry } from '../kinds/kind.ts';

/** Kinds of a document that are listed; a region in use has a few dozen. */
const MAX_LISTED = 500;

const NOTHING: DecodedKind = { kind: undefined, problems: [] };

/**
 * The kinds of the program and those that the document declares under root `k`. A kind both know is the program's, with the fields
 * that only the document declares. Reading costs a look-up; a declaration is decoded once.
 */
export class DocumentKinds extends KindRegistry {
  readonly #program: KindRegistry;
  readonly #root: Y.Map<unknown>;
  readonly #decoded = new Map<string, DecodedKind>();
  #list: readonly Kind[] | undefined;

  constructor(program: KindRegistry, root: Y.Map<unknown>) {
    super();
    this.#program = program;
    this.#root = root;
  }

  override get(name: string): Kind | undefined {
    return this.#read(name).kind;
  }

  override list(): readonly Kind[] {
    this.#list ??= this.#readList();
    return this.#list;
  }

  /** What of a kind's declaration in the document cannot be used, as sentences. */
  problems(name: string): readonly string[] {
    return this.#read(name).problems;
  }

  /** Writes the program's declaration of a kind where the document has none, or an older one. Within a transaction. */
  declare(name: string): void {
    const kind = this.#program.get(name);
    if (kind && readDeclaredVersion(this.#root.get(name)) < kind.version) this.#root.set(name, encodeKind(kind));
  }

  /** Reads these declarations again: they have changed. */
  forget(names: ReadonlySet<string>): void {
    for (const name of names) this.#decoded.delete(name);
    this.#list = undefined;
  }

  #read(name: string): DecodedKind {
    const known = this.#decoded.get(name);
    if (known) return known;
    const program = this.#program.get(name);
    const found = this.#root.has(name) ? decodeKind(name, this.#root.get(name)) : NOTHING;
    const kind = program && found.kind ? mergeKind(program, found.kind) : (program ?? found.kind);
    const decoded = { kind, problems: found.problems };
    // Names of kinds come from others: only those that lead to something are kept.
    if (kind) this.#decoded.set(name, decoded);
    return decoded;
  }

  #readList(): readonly Kind[] {
    const kinds = this.#program.list().map(({ name }) => this.get(name) as Kind);
    const known = new Set(kinds.map(({ name }) => name));
    for (const name of this.#root.keys()) {
      if (kinds.length >= MAX_LISTED) break;
      const kind = known.has(name) ? undefined : this.get(name);
      if (kind) kinds.push(kind);
    }
    return Object.freeze(kinds);
  }
}
