import { isRecord } from '../json.ts';
import type { Json } from '../json-value.ts';
import type { ImportedEntity } from './bundle.ts';
import { encodeLineEnds, readLineEnds } from './line-ends.ts';
import { partFile, readFrontMatter } from './front-matter.ts';
import { findTags } from './wiki-links.ts';

/** A title is one line; what is longer is cut in the title only, the file's name stays in its origin. */
const MAX_TITLE = 200;
const MAX_TAG = 60;
const BOM = '\uFEFF';

/** The name of a file without folder and `.md`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');

/** The folder of a path, '' at the top. */
export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** The tags front matter names: a list, or words parted by commas or blanks. */
export function readFrontTags(fields: Readonly<Record<string, Json>>): readonly string[] {
  const raw = fields['tags'] ?? fields['tag'] ?? [];
  const words: readonly Json[] = typeof raw === 'string' ? raw.split(/[\s,]+/) : Array.isArray(raw) ? raw : [];
  return cleanTags(words.flatMap((word) => (typeof word === 'string' || typeof word === 'number' ? [String(word)] : [])));
}

const cleanTags = (words: readonly string[]): readonly string[] => {
  const tags = words
    .map((word) => word.trim().replace(/^#+/, ''))
    .filter((tag) => tag !== '' && tag.length <= MAX_TAG && !/[#,\p{Cc}]/u.test(tag));
  return [...new Set(tags)].sort();
};

/** All tags of a note: of its front matter and of its text. */
export const readTags = (fields: Readonly<Record<string, Json>>, body: string): readonly string[] =>
  cleanTags([...readFrontTags(fields), ...findTags(body)]).slice(0, 200);

/** The title front matter gives, as one line; '' where it gives none. */
export function readFrontTitle(fields: Readonly<Record<string, Json>>): string {
  const { title } = fields;
  return typeof title === 'string' ? title.trim().replace(/\s+/g, ' ').slice(0, MAX_TITLE) : '';
}

/** A Markdown file as a note, or as a task where its front matter says so. Nothing of the file is lost: see `writeMarkdownFolder`. */
export function readNoteFile(path: string, file: string): ImportedEntity {
  const bom = file.startsWith(BOM);
  const { text, ends, exact } = readLineEnds(bom ? file.slice(1) : file);
  const { front, body } = partFile(text);
  const matter = readFrontMatter(front);
  const fields = matter.ok ? matter.fields : {};
  const kind = fields['kind'] === 'task' || fields['type'] === 'task' ? 'task' : 'note';
  const remarks = [
    ...(matter.ok ? [] : [matter.reason]),
    ...(exact ? [] : ['Its lines end in different ways, too many to keep: written back, they all end like most.']),
  ];
  return {
    external: path,
    label: path,
    kind,
    properties: {
      title: readFrontTitle(fields) || baseName(path).slice(0, MAX_TITLE),
      tags: readTags(fields, body),
      ...(kind === 'task' ? readTaskFields(fields) : {}),
    },
    texts: { body },
    facts: { ends: encodeLineEnds(ends), ...(front === '' ? {} : { front }), ...(bom ? { bom } : {}) },
    ...(remarks.length > 0 ? { remark: remarks.join(' ') } : {}),
  };
}

/** What front matter says of a task. */
export function readTaskFields(fields: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const due = fields['due'];
  return {
    state: fields['state'] === 'done' || fields['done'] === true ? 'done' : 'open',
    due: typeof due === 'string' && /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(due) ? due : null,
  };
}

/** Facts of a note's origin as they were kept; plain ones where there are none. */
export function readNoteFacts(facts: unknown): { readonly ends: Json | undefined; readonly front: string; readonly bom: boolean } {
  const record = isRecord(facts) ? facts : {};
  const front = record['front'];
  return { ends: record['ends'] as Json | undefined, front: typeof front === 'string' ? front : '', bom: record['bom'] === true };
}
