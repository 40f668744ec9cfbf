/** A link as it stands in a Markdown text. */
export interface TextLink {
  /** What it names: a note by title or path, or a relative address. Without heading, block and alias. */
  readonly target: string;
  readonly heading: string;
  readonly alias: string;
  readonly embed: boolean;
  readonly style: 'wiki' | 'markdown';
  /** Where it stands, code units. */
  readonly from: number;
  readonly to: number;
}

/** Code and comments, in which nothing is a link: fences, inline code, `%%…%%`. Linear in the text. */
const SILENT =
  /^(`{3,}(?!`)(?=[^`\n]*\n)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:^\1[`~]*[ \t]*$|(?![\s\S]))|(?<!`)(`{1,20})(?!`)[^\n]{0,400}?[^`\n]\2(?!`)|%%[^\n]{0,400}?%%/gm;
const WIKI = /(!?)\[\[([^[\]\n|#^]{0,400})([#^][^[\]\n|]{0,400})?(?:\\?\|([^[\]\n]{0,400}))?\]\]/g;
const MARKDOWN = /(!?)\[([^[\]\n]{0,400})\]\((<[^<>\n]{1,800}>|[^()\s]{1,800})(?:[ \t]+"[^"\n]{0,400}")?\)/g;

/** The text with code blanked out; positions stay. */
export const withoutCode = (text: string): string => text.replace(SILENT, (code) => code.replace(/[^\n]/g, ' '));

/** Every link of a Markdown text, by place: wiki links, embeds and Markdown links to other files. Web addresses are not among them. */
export function findTextLinks(text: string): readonly TextLink[] {
  const seen = withoutCode(text);
  const links: TextLink[] = [];
  for (const match of seen.matchAll(WIKI)) {
    const [whole, bang, target = '', heading = '', alias = ''] = match;
    links.push({
      target: target.trim().replace(/\\$/, ''),
      heading: heading.replace(/^[#^]/, '').trim(),
      alias: alias.trim(),
      embed: bang === '!',
      style: 'wiki',
      from: match.index,
      to: match.index + whole.length,
    });
  }
  for (const match of seen.matchAll(MARKDOWN)) {
    const [whole, bang, alias = '', raw = ''] = match;
    const address = decodeAddress(raw.replace(/^<|>$/g, ''));
    if (address === undefined || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) continue;
    const [target = '', heading = ''] = address.split('#', 2);
    links.push({ target, heading, alias, embed: bang === '!', style: 'markdown', from: match.index, to: match.index + whole.length });
  }
  return links.toSorted((a, b) => a.from - b.from);
}

function decodeAddress(address: string): string | undefined {
  try {
    return decodeURIComponent(address);
  } catch {
    return undefined; // a stray % : no address of a file
  }
}

const TAG = /(?:^|[\s(])#([\p{L}\p{N}_/-]{1,60})/gmu;

/** The `#tags` of a text, each once. A number alone is none. */
export function findTags(text: string): readonly string[] {
  const tags = [...withoutCode(text).matchAll(TAG)].map((match) => match[1] ?? '');
  return [...new Set(tags.filter((tag) => /[^\d]/.test(tag)))];
}

/** Finds files of a folder by what a link calls them, as Obsidian does: by path, else by the end of a path, else relative to the linking file. */
export class LinkTargets {
  readonly #byName = new Map<string, string[]>();
  readonly #paths = new Map<string, string>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      this.#paths.set(fold(path), path);
      const name = fold(path.slice(path.lastIndexOf('/') + 1));
      for (const each of new Set([name, name.replace(/\.md$/, '')])) {
        const known = this.#byName.get(each);
        if (known) known.push(path);
        else this.#byName.set(each, [path]);
      }
    }
  }

  /** The path a link leads to, or undefined. Of several, the one nearest the top. */
  find(link: Pick<TextLink, 'target' | 'style'>, from: string): string | undefined {
    if (link.target === '') return undefined;
    const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
    const relative = joinPath(folder, link.target);
    const direct = link.style === 'markdown' ? [relative, joinPath('', link.target)] : [joinPath('', link.target), relative];
    for (const path of direct) {
      const found = path === undefined ? undefined : (this.#paths.get(fold(path)) ?? this.#paths.get(fold(`${path}.md`)));
      if (found !== undefined) return found;
    }
    const wanted = fold(link.target.replace(/^\/+/, ''));
    const candidates = this.#byName.get(wanted.slice(wanted.lastIndexOf('/') + 1)) ?? [];
    const fitting = candidates.filter((path) => endsOn(fold(path), wanted) || endsOn(fold(path), `${wanted}.md`));
    return fitting.toSorted((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))[0];
  }
}

const fold = (path: string): string => path.normalize('NFC').toLowerCase();
const endsOn = (path: string, end: string): boolean => path === end || path.endsWith(`/${end}`);
const depthOf = (path: string): number => path.split('/').length;

/** A path from a folder on, `.` and `..` followed; undefined where it leaves the top. */
export function joinPath(folder: string, path: string): string | undefined {
  const parts = path.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
