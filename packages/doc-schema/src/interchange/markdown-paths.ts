import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey } from '../ids.ts';
import { CONTAINS } from '../links/relations.ts';
import { readFrontMatter } from './front-matter.ts';
import { baseName, folderOf, readNoteFacts } from './markdown-note.ts';
import { hashValue, type Origin, readOrigins } from './origin.ts';

/** Kinds whose text is a file of its own; the others stand in the manifest. */
const WRITTEN_KINDS = new Set(['note', 'task']);
/** What a folder is here: its notes are at home in it and stand nowhere else in the outline. */
export const FOLDER_KIND = 'group';
/** Names longer than this are refused by some file systems, bytes counted with room for `.md` and a number. */
const MAX_NAME = 80;
const MAX_DEPTH = 32;
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Whether an entity becomes a file. */
export const isWritten = (entity: Entity): boolean => WRITTEN_KINDS.has(entity.kind) && !entity.trashed;

/** A title as every file system takes it as a name. */
export function fileName(title: string): string {
  const clean = title
    .replace(/[\\/:*?"<>|#^[\]\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  const short = Array.from(clean)
    .slice(0, MAX_NAME)
    .join('')
    .replace(/[. ]+$/, '');
  return short === '' || DEVICES.test(short) ? `${short}_` : short;
}

/** Gives every note of an export its file and every group its folder: where it came from, unless it was renamed or moved since. */
export class MarkdownPaths {
  readonly #graph: GraphDoc;
  readonly #inside: ReadonlySet<EntityId>;
  readonly #folders = new Map<EntityId, string>();
  readonly #files = new Map<EntityId, string>();
  readonly #taken = new Set<string>();
  readonly #manyRoots: boolean;

  constructor(graph: GraphDoc, ids: readonly EntityId[]) {
    this.#graph = graph;
    this.#inside = new Set(ids);
    const entities = ids.flatMap((id) => graph.read(id) ?? []);
    this.#manyRoots =
      entities.filter((entity) => !entity.trashed && entity.kind === FOLDER_KIND && this.#origin(entity.id)?.external === '/').length > 1;
    const notes = entities.filter(isWritten);
    // Who still has its old name keeps it; a newcomer of the same name makes way.
    const wanted = notes.map((note) => ({ id: note.id, ...this.#wanted(note) }));
    for (const { id, path } of [...wanted].sort((a, b) => Number(b.kept) - Number(a.kept))) this.#files.set(id, this.#take(path));
  }

  /** The file of a note or task. */
  fileOf(id: EntityId): string | undefined {
    return this.#files.get(id);
  }

  /** The folder of a group, without `/` at its end; '' is the top. */
  folderOf(id: EntityId, depth = 0): string {
    const known = this.#folders.get(id);
    if (known !== undefined) return known;
    const entity = this.#graph.read(id);
    if (!entity || depth > MAX_DEPTH) return '';
    const origin = this.#origin(id);
    const parent = this.#parent(id);
    const name = this.#folderName(entity, origin);
    const above = parent === undefined ? '' : this.folderOf(parent, depth + 1);
    const path = [above, name].filter((part) => part !== '').join('/');
    this.#folders.set(id, path);
    return path;
  }

  #folderName(entity: Entity, origin: Origin | undefined): string {
    if (!origin) return fileName(entity.title);
    if (origin.external === '/') return this.#manyRoots ? fileName(entity.title) : '';
    const name = origin.external.slice(0, -1).split('/').at(-1) ?? '';
    return origin.seen['title'] === hashValue(entity.title) ? name : fileName(entity.title);
  }

  #origin(id: EntityId): Origin | undefined {
    return readOrigins(this.#graph, id)[0];
  }

  #parent(id: EntityId): EntityId | undefined {
    const origin = this.#origin(id);
    const parents = this.#graph.linksTo(entityKey(id)).flatMap((link): EntityId[] => {
      const from = link.relation === CONTAINS ? entityIdOf(link.from) : undefined;
      const list = from && this.#inside.has(from) && from !== id ? this.#graph.read(from) : undefined;
      return list?.kind === FOLDER_KIND && !list.trashed ? [list.id] : [];
    });
    const home = origin && `${folderOf(origin.external.replace(/\/$/, ''))}/`;
    return parents.find((parent) => this.#origin(parent)?.external === home) ?? parents.sort()[0];
  }

  #wanted(note: Entity): { readonly path: string; readonly kept: boolean } {
    const parent = this.#parent(note.id);
    const folder = parent === undefined ? '' : this.folderOf(parent);
    const origin = this.#origin(note.id);
    const old = origin && /\.md$/i.test(origin.external) ? origin.external : undefined;
    const keeps = old !== undefined && this.#keepsName(note, origin);
    const name = keeps ? old.slice(old.lastIndexOf('/') + 1) : `${fileName(note.title)}.md`;
    const path = folder === '' ? name : `${folder}/${name}`;
    return { path, kept: path === old };
  }

  /** A note whose front matter says its title keeps its file's name when it is renamed. */
  #keepsName(note: Entity, origin: Origin | undefined): boolean {
    if (!origin || origin.seen['title'] === hashValue(note.title)) return true;
    const matter = readFrontMatter(readNoteFacts(origin.facts).front);
    return matter.ok && typeof matter.fields['title'] === 'string';
  }

  #take(path: string): string {
    let free = path;
    for (let n = 2; this.#taken.has(free.toLowerCase()); n++) free = `${path.replace(/\.md$/i, '')} ${n}.md`;
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

/** Whether a file's name alone says the title. */
export const saysTitle = (path: string, title: string): boolean => baseName(path) === title;
