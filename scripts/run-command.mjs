import { spawn } from 'node:child_process';
import { ROOT, toolEnvironment } from './bootstrap.mjs';

/**
 * Runs a command to its end and keeps what it said; with `shows`, also passes it on as it comes.
 * Never rejects: a command that cannot start is one that failed.
 * @returns {Promise<{code: number, output: string, stdout: string, tookMs: number}>}
 */
export function runCommand(command, args, { env = {}, shows = false, cwd = ROOT } = {}) {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: toolEnvironment({ NO_COLOR: '1', FORCE_COLOR: '0', ...env }),
    });
    let output = '';
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      stdout += chunk;
      if (shows) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
      if (shows) process.stderr.write(chunk);
    });
    const finish = (code) => resolve({ code, output, stdout, tookMs: performance.now() - startedMs });
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
