import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import type { Folder } from './folder.ts';

interface RuleFile {
  /** Directory the rules are relative to, as a path in the folder; '' is the folder. */
  readonly directory: string;
  readonly rules: Ignore;
}

/** Which paths git would not look at, from the `.gitignore` files on the way to one directory. */
export interface IgnoreRules {
  /** `path` lies in the directory the rules were read for, or is one of its ancestors. */
  ignores(path: string, type: 'file' | 'directory'): boolean;
}

async function readRuleFile(file: string, directory: string): Promise<RuleFile | undefined> {
  try {
    return { directory, rules: ignore({ allowRelativePaths: true }).add(await readFile(file, 'utf8')) };
  } catch {
    // reason: no rules there, or none we may read, is the same as no rules.
    return undefined;
  }
}

function listAncestors(directory: string): readonly string[] {
  const parts = directory === '' ? [] : directory.split('/');
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

function decide(files: readonly RuleFile[], path: string, type: 'file' | 'directory'): boolean {
  // The nearest file that says anything wins, as in git.
  for (const { directory, rules } of files) {
    if (directory !== '' && !path.startsWith(`${directory}/`)) continue;
    const relative = directory === '' ? path : path.slice(directory.length + 1);
    if (relative === '') continue;
    const verdict = rules.test(type === 'directory' ? `${relative}/` : relative);
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** Reads the rules that hold in one directory of the folder. One small read per level. */
export async function readIgnoreRules(folder: Folder, directory: string): Promise<IgnoreRules> {
  const levels = listAncestors(directory);
  const own = levels.map((level) => readRuleFile(join(folder.root, level, '.gitignore'), level));
  const found = await Promise.all([readRuleFile(join(folder.root, '.git/info/exclude'), ''), ...own]);
  const files = found.filter((file) => file !== undefined).toReversed();
  // Below an ignored directory nothing comes back, whatever deeper files say.
  const buried = levels.some((level) => level !== '' && decide(files, level, 'directory'));
  return { ignores: (path, type) => (levels.includes(path) ? decide(files, path, type) : buried || decide(files, path, type)) };
}
