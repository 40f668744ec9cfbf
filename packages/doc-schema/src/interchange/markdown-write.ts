import type { Entity } from '../document/entity.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import type { EntityId } from '../ids.ts';
import type { Json } from '../json-value.ts';
import { equalJson } from '../json.ts';
import type { Skipped } from './bundle.ts';
import { editFrontMatter, partFile, readFrontMatter } from './front-matter.ts';
import type { JsonEntity } from './json-format.ts';
import { formatJsonWorld, readJsonWorld } from './json-write.ts';
import { MarkdownLinks } from './markdown-links.ts';
import { decodeLineEnds, writeLineEnds } from './line-ends.ts';
import { fileHash, MANIFEST } from './manifest.ts';
import { readFrontTags, readFrontTitle, readNoteFacts, readNoteFile, readTaskFields } from './markdown-note.ts';
import { FOLDER_KIND, isWritten, MarkdownPaths, saysTitle } from './markdown-paths.ts';
import { readExternalKey, readOrigins } from './origin.ts';
import { type ExportScope, readScope } from './scope.ts';
import { findTags } from './wiki-links.ts';

/** A file of an export. */
export interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/** A folder as it is to be written. */
export interface MarkdownExport {
  readonly files: readonly WrittenFile[];
  /** What the folder does not hold, and why. */
  readonly remarks: readonly Skipped[];
}

/**
 * A scope as a folder of Markdown files: a file per note and task, a folder per group. A note that was brought in and not changed since
 * is byte for byte the file it was; a changed one differs only where it was changed. `.space/world.json` holds what Markdown cannot
 * say, so that bringing the folder into an empty world gives the same entities, texts and links; without it (`manifest: false`) the
 * folder is plain Markdown.
 */
export function writeMarkdownFolder(graph: GraphDoc, scope: ExportScope, options: { readonly manifest?: boolean } = {}): MarkdownExport {
  const ids = readScope(graph, scope);
  const paths = new MarkdownPaths(graph, ids);
  const links = new MarkdownLinks(graph, paths, ids);
  const remarks: Skipped[] = [];
  const files = ids.flatMap((id): WrittenFile[] => {
    const entity = graph.read(id);
    const path = paths.fileOf(id);
    return entity && path !== undefined ? [{ path, text: writeNote(graph, entity, { path, links }, remarks) }] : [];
  });
  tellAttachments(graph, ids, remarks);
  if (options.manifest === false) {
    const left = ids.filter(
      (id) => paths.fileOf(id) === undefined && graph.read(id)?.kind !== FOLDER_KIND && !graph.read(id)?.trashed,
    ).length;
    if (left > 0) remarks.push({ label: `${left} other things`, reason: 'Only notes, tasks and groups are written to plain Markdown.' });
    return { files, remarks };
  }
  return { files: [...files, { path: MANIFEST, text: writeManifest(graph, scope, paths, files) }], remarks };
}

function tellAttachments(graph: GraphDoc, ids: readonly EntityId[], remarks: Skipped[]): void {
  const inside = new Set(ids.map((id) => `entity:${id}`));
  const names = new Set<string>();
  for (const link of graph.links()) {
    const place = link.relation === 'mentions' && inside.has(link.from) ? readExternalKey(link.to) : undefined;
    if (place) names.add(place.external);
  }
  for (const name of [...names].sort())
    remarks.push({ label: name, reason: 'It is mentioned, and lies only in the folder it came from: copy it from there.' });
}

/** One note as the text of its file. */
function writeNote(
  graph: GraphDoc,
  entity: Entity,
  { path, links }: { readonly path: string; readonly links: MarkdownLinks },
  remarks: Skipped[],
): string {
  const origin = readOrigins(graph, entity.id)[0];
  const facts = readNoteFacts(origin?.facts);
  const body = links.write(entity.id, readBody(graph, entity.id), path);
  const matter = readFrontMatter(facts.front);
  if (!matter.ok && origin && tagsDiffer(entity, origin.seen))
    remarks.push({ label: path, reason: `${matter.reason} What was changed here beside its text is not in the file.` });
  const front = matter.ok ? editFrontMatter(facts.front, readChanges(entity, matter.fields, body, path)) : facts.front;
  return (facts.bom ? '\uFEFF' : '') + writeLineEnds(joinParts(front, body), decodeLineEnds(facts.ends));
}

const readBody = (graph: GraphDoc, id: EntityId): string => graph.text(id, 'body')?.toJSON() ?? '';

/** Both parts as one text that parts again at the same place. */
function joinParts(front: string, body: string): string {
  // A text that looks as if it began with front matter gets an empty one, so that it is read as text again.
  if (front === '') return partFile(body).front === '' ? body : `---\n---\n${body}`;
  return front.endsWith('\n') || body === '' ? front + body : `${front}\n${body}`;
}

const tagsDiffer = (entity: Entity, seen: Readonly<Record<string, string>>): boolean =>
  seen['tags'] !== undefined && Array.isArray(entity.properties['tags']) && entity.properties['tags'].length > 0;

/** What has to change in front matter so that reading the file again gives the entity. */
function readChanges(
  entity: Entity,
  fields: Readonly<Record<string, Json>>,
  body: string,
  path: string,
): Readonly<Record<string, Json | undefined>> {
  const changes: Record<string, Json | undefined> = {};
  const said = readFrontTitle(fields);
  const stands = said === '' ? saysTitle(path, entity.title) : said === entity.title;
  if (!stands && entity.properties['title'] !== '') changes['title'] = entity.title;
  const front = readFrontTags(fields);
  const inText = new Set(findTags(body));
  const tags = (Array.isArray(entity.properties['tags']) ? (entity.properties['tags'] as readonly string[]) : []).filter(
    (tag) => front.includes(tag) || !inText.has(tag),
  );
  if (!equalJson(tags, [...front].sort())) {
    const name = fields['tags'] === undefined && fields['tag'] !== undefined ? 'tag' : 'tags';
    changes[name] = tags.length > 0 ? tags : undefined;
  }
  return entity.kind === 'task' ? { ...taskChanges(entity, fields), ...changes } : changes;
}

function taskChanges(entity: Entity, fields: Readonly<Record<string, Json>>): Record<string, Json | undefined> {
  const changes: Record<string, Json | undefined> = {};
  if (fields['kind'] !== 'task' && fields['type'] !== 'task') changes['kind'] = 'task';
  const before = readTaskFields(fields);
  const { state, due } = entity.properties;
  if (state !== undefined && state !== before['state']) {
    changes['state'] = state;
    if (typeof fields['done'] === 'boolean') changes['done'] = state === 'done';
  }
  if ((due ?? null) !== before['due']) changes['due'] = due ?? undefined;
  return changes;
}

function writeManifest(graph: GraphDoc, scope: ExportScope, paths: MarkdownPaths, files: readonly WrittenFile[]): string {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const world = readJsonWorld(graph, scope);
  const entities = world.entities.map((entity): JsonEntity => {
    const id = entity.id as EntityId;
    const path = paths.fileOf(id);
    const read = graph.read(id);
    if (path === undefined) return read?.kind === FOLDER_KIND && !read.trashed ? { ...entity, file: `${paths.folderOf(id)}/` } : entity;
    if (!read || !isWritten(read)) return entity;
    const file = readNoteFile(path, texts.get(path) ?? '');
    const { body, ...rest } = entity.texts;
    // Where the file says links in its own way, the text as it is here is kept beside it.
    const kept = file.texts['body'] === body || body === undefined ? rest : { ...rest, body };
    return { ...entity, texts: kept, file: path, hash: fileHash(file) };
  });
  return formatJsonWorld({ ...world, entities });
}
