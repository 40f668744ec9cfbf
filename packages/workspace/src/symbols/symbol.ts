import type { Key } from '@space/doc-schema';

/** Something a file declares under a name: a function, a class, a method, an exported value, a heading. */
export interface FileSymbol {
  /** Its name below those it is declared in, joined by `/`: `Lamp/dim`. The second of one name ends in `~2`. */
  readonly path: string;
  readonly name: string;
  readonly type: 'function' | 'method' | 'class' | 'type' | 'value' | 'module' | 'heading';
  /** Its first and last line, counted from 1. */
  readonly line: number;
  readonly lineEnd: number;
}

/** What was read of a file: its symbols in the order they stand, or why there are none. */
export interface SymbolList {
  readonly symbols: readonly FileSymbol[];
  /** Why not all of the file was read, as a sentence. */
  readonly cut?: string;
}

/** A symbol's key taken apart. */
export interface SymbolAddress {
  readonly repository: string;
  /** The file it is in, relative to the folder. */
  readonly path: string;
  readonly symbol: string;
}

const NAMES = /\.(?:[cm]?[jt]sx?|py|pyi|md|markdown|rs|go|java|c|h|cc|cpp|cxx|hpp|hh|php)$/iu;

/** Whether symbols are read of a file of this name. */
export const hasSymbols = (fileName: string): boolean => NAMES.test(fileName);

/** The key of a symbol: its file and its name in it, not its line, so that it stays right while lines come and go. */
export function symbolKey(repository: string, path: string, symbol: string): Key {
  return `symbol:${repository}/${path.replaceAll('%', '%25').replaceAll('#', '%23')}#${symbol}` as Key;
}

/** What a `symbol:` key names, or undefined for another key. */
export function readSymbolKey(key: string): SymbolAddress | undefined {
  const match = /^symbol:([^/#]+)\/([^#]*)#(.+)$/su.exec(key);
  if (!match) return undefined;
  const [, repository = '', path = '', symbol = ''] = match;
  return { repository, path: path.replaceAll('%23', '#').replaceAll('%25', '%'), symbol };
}

/** The name at the end of a symbol's path, without the mark of a second one. */
export const leafOf = (symbol: string): string => (symbol.split('/').at(-1) ?? symbol).replace(/~\d+$/u, '');

/**
 * The symbol of a path, wherever it stands in the file now: by its whole path, else the only one of its name, which was moved into or
 * out of something. Undefined when it is gone, or when several could be meant.
 */
export function findSymbol(list: SymbolList, path: string): FileSymbol | undefined {
  const same = list.symbols.find((symbol) => symbol.path === path);
  if (same) return same;
  const leaf = leafOf(path);
  const named = list.symbols.filter((symbol) => symbol.name === leaf);
  return named.length === 1 ? named[0] : undefined;
}
