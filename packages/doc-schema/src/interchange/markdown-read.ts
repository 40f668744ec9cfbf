import type { Key } from '../ids.ts';
import type { ImportBundle, ImportedEntity, ImportedLink, Skipped, SourceFile } from './bundle.ts';
import { decodeUtf8 } from './bytes.ts';
import { readJsonText } from './json-read.ts';
import { IMPORT_LIMITS, type ImportLimits } from './limits.ts';
import { applyManifest, MANIFEST } from './manifest.ts';
import { folderOf, readNoteFile } from './markdown-note.ts';
import { FOLDER_KIND } from './markdown-paths.ts';
import { externalKey } from './origin.ts';
import { findTextLinks, LinkTargets } from './wiki-links.ts';

/** How a folder is read. */
export interface MarkdownOptions {
  readonly limits?: Partial<ImportLimits>;
  /** The key of a file that is no note, where something answers for it: a picture in the host's folder. */
  readonly fileKeyOf?: (path: string) => Key;
}

/** The external name of a folder; '' is the chosen one itself. */
export const folderName = (path: string): string => `${path}/`;

const isHidden = (path: string): boolean => path.split('/').some((part) => part.startsWith('.'));
const isNote = (path: string): boolean => /\.md$/i.test(path);
const megabytes = (bytes: number): string => `${Math.round(bytes / 100_000) / 10} MB`;

/**
 * Reads a folder of Markdown files, such as an Obsidian vault: a note per file, a group per folder, `mentions` links where wiki and
 * Markdown links lead to files of the folder. A link that leads nowhere stays text. Bad files are skipped with a reason; never throws.
 */
export function readMarkdownFolder(source: string, files: readonly SourceFile[], options: MarkdownOptions = {}): ImportBundle {
  const limits = { ...IMPORT_LIMITS, ...options.limits };
  const skipped: Skipped[] = [];
  const taken = takeFiles(files, limits, skipped);
  const notes: ImportedEntity[] = [];
  for (const file of taken) {
    if (isNote(file.path) && !isHidden(file.path)) readNote(file, limits, notes, skipped);
  }
  const others = taken.filter((file) => !isNote(file.path) && !isHidden(file.path)).map((file) => file.path);
  const keyOf = options.fileKeyOf ?? ((path: string): Key => externalKey(source, path));
  for (const path of others) {
    skipped.push({ label: path, reason: 'It is no note: links to it lead to its name; the file itself stays where it is.' });
  }
  const read: ImportBundle = {
    format: 'markdown',
    source,
    entities: [...foldersOf(source, notes), ...notes],
    links: [...containment(notes), ...mentions(notes, others, keyOf)],
    skipped,
  };
  const manifest = taken.find((file) => file.path === MANIFEST);
  const text = manifest && decodeUtf8(manifest.bytes);
  return text === undefined ? read : applyManifest(read, readJsonText(source, text, limits));
}

function takeFiles(files: readonly SourceFile[], limits: ImportLimits, skipped: Skipped[]): readonly SourceFile[] {
  const taken: SourceFile[] = [];
  const seen = new Set<string>();
  let total = 0;
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    const reason = refuseFile(file, limits, taken.length, total, seen);
    if (reason === undefined) {
      taken.push(file);
      seen.add(file.path);
      total += file.bytes.length;
    } else skipped.push({ label: file.path, reason });
  }
  return taken;
}

function refuseFile(file: SourceFile, limits: ImportLimits, count: number, total: number, seen: ReadonlySet<string>): string | undefined {
  const parts = file.path.split('/');
  if (file.path === '' || file.path.length > 1000 || parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'Its path is none: give paths within the folder.';
  if (seen.has(file.path)) return 'There are two files of this path.';
  if (parts.length - 1 > limits.depth) return `It lies ${parts.length - 1} folders deep; at most ${limits.depth} are taken.`;
  if (count >= limits.files) return `There are more than ${limits.files} files: bring in a folder at a time.`;
  if (total + file.bytes.length > limits.totalBytes)
    return `All files together are over ${megabytes(limits.totalBytes)}: bring in a folder at a time.`;
  return undefined;
}

function readNote(file: SourceFile, limits: ImportLimits, notes: ImportedEntity[], skipped: Skipped[]): void {
  const refuse = (reason: string): void => void skipped.push({ label: file.path, reason });
  if (file.bytes.length > limits.textBytes)
    return refuse(`It has ${megabytes(file.bytes.length)}; a note takes at most ${megabytes(limits.textBytes)}.`);
  const text = decodeUtf8(file.bytes);
  if (text === undefined) return refuse('It is not UTF-8 text: save it as UTF-8, then bring it in again.');
  notes.push(readNoteFile(file.path, text));
}

function foldersOf(source: string, notes: readonly ImportedEntity[]): readonly ImportedEntity[] {
  const paths = new Set<string>(['']);
  for (const note of notes) {
    for (let folder = folderOf(note.external); folder !== ''; folder = folderOf(folder)) paths.add(folder);
  }
  return [...paths].sort().map((path) => ({
    external: folderName(path),
    label: path === '' ? source : `${path}/`,
    kind: FOLDER_KIND,
    properties: { title: (path === '' ? source : path.slice(path.lastIndexOf('/') + 1)).slice(0, 200) },
    texts: {},
  }));
}

function containment(notes: readonly ImportedEntity[]): readonly ImportedLink[] {
  const paths = new Map<string, string>();
  for (const note of notes) {
    paths.set(note.external, folderName(folderOf(note.external)));
    for (let folder = folderOf(note.external); folder !== ''; folder = folderOf(folder))
      paths.set(folderName(folder), folderName(folderOf(folder)));
  }
  return [...paths].map(([child, parent]) => ({ from: { external: parent }, relation: 'contains', to: { external: child }, data: {} }));
}

function mentions(notes: readonly ImportedEntity[], others: readonly string[], keyOf: (path: string) => Key): readonly ImportedLink[] {
  const targets = new LinkTargets([...notes.map((note) => note.external), ...others]);
  const named = new Set(notes.map((note) => note.external));
  const links = new Map<string, ImportedLink>();
  for (const note of notes) {
    for (const link of findTextLinks(note.texts['body'] ?? '')) {
      const path = targets.find(link, note.external);
      if (path === undefined || path === note.external) continue;
      const to = named.has(path) ? { external: path } : { key: keyOf(path) };
      const data = named.has(path) ? {} : { title: path.slice(path.lastIndexOf('/') + 1) };
      links.set(`${note.external}\n${path}`, { from: { external: note.external }, relation: 'mentions', to, data });
    }
  }
  return [...links.values()];
}
