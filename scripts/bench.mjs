/** `npm run bench -- NAME`: runs test/bench/NAME.ts on Node 24; each figure is one JSON line. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, findNode, ROOT, SetupError, say, toolEnvironment } from './bootstrap.mjs';
import { ensureClientBuilt } from './client-build.mjs';
import { ensureChromium } from './find-chromium.mjs';

const FOLDER = join(ROOT, 'test', 'bench');

function listNames() {
  if (!existsSync(FOLDER)) return [];
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));
  return files.map((name) => name.slice(0, -'.ts'.length)).toSorted();
}

async function main([name, ...rest]) {
  const names = listNames();
  if (!names.includes(name)) {
    say(`${name === undefined ? 'Name a benchmark' : `There is no benchmark "${name}"`}. Known: ${names.join(', ') || 'none yet'}.`);
    return 2;
  }
  await ensureInstalled();
  const node = findNode();
  await ensureClientBuilt(node);
  const env = toolEnvironment({ SPACE_CHROMIUM: ensureChromium() });
  const args = ['--disable-warning=ExperimentalWarning', join(FOLDER, `${name}.ts`), ...rest];
  return spawnSync(node, args, { cwd: ROOT, stdio: 'inherit', env }).status ?? 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
