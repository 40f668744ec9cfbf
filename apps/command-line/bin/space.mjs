#!/usr/bin/env node
/** `space`: starts the command line on the Node that came with the dependencies, whichever Node this is. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findNode, SetupError } from '../../../scripts/bootstrap.mjs';
import { readDataFolder } from '../../../scripts/start-flags.mjs';

try {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const env = { ...process.env, SPACE_DATA: process.env.SPACE_DATA || readDataFolder(process.cwd(), process.env) };
  const { status, signal } = spawnSync(findNode(), [main, ...process.argv.slice(2)], { stdio: 'inherit', env });
  if (signal) process.kill(process.pid, signal);
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`space: ${error.message}\n`);
  process.exitCode = 1;
}
