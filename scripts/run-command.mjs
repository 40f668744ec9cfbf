import { spawn } from 'node:child_process';
import { ROOT, toolEnvironment } from './bootstrap.mjs';

/** Ends a command's whole process group after `limitMs`, and with us: its group hears no Ctrl-C of ours. Gives what undoes it. */
function limit(child, limitMs, tell) {
  const kill = () => process.kill(-child.pid, 'SIGKILL');
  const timer = setTimeout(() => {
    tell(`\nStopped after ${Math.round(limitMs / 1000)} s: it hung, or the limit is too short for this machine.\n`);
    kill();
  }, limitMs);
  const leave = () => {
    kill();
    process.exit(130);
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  return () => {
    clearTimeout(timer);
    process.off('SIGINT', leave).off('SIGTERM', leave);
  };
}

/**
 * Runs a command to its end and keeps what it said; with `shows`, also passes it on as it comes.
 * Never rejects: a command that cannot start is one that failed, and so is one that runs longer than `limitMs`, which is ended
 * with all it started.
 * @returns {Promise<{code: number, output: string}>}
 */
export function runCommand(command, args, { env = {}, shows = false, limitMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      detached: limitMs !== undefined,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: toolEnvironment({ NO_COLOR: '1', FORCE_COLOR: '0', ...env }),
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (shows) process.stdout.write(chunk);
    };
    const release = limitMs === undefined || child.pid === undefined ? () => undefined : limit(child, limitMs, take);
    const finish = (code) => {
      release();
      resolve({ code, output });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      take(`${error.message}\n`);
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
