import { fileKey } from '@space/doc-schema';
import {
  IMPORT_LIMITS,
  type ImportBundle,
  MANIFEST,
  readCsvText,
  readJsonText,
  readMarkdownFolder,
  type SourceFile,
} from '@space/doc-schema/interchange';
import type { FileAddress, HostFiles } from '../../host-client/file-source.ts';
import type { Gathered } from './gather-files.ts';

/** How a reader tells how far it is and hears that it is no longer wanted. */
export interface Reading {
  readonly signal: { readonly aborted: boolean };
  readonly onRead: (files: number) => void;
}

const NOTHING = new Uint8Array();
/** Only notes and the manifest are read; other files are named, and may be large. */
const isRead = (path: string): boolean => /\.md$/i.test(path) || path === MANIFEST;

/** What chosen files hold, or undefined when it was called off. */
export async function readGathered({ name, files }: Gathered, reading: Reading): Promise<ImportBundle | undefined> {
  const [only] = files;
  if (only && files.length === 1 && /\.(json|csv)$/i.test(only.path)) return await readData(name, only.file);
  const sources: SourceFile[] = [];
  for (const { path, file } of files) {
    if (reading.signal.aborted) return undefined;
    const bytes = isRead(path) && file.size <= IMPORT_LIMITS.dataBytes ? new Uint8Array(await file.arrayBuffer()) : NOTHING;
    sources.push({ path, bytes });
    reading.onRead(sources.length);
  }
  return readMarkdownFolder(name, sources);
}

async function readData(name: string, file: File): Promise<ImportBundle> {
  const json = /\.json$/i.test(name);
  if (file.size > IMPORT_LIMITS.dataBytes) {
    const reason = `It has ${Math.round(file.size / 1_000_000)} MB; at most ${IMPORT_LIMITS.dataBytes / 1_000_000} MB are taken.`;
    return { format: json ? 'json' : 'csv', source: name, entities: [], links: [], skipped: [{ label: name, reason }] };
  }
  const text = await file.text();
  return json ? readJsonText(name, text) : readCsvText(name, text);
}

/** The notes of a folder that this machine lends; other files are linked by their `file:` keys. Undefined when it was called off. */
export async function readHostFolder(
  host: HostFiles,
  { repository, path }: FileAddress,
  reading: Reading,
): Promise<ImportBundle | undefined> {
  const inside = path === '' ? '' : `${path}/`;
  const sources: SourceFile[] = [];
  const faults: { label: string; reason: string }[] = [];
  const waiting = [path];
  for (let folder = waiting.pop(); folder !== undefined && sources.length <= IMPORT_LIMITS.files; folder = waiting.pop()) {
    const rows = await host.request('files.list', { path: folder });
    if (!rows.ok) faults.push({ label: `${folder}/`, reason: rows.error.message });
    for (const entry of rows.ok ? rows.value.entries : []) {
      if (reading.signal.aborted) return undefined;
      const own = entry.path.slice(inside.length);
      if (entry.type === 'directory') waiting.push(entry.path);
      else if (!isRead(own)) sources.push({ path: own, bytes: NOTHING });
      else {
        const answer = await host.request('files.read', { path: entry.path });
        if (answer.ok) sources.push({ path: own, bytes: new TextEncoder().encode(answer.value.text) });
        else faults.push({ label: own, reason: answer.error.message });
        reading.onRead(sources.length);
      }
    }
  }
  const source = path === '' ? repository : `${repository}/${path}`;
  const bundle = readMarkdownFolder(source, sources, { fileKeyOf: (file) => fileKey(repository, inside + file) });
  return { ...bundle, skipped: [...bundle.skipped, ...faults] };
}
