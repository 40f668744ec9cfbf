import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));

/** A server of ours running as its own process, and what it said when it was ready. */
export interface Child {
  readonly process: ChildProcess;
  readonly ready: Readonly<Record<string, unknown>>;
  /** Everything it has printed so far, for a failing test's message. */
  output(): string;
  /** Ends it with a signal and waits until it is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts a program of ours and waits for its ready line. Rejects with its output when it ends first. */
export async function startChild(program: string, args: readonly string[]): Promise<Child> {
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const gone = once(child, 'exit');
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`;
      if (line.startsWith('{"ready"')) resolve(JSON.parse(line) as Record<string, unknown>);
    });
    void gone.then(([code]) => reject(new Error(`${program} ended with ${String(code)} before it was ready:\n${output}`)));
  });
  return {
    process: child,
    ready,
    output: () => output,
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
  };
}
