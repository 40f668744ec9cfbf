import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf } from '../ids.ts';
import { readMentions } from '../links/mentions.ts';
import { folderOf } from './markdown-note.ts';
import type { MarkdownPaths } from './markdown-paths.ts';
import { readOrigins } from './origin.ts';
import { findTextLinks, LinkTargets, type TextLink, withoutCode } from './wiki-links.ts';

interface Place {
  readonly id: EntityId;
  readonly path: string;
}

/**
 * Writes the links of texts for a folder: mentions of ours (`[[Title|entity:…]]`) as wiki links, and links that lead to a file which has
 * another name or place now, to that one. Every other letter stays.
 */
export class MarkdownLinks {
  readonly #graph: GraphDoc;
  readonly #paths: MarkdownPaths;
  /** For each source: its files by what they were called there, where anything moved. */
  readonly #moved = new Map<string, { readonly targets: LinkTargets; readonly now: ReadonlyMap<string, Place> }>();
  readonly #names = new Map<string, number>();

  constructor(graph: GraphDoc, paths: MarkdownPaths, ids: readonly EntityId[]) {
    this.#graph = graph;
    this.#paths = paths;
    const sources = new Map<string, Map<string, Place>>();
    for (const id of ids) {
      const path = paths.fileOf(id);
      if (path === undefined) continue;
      const name = nameOf(path).toLowerCase();
      this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
      for (const { source, external } of readOrigins(graph, id)) {
        sources.set(source, (sources.get(source) ?? new Map<string, Place>()).set(external, { id, path }));
      }
    }
    for (const [source, now] of sources) {
      // Nothing moved: no text of that source needs to be looked at.
      if ([...now].some(([external, place]) => external !== place.path))
        this.#moved.set(source, { targets: new LinkTargets(now.keys()), now });
    }
  }

  /** The text of a note as its file has it. */
  write(id: EntityId, body: string, path: string): string {
    return this.#writeMoved(id, this.#writeMentions(body), path);
  }

  #writeMentions(body: string): string {
    if (!body.includes('|entity:')) return body;
    const seen = withoutCode(body);
    let text = '';
    let from = 0;
    for (const mention of readMentions(body)) {
      const id = mention.key && entityIdOf(mention.key);
      const path = id && this.#paths.fileOf(id);
      if (path === undefined || seen.slice(mention.from, mention.from + 2) !== '[[') continue;
      const name = this.#linkName(path);
      const title = (id && this.#graph.read(id)?.title) || mention.title;
      text += `${body.slice(from, mention.from)}[[${name}${title === name ? '' : `|${title.replace(/[[\]|\n]/g, ' ')}`}]]`;
      from = mention.to;
    }
    return text + body.slice(from);
  }

  #writeMoved(id: EntityId, body: string, path: string): string {
    const origin = readOrigins(this.#graph, id).find(({ source }) => this.#moved.has(source));
    const moved = origin && this.#moved.get(origin.source);
    if (!moved || !origin) return body;
    let text = '';
    let from = 0;
    for (const link of findTextLinks(body)) {
      const old = moved.targets.find(link, origin.external);
      const place = old === undefined ? undefined : moved.now.get(old);
      if (!place || !this.#needsNew(link, old, place, origin.external, path)) continue;
      text += body.slice(from, link.from) + this.#rewrite(body.slice(link.from, link.to), link, place, path);
      from = link.to;
    }
    return text + body.slice(from);
  }

  #needsNew(link: TextLink, old: string | undefined, place: Place, was: string, path: string): boolean {
    return place.path !== old || (link.style === 'markdown' && folderOf(was) !== folderOf(path));
  }

  #rewrite(raw: string, link: TextLink, place: Place, path: string): string {
    if (link.style === 'wiki') return raw.replace(/^(!?\[\[)[^#^|\]\\]*/, (_, open: string) => open + this.#linkName(place.path));
    const address = encodeURI(relativePath(folderOf(path), place.path)).replace(/[()#?]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    return raw.replace(/\]\((?:<[^>#]*|[^)#\s]*)/, (start) => `](${start.startsWith('](<') ? '<' : ''}${address}`);
  }

  /** A file's name without folder, where only one has it. */
  #linkName(path: string): string {
    const name = nameOf(path);
    return (this.#names.get(name.toLowerCase()) ?? 0) > 1 ? path.replace(/\.md$/i, '') : name;
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '');

/** How a file is reached from a folder. */
function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
