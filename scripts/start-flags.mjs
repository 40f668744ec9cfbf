import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** Where the relay listens unless told otherwise. */
export const DEFAULT_PORT = 8787;

/** What `npm start -- --help` prints. */
export const START_HELP = `Space: a shared, durable world on a folder of yours.

  npm start [-- FLAGS]

  --folder PATH   the folder to open (default: the one you are in)
  --port N        the port of the page and the relay (default: ${DEFAULT_PORT}; 0 takes a free one)
  --data DIR      where the world is kept (default: one place per folder in your home)
  --no-open       do not open the browser
  --help          this text`;

const FLAGS = { '--folder': 'folder', '--port': 'port', '--data': 'data', '--no-open': 'noOpen', '--help': 'help' };
const SWITCHES = new Set(['--no-open', '--help']);

/** A problem with what the person typed: shown as it is, exit code 2. */
export class UsageError extends Error {}

/** The flags as typed. Pure. @throws UsageError for an unknown flag or a missing value. */
export function parseStartFlags(args) {
  const typed = {};
  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = args[index].split(/=(.*)/s, 2);
    const key = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined;
    if (key === undefined) throw new UsageError(`Unknown flag "${args[index]}". Known flags: ${Object.keys(FLAGS).join(' ')}.`);
    if (SWITCHES.has(name)) {
      if (inline !== undefined) throw new UsageError(`${name} takes no value.`);
      typed[key] = true;
      continue;
    }
    const value = inline ?? args[(index += 1)];
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--')))
      throw new UsageError(`${name} needs a value, as in: ${name} ${name === '--port' ? DEFAULT_PORT : 'PATH'}`);
    typed[key] = value;
  }
  return typed;
}

function readPort(text) {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`"${text}" is not a port: give a number from 0 to 65535; 0 picks a free one.`);
  return port;
}

function readFolder(path) {
  let stats;
  try {
    stats = statSync(path);
  } catch (error) {
    if (error.code === 'EACCES')
      throw new UsageError(`The folder ${path} may not be read: change its permissions or choose another with --folder.`);
    throw new UsageError(`The folder ${path} does not exist: check the spelling or create it first.`);
  }
  if (!stats.isDirectory()) throw new UsageError(`${path} is a file, not a folder: name the folder it is in.`);
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
  } catch {
    throw new UsageError(`The folder ${path} may not be read: change its permissions or choose another with --folder.`);
  }
  return realpathSync(path);
}

/** Where `npm start` keeps the world of a folder unless told otherwise. */
export function readDataFolder(folder, env = process.env) {
  const home =
    process.platform === 'darwin'
      ? join(homedir(), 'Library', 'Application Support')
      : env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return join(home, 'space', `${basename(folder) || 'root'}-${digest}`);
}

function openData(path) {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new UsageError(`The data place ${path} cannot be used (${error.code}): choose another with --data.`);
  }
  if (!statSync(path).isDirectory()) throw new UsageError(`The data place ${path} is a file: choose a folder with --data.`);
  return path;
}

/** The checked settings of one start; makes the data place. Paths count from where the person typed. @throws UsageError */
export function readStartSettings(args, env = process.env) {
  const typed = parseStartFlags(args);
  if (typed.help) return { help: true };
  const here = env.INIT_CWD || process.cwd();
  const port = readPort(typed.port);
  const folder = readFolder(resolve(here, typed.folder ?? '.'));
  const data = openData(typed.data === undefined ? readDataFolder(folder, env) : resolve(here, typed.data));
  return { help: false, folder, port, data, opens: typed.noOpen !== true };
}
