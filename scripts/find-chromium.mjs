import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError, say } from './bootstrap.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome Canary.app/Contents/MacOS/Google Chrome Canary',
];
const PLAYWRIGHT_BINARIES = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function listPlaywright() {
  const cache = process.platform === 'darwin' ? join(homedir(), 'Library/Caches/ms-playwright') : join(homedir(), '.cache/ms-playwright');
  const root = process.env.PLAYWRIGHT_BROWSERS_PATH || cache;
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).filter((name) => /^chromium-\d+$/.test(name));
  return versions
    .toSorted()
    .toReversed()
    .flatMap((version) => PLAYWRIGHT_BINARIES.map((binary) => join(root, version, binary)));
}

function findInstalled() {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const mac = process.platform === 'darwin' ? [...MAC_PATHS, ...MAC_PATHS.map((path) => join(homedir(), path))] : [];
  return [...onPath, ...mac, ...listPlaywright()].find(isExecutable);
}

function isDebian() {
  if (!existsSync('/etc/os-release') || !isExecutable('/usr/bin/apt-get')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function installByApt() {
  say('No Chromium found: installing it with apt-get (a minute or two).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const runs = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ];
  for (const args of runs) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8', maxBuffer: 64_000_000 });
    if (status !== 0)
      throw new SetupError(`${stdout}${stderr}\napt-get ${args.join(' ')} failed: install Chromium by hand, or set SPACE_CHROMIUM to one.`);
  }
}

function explainMissing() {
  const mend = {
    darwin: 'install Google Chrome (https://www.google.com/chrome), or: brew install --cask chromium',
    linux: isDebian() ? 'run: sudo apt-get install chromium' : 'install the package `chromium` of your distribution, or Google Chrome',
  };
  const how = mend[process.platform] ?? 'install Google Chrome';
  return `The browser tests need Chrome or Chromium and none was found: ${how}; or: npx playwright-core install chromium; or set SPACE_CHROMIUM to the executable.`;
}

/** Path of a Chrome or Chromium; on Debian and Ubuntu as root it is installed when missing. @throws SetupError that says how to get one. */
export function ensureChromium() {
  const named = process.env.SPACE_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new SetupError(`SPACE_CHROMIUM is ${named}, which cannot be run: correct it or unset it.`);
  }
  const found = findInstalled();
  if (found !== undefined) return found;
  if (isDebian() && process.getuid?.() === 0) installByApt();
  const installed = findInstalled();
  if (installed === undefined) throw new SetupError(explainMissing());
  return installed;
}
