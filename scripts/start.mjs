/** `npm start`: installs and builds what is missing, starts the host service and the relay, prints the address. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureInstalled, findNode, ROOT, SetupError, say } from './bootstrap.mjs';
import { CLIENT, ensureClientBuilt } from './client-build.mjs';
import { readStartSettings, START_HELP, UsageError } from './start-flags.mjs';
import { Supervised } from './supervise.mjs';

function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address();
      server.close(() => resolve(taken));
    });
  });
}

async function findFreePort(after) {
  for (let port = after + 1; port < Math.min(after + 50, 65_536); port += 1) if (await tryPort(port)) return port;
  return tryPort(0);
}

function hostArguments(settings, port) {
  const origins = ['localhost', '127.0.0.1'].flatMap((name) => ['--origin', `http://${name}:${settings.port}`]);
  const main = join(ROOT, 'packages/host/src/node/main.ts');
  return [main, '--folder', settings.folder, '--token-file', join(settings.data, 'host-token'), '--port', String(port), ...origins];
}

function relayArguments(settings, hostUrl) {
  const main = join(ROOT, 'apps/relay/src/main.ts');
  return [main, '--port', String(settings.port), '--data', settings.data, '--client', CLIENT, '--host-service', hostUrl];
}

async function startRelay(relay, settings) {
  try {
    return await relay.start();
  } catch (error) {
    if ((await tryPort(settings.port)) === undefined) {
      const free = await findFreePort(settings.port);
      throw Object.assign(new SetupError(`Port ${settings.port} is in use. Port ${free} is free: npm start -- --port ${free}`), {
        exitCode: error.exitCode,
      });
    }
    throw error;
  }
}

function canShowBrowser() {
  if (process.env.CI) return false;
  if (process.platform === 'darwin') return !process.env.SSH_CONNECTION;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openBrowser(address) {
  const browser = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [address], { detached: true, stdio: 'ignore' });
  const tell = () => say('The browser could not be opened: open the address above yourself.');
  browser.once('error', tell);
  browser.once('exit', (code) => code !== 0 && tell());
  browser.unref();
}

/** Ends the children on the first signal. npm repeats Ctrl-C to us, so further ones mean nothing new. */
function stopOnSignal(children) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // The relay first: while it flushes, the host can still finish a save.
    for (const child of children) await child.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
}

async function run() {
  const settings = readStartSettings(process.argv.slice(2));
  if (settings.help) return void process.stdout.write(`${START_HELP}\n`);
  if (settings.port === 0) settings.port = await tryPort(0);
  await ensureInstalled();
  const node = findNode();
  await ensureClientBuilt(node);

  let hostPort = 0;
  let hostUrl = '';
  // Started again on the port it had: the pages and the relay know that one.
  const host = new Supervised('host', node, () => hostArguments(settings, hostPort));
  const relay = new Supervised('relay', node, () => relayArguments(settings, hostUrl));
  stopOnSignal([relay, host]);
  try {
    hostUrl = (await host.start()).url;
    hostPort = new URL(hostUrl).port;
    const { address, region, key } = await startRelay(relay, settings);
    const token = readFileSync(join(settings.data, 'host-token'), 'utf8').trim();
    const url = `${address}/w/${region}#key=${key}&host=${token}`;
    process.stdout.write(`Space is open at ${url}\n`);
    if (settings.opens && canShowBrowser()) openBrowser(url);
  } catch (error) {
    await Promise.all([relay.stop(), host.stop()]);
    throw error;
  }
}

try {
  await run();
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = error instanceof UsageError ? 2 : error.exitCode || 1;
}
