import { LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import type { Parser, SyntaxNode, Tree } from '@lezer/common';
import { type Declares, GRAMMARS, NAMELESS } from './languages.ts';
import type { FileSymbol, SymbolList } from './symbol.ts';

/** More letters than this are not read for symbols: what is that long was made by a program. */
const TEXT_LIMIT = 1_000_000;
const SYMBOL_LIMIT = 5000;
const DEPTH_LIMIT = 40;
/** Parsing gives the page back after so long, and gives up after so long altogether. */
const SLICE_MS = 4;
const PATIENCE_MS = 2000;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Parses in slices, so that a frame is never held up. What could not be parsed in time is left out; the second answer says so. */
async function parse(parser: Parser, text: string): Promise<readonly [tree: Tree, whole: boolean]> {
  const work = parser.startParse(text);
  const started = performance.now();
  let slice = started;
  for (;;) {
    const tree = work.advance();
    if (tree) return [tree, work.stoppedAt === null];
    const now = performance.now();
    if (now - started > PATIENCE_MS && work.stoppedAt === null) work.stopAt(work.parsedPos);
    if (now - slice < SLICE_MS) continue;
    await pause();
    slice = performance.now();
  }
}

/** Gathers what is declared, each under the path of those it is declared in. */
class Collector {
  readonly symbols: FileSymbol[] = [];
  readonly text: string;
  readonly #lineStarts: readonly number[];
  readonly #counts = new Map<string, number>();

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#lineStarts = starts;
  }

  get full(): boolean {
    return this.symbols.length >= SYMBOL_LIMIT;
  }

  /** The line a place is in, counted from 1. */
  lineAt(at: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Adds a symbol and answers its path. */
  add(within: string, raw: string, type: FileSymbol['type'], from: number, to: number): string {
    const name =
      raw
        .replaceAll(/[/\s]+/gu, ' ')
        .trim()
        .slice(0, 200) || 'nameless';
    const plain = within === '' ? name : `${within}/${name}`;
    const count = (this.#counts.get(plain) ?? 0) + 1;
    this.#counts.set(plain, count);
    const path = count === 1 ? plain : `${plain}~${count}`;
    if (!this.full) this.symbols.push({ path, name, type, line: this.lineAt(from), lineEnd: this.lineAt(Math.max(from, to - 1)) });
    return path;
  }
}

function findName(node: SyntaxNode, { name, last }: Declares, depth = 0): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const here = name.includes(child.name)
      ? child
      : depth < 4 && !NAMELESS.has(child.name)
        ? findName(child, { type: 'value', name }, depth + 1)
        : undefined;
    if (here && !last) return here;
    found = here ?? found;
  }
  return found;
}

/** Values declared by `const` and its like: functions always, anything else when it is exported. */
function readValues(node: SyntaxNode, within: string, into: Collector): void {
  const exported = node.parent?.name === 'ExportDeclaration';
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'VariableDefinition') continue;
    const value = valueOf(child);
    const isFunction = value?.name === 'ArrowFunction' || value?.name === 'FunctionExpression';
    if (isFunction || exported) {
      into.add(within, into.text.slice(child.from, child.to), isFunction ? 'function' : 'value', child.from, value?.to ?? child.to);
    }
  }
}

/** What a name is given: the node after its `=`. */
function valueOf(definition: SyntaxNode): SyntaxNode | undefined {
  for (let next = definition.nextSibling; next && next.name !== ','; next = next.nextSibling) {
    if (next.name === 'Equals') return next.nextSibling ?? undefined;
  }
  return undefined;
}

/** A field of a class that holds a function reads as a method. */
function readField(node: SyntaxNode, within: string, into: Collector): void {
  const name = findName(node, { type: 'method', name: ['PropertyDefinition', 'PrivatePropertyDefinition'] });
  if (name && valueOf(name)?.name === 'ArrowFunction') into.add(within, into.text.slice(name.from, name.to), 'method', node.from, node.to);
}

function readDeclared(node: SyntaxNode, how: Declares, within: string, into: Collector): string {
  const name = findName(node, how);
  const exported = node.parent?.name === 'ExportDeclaration';
  if (!name && !exported) return within;
  const raw = name ? into.text.slice(name.from, name.to) : 'default';
  if (how.silent) return within === '' ? raw : `${within}/${raw}`;
  const type = how.type === 'function' && within !== '' && node.parent?.parent?.name.startsWith('Class') ? 'method' : how.type;
  return into.add(within, raw, type, node.from, node.to);
}

function readCode(node: SyntaxNode, grammar: Readonly<Record<string, Declares>>, within: string, into: Collector, depth = 0): void {
  if (depth > DEPTH_LIMIT) return;
  for (let child = node.firstChild; child && !into.full; child = child.nextSibling) {
    const how = grammar[child.name];
    if (how) {
      const path = readDeclared(child, how, within, into);
      if (how.opens) readCode(child, grammar, path, into, depth + 1);
    } else if (child.name === 'VariableDeclaration' && grammar['NamespaceDeclaration']) readValues(child, within, into);
    else if (child.name === 'PropertyDeclaration' && grammar['NamespaceDeclaration']) readField(child, within, into);
    else readCode(child, grammar, within, into, depth + 1);
  }
}

interface Heading {
  readonly level: number;
  readonly from: number;
  readonly raw: string;
}

function listHeadings(tree: Tree, text: string): readonly Heading[] {
  const found: Heading[] = [];
  for (let node = tree.topNode.firstChild; node && found.length < SYMBOL_LIMIT; node = node.nextSibling) {
    const level = Number(/^(?:ATX|Setext)Heading(\d)$/u.exec(node.name)?.[1] ?? 0);
    const [line = ''] = text.slice(node.from, node.to).split('\n');
    if (level > 0) found.push({ level, from: node.from, raw: line.replaceAll(/^#+\s*|\s*#+\s*$/gu, '') });
  }
  return found;
}

/** Headings, each below the last one of a higher level; a heading reaches to the next of its own level or higher. */
function readHeadings(tree: Tree, into: Collector): void {
  const found = listHeadings(tree, into.text);
  const open: { level: number; path: string }[] = [];
  for (const [index, { level, from, raw }] of found.entries()) {
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop();
    const end = found.slice(index + 1).find((next) => next.level <= level)?.from ?? into.text.length;
    open.push({ level, path: into.add(open.at(-1)?.path ?? '', raw, 'heading', from, end) });
  }
}

/**
 * The symbols of a text by the language its name tells. Broken code is read as far as its parser makes sense of it, which is nearly all of
 * it. Bounded: a million letters, 5,000 symbols, two seconds, in slices of 4 ms.
 */
export async function readSymbols(name: string, text: string): Promise<SymbolList> {
  if (text.length > TEXT_LIMIT)
    return { symbols: [], cut: `Symbols are read of files up to ${TEXT_LIMIT / 1e6} million letters; this one is longer.` };
  const language = LanguageDescription.matchFilename(languages, name);
  const grammar = language ? GRAMMARS[language.name] : undefined;
  if (!language || !grammar) return { symbols: [], cut: 'Symbols of this kind of file cannot be read.' };
  const support = await language.load();
  const [tree, whole] = await parse(support.language.parser, text);
  const into = new Collector(text);
  if (language.name === 'Markdown') readHeadings(tree, into);
  else readCode(tree.topNode, grammar, '', into);
  if (whole && !into.full) return { symbols: into.symbols };
  return {
    symbols: into.symbols,
    cut: whole ? `Only the first ${SYMBOL_LIMIT} symbols are told.` : 'The file took too long to read: the rest of it is left out.',
  };
}
