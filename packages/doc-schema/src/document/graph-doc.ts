import * as Y from 'yjs';
import { carryLateEdits } from '../compact/carry-late.ts';
import { SpaceError } from '../errors.ts';
import { FlushLog } from '../history/flush-log.ts';
import { Journal } from '../history/journal.ts';
import type { JournalEntry } from '../history/journal-step.ts';
import { type EntityId, entityIdOf, type Key, type PersonId, type RegionId } from '../ids.ts';
import { equalJson } from '../json.ts';
import type { Json } from '../json-value.ts';
import { kinds as builtInKinds } from '../kinds/index.ts';
import type { KindRegistry } from '../kinds/kind.ts';
import type { Link } from '../links/link.ts';
import { LinkIndex } from '../links/link-index.ts';
import { BulkEdit } from './bulk-edit.ts';
import { type Change, observeChanges } from './changes.ts';
import { DocumentKinds } from './document-kinds.ts';
import { Edit, type EditContext, readEntry, type Roots } from './edit.ts';
import type { Entity, Issue, Provenance } from './entity.ts';
import { readRefusal } from './floor.ts';
import { FlushRecorder } from './flush-recorder.ts';
import { type GuardMode, HeldWrites } from './held-writes.ts';
import { isMendable, readIssues } from './issues.ts';
import { type MendGraph, writeMends } from './mend.ts';
import { readLinkProvenance, readProvenance } from './provenance.ts';
import { readEntity } from './read-entity.ts';

/** Values that an undo of a bulk edit writes in one transaction. */
const VALUES_A_PIECE = 500;

/** Who edits: stamped on each flush. */
export interface Author {
  readonly person: PersonId;
  readonly name: string;
}

/** What a document is opened with. */
export interface GraphDocOptions {
  readonly region: RegionId;
  readonly author: Author;
  /** A document to stand on; a new one otherwise. */
  readonly doc?: Y.Doc;
  /** What the person edits with, such as `workspace` or `relay`. */
  readonly tool?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly guard?: GuardMode;
  readonly kinds?: KindRegistry;
  /** Whether a key that is not in this region leads to another one: such a link is not missing its end. None does otherwise. */
  readonly isElsewhere?: (key: Key) => boolean;
  /** Hears of a listener that threw; the console otherwise. */
  readonly reportFault?: (fault: unknown) => void;
}

/** What an undo or redo did, and what it left alone because someone changed it since. */
export interface UndoReport {
  readonly title: string;
  readonly kept: readonly { readonly id: EntityId | ''; readonly property: string; readonly by: string }[];
}

/** What a gesture is called and made with. */
export interface Gesture {
  readonly title: string;
  readonly tool?: string;
  /** False for what the program does by itself on a person's behalf: it is no step of theirs to undo, and redo stays possible. */
  readonly undoable?: boolean;
}

/**
 * One region's document: entities, links and texts read as plain frozen values and written by gestures. Everything of ours that
 * reads or writes a region goes through here. Reading never throws; what others send can at worst show as an issue.
 */
export class GraphDoc {
  readonly doc: Y.Doc;
  readonly region: RegionId;
  /** The kinds of the program and those the document declares. */
  readonly kinds: KindRegistry;
  readonly flushes: FlushLog = new FlushLog();
  readonly journal: Journal = new Journal();
  author: Author;
  readonly #tool: string;
  readonly #now: () => number;
  readonly #roots: Roots;
  readonly #kinds: DocumentKinds;
  readonly #links = new LinkIndex();
  readonly #recorder: FlushRecorder;
  readonly #held: HeldWrites;
  readonly #cache = new Map<EntityId, Entity>();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #stopObserving: () => void;
  readonly #isElsewhere: (key: Key) => boolean;
  readonly #stopCarrying: () => void;
  #ids: readonly EntityId[] | undefined;
  #active: Edit | undefined;
  readonly #reportFault: (fault: unknown) => void;
  #disposed = false;

  private constructor(options: GraphDocOptions) {
    this.doc = options.doc ?? new Y.Doc({ guid: options.region });
    this.region = options.region;
    this.author = options.author;
    this.#tool = options.tool ?? 'workspace';
    this.#now = options.now ?? Date.now;
    this.#isElsewhere = options.isElsewhere ?? ((): boolean => false);
    this.#reportFault = options.reportFault ?? reportToConsole;
    this.#held = new HeldWrites(this.#now, options.guard ?? 'coalesce', this.#writeHeld);
    this.#roots = { entities: this.doc.getMap('e'), links: this.doc.getMap('l'), facts: this.doc.getMap('m'), kinds: this.doc.getMap('k') };
    this.#kinds = new DocumentKinds(options.kinds ?? builtInKinds, this.#roots.kinds);
    this.kinds = this.#kinds;
    for (const [name, value] of this.#roots.links) this.#links.update(name, value);
    this.#recorder = new FlushRecorder(this.doc, this.flushes, this.#now, () => this.#facts({ title: 'Type' }));
    this.#stopObserving = observeChanges(this.#roots, this.#links, this.#forget, this.#forgetKinds, this.#tell);
    this.#stopCarrying = carryLateEdits(this.doc.getMap('e'), (work) => {
      if (!this.#disposed && this.refusal === undefined) this.doc.transact(work, this);
    });
  }

  /** Opens a region's document. `dispose` it when done; the Y.Doc stays the caller's. */
  static open(options: GraphDocOptions): GraphDoc {
    return new GraphDoc(options);
  }

  /** The world's own entity, or undefined before it has arrived. */
  get worldId(): EntityId | undefined {
    const key = this.#roots.facts.get('world');
    return typeof key === 'string' ? entityIdOf(key) : undefined;
  }

  /** Why nothing can be written here, as a sentence; undefined where it can. Reading always works. */
  get refusal(): string | undefined {
    return readRefusal(this.#roots.facts);
  }

  /** The entity as it reads now, the same object until it changes; undefined where there is none. */
  read(id: EntityId): Entity | undefined {
    const known = this.#cache.get(id);
    if (known) return known;
    if (!this.#roots.entities.has(id)) return undefined;
    const entity = readEntity(id, this.#roots.entities.get(id), this.kinds);
    this.#cache.set(id, entity);
    return entity;
  }

  /** Every entity, the trashed too; the same array until one is made. */
  list(): readonly EntityId[] {
    this.#ids ??= Object.freeze([...this.#roots.entities.keys()] as EntityId[]);
    return this.#ids;
  }

  /** The shared text of a property, for an editor to bind to. */
  text(id: EntityId, property: string): Y.Text | undefined {
    const map: unknown = this.#roots.entities.get(id);
    const value = map instanceof Y.Map ? map.get(property) : undefined;
    return value instanceof Y.Text ? value : undefined;
  }

  /** Links that start at `key`; the same array until they change. */
  linksFrom(key: Key): readonly Link[] {
    return this.#links.linksFrom(key);
  }

  /** Links that end at `key`; the same array until they change. */
  linksTo(key: Key): readonly Link[] {
    return this.#links.linksTo(key);
  }

  /** Every link of the region, in no order. */
  links(): IterableIterator<Link> {
    return this.#links.list();
  }

  /** How many links there are. */
  get linkCount(): number {
    return this.#links.size;
  }

  /** Who wrote the value a property has now. */
  provenance(id: EntityId, property: string): Provenance | undefined {
    const map: unknown = this.#roots.entities.get(id);
    return map instanceof Y.Map ? readProvenance(map, property, this.flushes) : undefined;
  }

  /** Who drew the link of that name, gave it its data, or took it away; undefined where that was not told. */
  provenanceOfLink(name: string): Provenance | undefined {
    return readLinkProvenance(this.#roots.links, name, this.flushes);
  }

  /**
   * Runs one gesture: one transaction, one undo step, one flush. A gesture within a gesture becomes part of it.
   * Where `write` throws, what it had written is taken back and the error passed on.
   * @throws SpaceError `read-only` where nothing may be written, `disposed`.
   */
  edit<T>(gesture: Gesture, write: (edit: Edit) => T): T {
    if (this.#active) return write(this.#active);
    const { result, entries } = this.#run(gesture, write);
    if (gesture.undoable !== false) this.journal.record({ title: gesture.title, entries });
    return result;
  }

  /** Writes what follows by itself from what this session wrote, such as the links of its text: part of that flush, no step to undo. */
  derive(write: (edit: Edit) => void): void {
    if (!this.#disposed && this.refusal === undefined) this.doc.transact(() => write(new Edit(this.#context())), this);
  }

  /** Begins a gesture that is written in several transactions and is one undo step. `finish` or `cancel` it. */
  bulk(gesture: Gesture): BulkEdit {
    return new BulkEdit({
      run: (write) => this.#run(gesture, write),
      record: (entries) => this.journal.record({ title: gesture.title, entries }),
    });
  }

  /** Calls `listener` once for each transaction that changed something, until the returned function is called. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes back this person's newest gesture; values someone changed since are kept and named. */
  undo(): UndoReport | undefined {
    return this.#step('undo');
  }

  /** Does again what was undone last; values someone changed since are kept and named. */
  redo(): UndoReport | undefined {
    return this.#step('redo');
  }

  /** All that cannot be used as it stands about an entity: its values, its links, its place, its kind. Costs its links. */
  issues(id: EntityId): readonly Issue[] {
    return readIssues(this.#issueGraph, id);
  }

  /** Mends what `issues` tells and can be mended, as one undoable gesture; nothing is written where there is nothing to mend. */
  mend(id: EntityId): void {
    if (!this.issues(id).some(isMendable)) return;
    this.edit({ title: `Mend ${this.read(id)?.title ?? 'entity'}` }, (edit) => writeMends(this.#issueGraph, edit, id));
  }

  /** How large the document is when written out at rest, in bytes. Writes it out to tell: some milliseconds per megabyte. */
  sizeBytes(): number {
    return Y.encodeStateAsUpdateV2(this.doc).byteLength;
  }

  /** Closes the flush that is being gathered and writes what the write guard held back. Before a page goes. */
  settle(): void {
    this.#held.release();
    this.#recorder.close();
  }

  /** Stops listening to the document. */
  dispose(): void {
    if (this.#disposed) return;
    this.settle();
    this.#disposed = true;
    this.#recorder.dispose();
    this.#stopObserving();
    this.#stopCarrying();
    this.#listeners.clear();
  }

  readonly #issueGraph: MendGraph = {
    read: (id) => this.read(id),
    linksFrom: (key) => this.linksFrom(key),
    linksTo: (key) => this.linksTo(key),
    kindOf: (name) => this.#kinds.get(name),
    kindProblems: (name) => this.#kinds.problems(name),
    isElsewhere: (key) => this.#isElsewhere(key),
  };

  #run<T>(gesture: Gesture, write: (edit: Edit) => T): { result: T; entries: readonly JournalEntry[] } {
    if (this.#disposed) throw new SpaceError('disposed', 'This document is closed: open the world again.');
    const { refusal } = this;
    if (refusal !== undefined) throw new SpaceError('read-only', refusal);
    const edit = new Edit(this.#context());
    let outcome: { result: T } | undefined;
    let failure: unknown;
    this.#recorder.gesture(this.#facts(gesture), () => {
      this.doc.transact(() => {
        this.#active = edit;
        try {
          outcome = { result: write(edit) };
        } catch (error) {
          failure = error;
          for (const entry of [...edit.entries].reverse()) edit.put(entry, entry.before);
        } finally {
          this.#active = undefined;
        }
      }, this);
    });
    if (!outcome) throw failure;
    return { result: outcome.result, entries: edit.entries };
  }

  #step(direction: 'undo' | 'redo'): UndoReport | undefined {
    const { refusal } = this;
    if (refusal !== undefined) throw new SpaceError('read-only', refusal); // before a step is taken off
    const step = this.journal.take(direction);
    if (!step) return undefined;
    const wanted = (entry: JournalEntry): Json | undefined => (direction === 'undo' ? entry.after : entry.before);
    const applied: JournalEntry[] = [];
    const kept: JournalEntry[] = [];
    for (const entry of step.entries) (equalJson(readEntry(this.#roots, entry), wanted(entry)) ? applied : kept).push(entry);
    const title = `${direction === 'undo' ? 'Undo' : 'Redo'} ${step.title}`;
    // What was written in pieces goes back in pieces: nobody's frame waits for all of it.
    for (let from = 0; from < applied.length; from += VALUES_A_PIECE) {
      this.#run({ title }, (edit) => {
        for (const entry of applied.slice(from, from + VALUES_A_PIECE)) edit.put(entry, direction === 'undo' ? entry.before : entry.after);
      });
    }
    this.journal.moved(direction, { title: step.title, entries: applied });
    return { title: step.title, kept: kept.map((entry) => ({ id: entry.id, property: entry.property, by: this.#lastWriter(entry) })) };
  }

  #lastWriter(entry: JournalEntry): string {
    const found = entry.id === '' ? this.provenanceOfLink(entry.property) : this.provenance(entry.id, entry.property);
    return found?.name ?? 'someone';
  }

  #context(): EditContext {
    return {
      region: this.region,
      roots: this.#roots,
      kinds: this.#kinds,
      person: this.author.person,
      now: this.#now,
      admit: this.#held.admit,
    };
  }

  readonly #writeHeld = (id: EntityId, property: string, value: Json | undefined): void => {
    const entry = { region: this.region, id, property, before: undefined, after: undefined };
    const { entries } = this.#run({ title: 'Change' }, (edit) => edit.put(entry, value));
    this.journal.record({ title: 'Change', entries });
  };

  #facts(gesture: Gesture): { person: string; name: string; tool: string; title: string } {
    return {
      person: this.author.person,
      name: this.author.name,
      tool: gesture.tool ?? this.#tool,
      title: gesture.title.slice(0, 200),
    };
  }

  readonly #forget = (ids: ReadonlySet<EntityId>, created: boolean): void => {
    for (const id of ids) this.#cache.delete(id);
    if (created) this.#ids = undefined;
  };

  readonly #forgetKinds = (names: ReadonlySet<string>): readonly EntityId[] => {
    this.#kinds.forget(names);
    return [...this.#cache.values()].filter((entity) => names.has(entity.kind)).map((entity) => entity.id);
  };

  readonly #tell = (change: Change): void => {
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        // A listener's fault must not reach Yjs, which would leave its transaction half cleaned up.
        this.#reportFault(error);
      }
    }
  };
}

declare const console: { error(...data: readonly unknown[]): void };

function reportToConsole(error: unknown): void {
  console.error('A listener of the document failed:', error);
}
