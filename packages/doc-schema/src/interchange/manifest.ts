import type { ImportBundle, ImportedEnd, ImportedEntity, ImportedLink, Skipped } from './bundle.ts';
import type { JsonBundle, JsonImportedEntity } from './json-read.ts';
import { hashText } from './bytes.ts';

/** Where a Markdown folder keeps what Markdown cannot say: ids, places, kinds, links. A JSON export whose texts lie in the files beside it. */
export const MANIFEST = '.space/world.json';

/**
 * Joins a folder with the manifest that was written with it. The manifest says what a file's entity is; the file says what it reads
 * now, where it was changed since. Files the manifest does not know are new; entities whose file is gone are skipped and told.
 */
export function applyManifest(folder: ImportBundle, manifest: JsonBundle): ImportBundle {
  if (manifest.entities.length === 0) {
    // A damaged manifest costs what only it knew; the files are brought in all the same.
    return { ...folder, skipped: [...folder.skipped, ...manifest.skipped.map((each) => ({ ...each, label: MANIFEST }))] };
  }
  const files = new Map(folder.entities.map((entity) => [entity.external, entity]));
  const names = new Map<string, string>();
  const skipped: Skipped[] = [...folder.skipped, ...manifest.skipped];
  const entities: ImportedEntity[] = [];
  for (const entity of manifest.entities) {
    const file = entity.file === undefined ? undefined : files.get(entity.file);
    if (file) {
      names.set(file.external, entity.external);
      entities.push(joinFile(entity, file));
    } else if (entity.file === undefined || entity.file.endsWith('/')) entities.push(entity);
    else skipped.push({ label: entity.file, reason: 'Its file is gone from the folder; nothing here was moved to the trash for it.' });
  }
  for (const [path, file] of files) if (!names.has(path) && !isKnownFolder(file, folder, names)) entities.push(file);
  const untouched = new Set(
    manifest.entities.flatMap((entity) => (isUntouched(entity, files.get(entity.file ?? '')) ? entity.external : [])),
  );
  const links = joinLinks(folder, manifest, { names, untouched, taken: new Set(entities.map((entity) => entity.external)) });
  return { ...manifest, format: 'markdown', entities, links, skipped };
}

/** A group for a folder is only made for the sake of new notes in it; the top only where one lies in it directly. */
function isKnownFolder(file: ImportedEntity, folder: ImportBundle, names: ReadonlyMap<string, string>): boolean {
  if (!file.external.endsWith('/')) return false;
  const fresh = folder.entities.filter((each) => !each.external.endsWith('/') && !names.has(each.external));
  if (file.external === '/') return fresh.every((each) => each.external.includes('/'));
  return !fresh.some((each) => each.external.startsWith(file.external));
}

const isUntouched = ({ hash }: JsonImportedEntity, file: ImportedEntity | undefined): boolean =>
  hash !== undefined && file !== undefined && hash === fileHash(file);

function joinFile(entity: JsonImportedEntity, file: ImportedEntity): ImportedEntity {
  const { file: path, hash: _, ...known } = entity;
  if (file.external.endsWith('/')) return known;
  const facts = { ...file.facts, path: path ?? '' };
  if (isUntouched(entity, file)) return { ...known, texts: { ...file.texts, ...known.texts }, facts };
  const { title, ...said } = file.properties;
  return {
    ...known,
    properties: { ...known.properties, ...said, ...(title === undefined ? {} : { title }) },
    texts: { ...known.texts, ...file.texts },
    facts,
  };
}

/** What the manifest compares a file by: what was read of it, so that a tool that only touched its line ends changed nothing. */
export const fileHash = (file: ImportedEntity): string => hashText(JSON.stringify([file.facts?.['front'] ?? '', file.texts['body'] ?? '']));

interface Joined {
  /** The manifest's name of each file. */
  readonly names: ReadonlyMap<string, string>;
  /** What is written as the manifest says: its links are the manifest's alone. */
  readonly untouched: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

function joinLinks(folder: ImportBundle, manifest: JsonBundle, { names, untouched, taken }: Joined): readonly ImportedLink[] {
  const named = (end: ImportedEnd): ImportedEnd => ('external' in end ? { external: names.get(end.external) ?? end.external } : end);
  const holds = (end: ImportedEnd): boolean => 'key' in end || taken.has(end.external);
  const links = manifest.links.filter((link) => holds(link.from) && holds(link.to));
  const known = new Set(links.map(nameOf));
  const fresh = folder.links
    .map((link) => ({ ...link, from: named(link.from), to: named(link.to) }))
    .filter((link) => holds(link.from) && holds(link.to) && !known.has(nameOf(link)) && !isOf(untouched, link.from));
  const old = new Set(names.values());
  return [...links, ...fresh.filter((link) => link.relation !== 'contains' || !isOf(old, link.to))];
}

const isOf = (names: ReadonlySet<string>, end: ImportedEnd): boolean => 'external' in end && names.has(end.external);

const endName = (end: ImportedEnd): string => ('key' in end ? end.key : `entity:${end.external}`);
const nameOf = (link: ImportedLink): string => `${endName(link.from)}\n${link.relation}\n${endName(link.to)}`;
