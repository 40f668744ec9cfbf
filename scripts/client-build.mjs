import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { alone, hashOf, ROOT, SetupError, say, toolEnvironment } from './bootstrap.mjs';

/** Where the built web client lies. */
export const CLIENT = join(ROOT, 'packages', 'workspace', 'dist');

const STAMP = join(CLIENT, '.space-build');
const CLIENT_INPUTS = ['index.html', 'vite.config.ts', 'public', 'package.json', 'tsconfig.json'];

function listFiles(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((file) => !/\.(test|bench|test-d)\.tsx?$/.test(file) && statSync(file).isFile());
}

/** A hash of the content of everything the client is built from. A few megabytes: tens of milliseconds. */
export function hashClientSources() {
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => join(ROOT, 'packages', name, 'src'));
  const inputs = CLIENT_INPUTS.map((name) => join(ROOT, 'packages', 'workspace', name));
  const files = [
    join(ROOT, 'package-lock.json'),
    join(ROOT, 'tsconfig.base.json'),
    ...[...packages, ...inputs].flatMap(listFiles),
  ].toSorted();
  return hashOf(files.map((file) => `${relative(ROOT, file)}:${hashOf(readFileSync(file))}`).join('\n'));
}

function build(node, hash) {
  say('Building the web client (up to half a minute).');
  const startedMs = Date.now();
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const { status, stdout, stderr } = spawnSync(node, [vite, 'build', 'packages/workspace', '--logLevel', 'warn'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    env: toolEnvironment({ NODE_ENV: 'production' }),
  });
  if (status !== 0) throw new SetupError(`${stdout}${stderr}\nThe web client could not be built: the lines above say why.`);
  writeFileSync(STAMP, hash);
  say(`Built in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
}

/** Builds the web client unless the one on disk was built from what is there now. */
export async function ensureClientBuilt(node) {
  const hash = hashClientSources();
  const isFresh = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;
  if (isFresh()) return;
  await alone(() => {
    if (!isFresh()) build(node, hash);
  });
}
