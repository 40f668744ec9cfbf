/** `npm run check`: types, lint, format, dead code, layers and unit tests, in under a minute. */
import { fileURLToPath } from 'node:url';
import { ensureInstalled, findNode, SetupError, say } from './bootstrap.mjs';
import { CHECKS, runTests } from './checks.mjs';

function report(name, { code, output, tookMs, counts = '' }) {
  process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(11)} ${(tookMs / 1000).toFixed(1).padStart(5)} s${counts}\n`);
  if (code !== 0) process.stdout.write(`\n${output.trimEnd()}\n\n`);
}

async function timed(act) {
  const startedMs = performance.now();
  const result = await act();
  return { ...result, tookMs: performance.now() - startedMs };
}

/** Runs every check and shows each; gives how many passed and failed, unit tests counted one by one. */
export async function runChecks(node) {
  const total = { passed: 0, failed: 0 };
  const statics = async () => {
    for (const [name, check] of Object.entries(CHECKS)) {
      const result = await timed(() => check(node));
      report(name, result);
      total[result.code === 0 ? 'passed' : 'failed'] += 1;
    }
  };
  const units = async () => {
    const result = await timed(() => runTests(node, 'unit'));
    report('unit tests', { ...result, counts: `  ${result.passed} passed, ${result.failed} failed` });
    total.passed += result.passed;
    total.failed += result.failed;
  };
  await Promise.all([statics(), units()]);
  return total;
}

async function main() {
  await ensureInstalled();
  const startedMs = performance.now();
  const { passed, failed } = await runChecks(findNode());
  process.stdout.write(`${passed} passed, ${failed} failed in ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
