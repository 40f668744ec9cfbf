/**
 * Names every optional package of another platform in package-lock.json.
 * npm leaves out of a new lockfile what the registry at hand could not serve (a mirror without the packages for other systems), and
 * then refuses that very lockfile in `npm ci`. Run after `npm install` changed the lockfile:
 *   node scripts/complete-lockfile.mjs           says what is missing (exit 1)
 *   node scripts/complete-lockfile.mjs --write   adds it
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = new URL('../package-lock.json', import.meta.url);
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
/** Longest first: `arm64` must not be read as `arm`. */
const PROCESSORS = ['loong64', 'mips64el', 'riscv64', 'wasm32', 'arm64', 's390x', 'ppc64', 'ia32', 'x64', 'arm'];

function readLibrary(name) {
  if (name.includes('musl')) return { libc: ['musl'] };
  return name.includes('gnu') ? { libc: ['glibc'] } : {};
}

function readPlatform(name) {
  const system = SYSTEMS.find((one) => name.includes(one));
  const processor = PROCESSORS.find((one) => name.includes(one));
  return {
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(system === 'linux' ? readLibrary(name) : {}),
    ...(system === undefined ? {} : { os: [system] }),
  };
}

/** True when some `node_modules` from the parent upwards holds the package, as Node would look it up. */
function isLocked(packages, parent, name) {
  for (let place = parent; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`] !== undefined) return true;
    if (!place.includes('/node_modules/')) break;
  }
  return packages[`node_modules/${name}`] !== undefined;
}

/** The entries the lockfile lacks, by path. Pure. */
export function listMissingEntries({ packages }) {
  const missing = {};
  for (const [parent, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, parent, name)) continue;
      const version = range.replace(/^[\^~]/, '');
      missing[`node_modules/${name}`] = { version, ...readPlatform(name), ...(entry.dev ? { dev: true } : {}), optional: true };
    }
  }
  return missing;
}

function complete(lock, missing) {
  const entries = Object.entries({ ...lock.packages, ...missing });
  return { ...lock, packages: Object.fromEntries(entries.toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1))) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(FILE, 'utf8'));
  const missing = listMissingEntries(lock);
  const names = Object.keys(missing);
  if (process.argv.includes('--write')) writeFileSync(FILE, `${JSON.stringify(complete(lock, missing), null, 2)}\n`);
  else if (names.length > 0) {
    console.error(
      `package-lock.json lacks ${names.length} packages of other platforms, \`npm ci\` will refuse it. Run: node scripts/complete-lockfile.mjs --write`,
    );
    process.exitCode = 1;
  }
}
