/** What has to be there before anything of ours runs: the dependencies, and Node 24. Uses node: modules only. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const LOCKFILE = join(ROOT, 'package-lock.json');
const STAMP = join(ROOT, 'node_modules', '.space-install');
const NODE_MAJOR = 24;

/** A failure with a sentence for people: shown without a stack. */
export class SetupError extends Error {}

/** Tells progress. On stderr, so that stdout keeps to the one line with the address. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** SHA-256 of some text or bytes, in hex. */
export function hashOf(content) {
  return createHash('sha256').update(content).digest('hex');
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function takeLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  // An empty file is one that is being written right now.
  if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
  return false;
}

/** Runs `act` while no other start of this checkout installs or builds. */
export async function alone(act) {
  const file = join(tmpdir(), `space-${hashOf(ROOT).slice(0, 12)}.lock`);
  let told = false;
  while (!takeLock(file)) {
    if (!told) say('Another start of Space is installing or building: waiting for it.');
    told = true;
    await new Promise((done) => setTimeout(done, 100));
  }
  try {
    return await act();
  } finally {
    rmSync(file, { force: true });
  }
}

/** True when every package the lockfile names for this machine lies in node_modules in that version. */
function matchesLockfile(lockText) {
  const hidden = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(lockText).packages;
  const found = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    if (found[path] === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    return found[path].version === entry.version;
  });
}

function runNpm(args) {
  const cli = process.env.npm_execpath;
  const [command, prefix] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  return spawnSync(command, [...prefix, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: '' },
  });
}

function install(lockHash) {
  const again = existsSync(join(ROOT, 'node_modules'));
  say(
    again
      ? 'The dependencies changed: installing them again (about a minute).'
      : 'First start: installing the dependencies (about a minute).',
  );
  const startedMs = Date.now();
  const { status, error } = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (error?.code === 'ENOENT') throw new SetupError('npm is not there: install Node 20 or newer with npm, then start again.');
  if (status !== 0)
    throw new SetupError('The dependencies could not be installed: the lines above say why. Check the network and start again.');
  writeFileSync(STAMP, lockHash);
  say(`Installed in ${Math.round((Date.now() - startedMs) / 1000)} s.`);
}

/** Installs with `npm ci` unless node_modules is what the lockfile says. Costs a few milliseconds when it is. */
export async function ensureInstalled() {
  const lockText = readFileSync(LOCKFILE, 'utf8');
  const lockHash = hashOf(lockText);
  const isFresh = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash;
  if (isFresh()) return;
  await alone(() => {
    if (isFresh()) return;
    if (matchesLockfile(lockText)) writeFileSync(STAMP, lockHash);
    else install(lockHash);
  });
}

function readMajor(executable) {
  const { stdout, status } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/^v(\d+)/.exec(stdout)?.[1]) : 0;
}

/** Path of a Node that runs our TypeScript: the one installed with the dependencies, else this process's own. */
export function findNode() {
  const pinned = join(ROOT, 'node_modules', '.bin', 'node');
  if (existsSync(pinned) && readMajor(pinned) >= NODE_MAJOR) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  throw new SetupError(
    `Space needs Node ${NODE_MAJOR}. It comes with the dependencies on Linux and macOS (x64, arm64), yet not for ${process.platform} ${process.arch} here, and this is Node ${process.versions.node}: install Node ${NODE_MAJOR} from https://nodejs.org and start again.`,
  );
}

/** The environment for our children: the pinned Node and the installed tools come first. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`, ...extra };
}
