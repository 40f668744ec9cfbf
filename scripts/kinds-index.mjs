/**
 * Writes what follows from the folder of built-in kinds, so that a new kind is one new file: `kinds/index.ts`, and the workspace's
 * table of their icons.
 *   node scripts/kinds-index.mjs           says whether both files on disk are what the folder gives (exit 1 if not)
 *   node scripts/kinds-index.mjs --write   writes them
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './bootstrap.mjs';

const KINDS = 'packages/doc-schema/src/kinds';
const ICONS = 'packages/workspace/src/parts/kind-icons.ts';
const HEAD = '// Written by scripts/kinds-index.mjs from the files of kinds/built-in: do not edit.\n';

const pascal = (name) =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

/** The kind files of a folder: what each exports, one kind or several, and the icons it names. */
function readKindFiles(root) {
  const folder = join(root, KINDS, 'built-in');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !/\.(test|test-d|bench)\.ts$/.test(name));
  return names.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const found = /^export const (\w+): (readonly Kind\[\]|Kind) =/m.exec(text);
    if (!found) throw new Error(`${KINDS}/built-in/${file} exports no kind: write \`export const name: Kind = defineKind({…})\`.`);
    const icons = [...text.matchAll(/\bicon: '([a-z0-9-]+)'/g)].map((match) => match[1]);
    return { file, name: found[1], many: found[2] !== 'Kind', icons };
  });
}

function createIndex(files) {
  const imports = files.map(({ file, name }) => `import { ${name} } from './built-in/${file}';`);
  const entries = files.map(({ name, many }) => `  ${many ? '...' : ''}${name},`);
  return `${HEAD}${imports.join('\n')}
import { KindRegistry } from './kind.ts';

/** Every built-in kind. A new one is one file in \`built-in/\`. */
export const kinds: KindRegistry = new KindRegistry([
${entries.join('\n')}
]);
`;
}

function createIcons(files) {
  const names = [...new Set(files.flatMap(({ icons }) => icons))].sort();
  const imports = [...names.map((name) => `  ${pascal(name)},`), '  type LucideIcon,'].sort((a, b) =>
    sortKey(a).localeCompare(sortKey(b), 'en'),
  );
  const rows = names.map((name) => `  ${/^[a-z0-9]+$/.test(name) ? name : `'${name}'`}: ${pascal(name)},`);
  return `${HEAD}import {
${imports.join('\n')}
} from 'lucide-react';

/** The icons that built-in kinds name, by lucide name. */
export const KIND_ICONS: Readonly<Record<string, LucideIcon>> = {
${rows.join('\n')}
};
`;
}

const sortKey = (line) => line.trim().replace(/^type /, '');

/** What each generated file must hold, by its path below `root`. */
export function createKindFiles(root = ROOT) {
  const files = readKindFiles(root);
  return { [`${KINDS}/index.ts`]: createIndex(files), [ICONS]: createIcons(files) };
}

/** The generated files below `root` that are not what the folder gives. */
export function listStaleKindFiles(root = ROOT) {
  return Object.entries(createKindFiles(root))
    .filter(([path, text]) => readOrNothing(join(root, path)) !== text)
    .map(([path]) => path);
}

function readOrNothing(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) {
    for (const [path, text] of Object.entries(createKindFiles())) writeFileSync(join(ROOT, path), text);
  } else {
    const stale = listStaleKindFiles();
    if (stale.length > 0) {
      console.error(`${stale.join(' and ')}: not what kinds/built-in gives. Run: node scripts/kinds-index.mjs --write`);
      process.exitCode = 1;
    }
  }
}
