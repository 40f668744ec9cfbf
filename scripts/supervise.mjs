import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT, SetupError, say, toolEnvironment } from './bootstrap.mjs';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** A child that ran this long was well: the next wait is short again. */
const WELL_AFTER_MS = 30_000;
/** After this a child that ignores SIGTERM is killed; the relay's store survives that by design. */
const PATIENCE_MS = 10_000;

function parseReady(line, name) {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line);
    return message.ready === name ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A child process of ours that is started again when it dies, until it is told to stop. */
export class Supervised {
  #name;
  #node;
  #args;
  #child;
  #exited;
  #stopping = false;
  #waitMs = FIRST_WAIT_MS;
  #timer;

  /** `args` gives the command line of each start; it may change between two. */
  constructor(name, node, args) {
    this.#name = name;
    this.#node = node;
    this.#args = args;
  }

  /** Starts it; resolves with its ready message. Rejects when it ends before, with its own words already shown. */
  start() {
    const args = ['--disable-warning=ExperimentalWarning', ...this.#args()];
    // The IPC channel says nothing; it closes when this process is gone, and the child then ends too.
    // In a process group of its own, so that a terminal's Ctrl-C reaches the starter alone, which then ends its children in order. The channel
    // tells a child when the starter is gone without a word.
    const options = { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: toolEnvironment(), detached: true };
    const child = spawn(this.#node, args, options);
    const startedMs = Date.now();
    this.#child = child;
    return new Promise((resolve, reject) => {
      let ready = false;
      const lines = createInterface({ input: child.stdout });
      lines.on('line', (line) => {
        const message = ready ? undefined : parseReady(line, this.#name);
        if (message === undefined) return say(line);
        ready = true;
        resolve(message);
      });
      child.on('error', (error) => reject(new SetupError(`The ${this.#name} could not be started: ${error.message}.`)));
      this.#exited = new Promise((done) => {
        child.on('exit', (code, signal) => {
          done();
          if (!ready) reject(Object.assign(new SetupError(`The ${this.#name} ended before it was ready.`), { exitCode: code ?? 1 }));
          else if (!this.#stopping) this.#startAgain(signal ?? `code ${code}`, Date.now() - startedMs);
        });
      });
    });
  }

  #startAgain(how, ranMs) {
    if (ranMs > WELL_AFTER_MS) this.#waitMs = FIRST_WAIT_MS;
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    say(`The ${this.#name} ended unexpectedly (${how}): starting it again in ${waitMs / 1000} s.`);
    this.#timer = setTimeout(() => {
      const startedMs = Date.now();
      this.start().then(
        () => say(`The ${this.#name} runs again.`),
        (error) => {
          say(error.message);
          if (!this.#stopping) this.#startAgain('it did not come up', Date.now() - startedMs);
        },
      );
    }, waitMs);
  }

  /** Asks it to end, waits, and resolves when it is gone. */
  async stop() {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const kill = setTimeout(() => {
      say(`The ${this.#name} did not end within ${PATIENCE_MS / 1000} s: it is killed.`);
      child.kill('SIGKILL');
    }, PATIENCE_MS);
    await this.#exited;
    clearTimeout(kill);
  }
}
