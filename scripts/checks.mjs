/** The checks of `npm run check`: each is one command, red when it exits with something else than 0. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { runCommand } from './run-command.mjs';

function listProjects() {
  const folders = ['packages', 'apps'].flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`));
  return [...folders, 'test'].filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')));
}

async function checkTypes(node) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const projects = listProjects();
  const results = [];
  // One after the other: each already uses every core.
  for (const project of projects) results.push(await runCommand(node, [tsc, '-p', project, '--pretty', 'false']));
  const failed = results.map((result, index) => ({ ...result, project: projects[index] })).filter((result) => result.code !== 0);
  return { code: failed.length === 0 ? 0 : 1, output: failed.map((one) => `${one.project}\n${one.output}`).join('\n') };
}

const PLACES = ['packages', 'apps', 'test', 'scripts', 'vitest.config.ts'];

/** The static checks by name; each takes the Node to run on and gives `{code, output}`. */
export const CHECKS = {
  types: checkTypes,
  lint: (node) => runCommand(node, [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--deny-warnings', ...PLACES]),
  format: (node) => runCommand(node, [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--max-diagnostics=20', '.']),
  'dead code': (node) => runCommand(node, [join(ROOT, 'node_modules/knip/bin/knip.js'), '--no-progress', '--no-config-hints']),
  layers: (node) => runCommand(node, [join(ROOT, 'scripts/lint-config.mjs')]),
  kinds: (node) => runCommand(node, [join(ROOT, 'scripts/kinds-index.mjs')]),
  lockfile: (node) => runCommand(node, [join(ROOT, 'scripts/complete-lockfile.mjs')]),
};

/** A loop without an end cannot be timed out from within; the browser tests take about 15 minutes on two quiet cores. */
const LIMIT_MS = { unit: 180_000, cross: 300_000, browser: 1_800_000 };

function countTests(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that could not even be loaded has no tests to count: it is one failure.
  const broken = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.every((one) => one.status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/**
 * Runs one vitest project. No test at all is a failure: a run that reads nothing must not be green.
 * @returns {Promise<{code: number, output: string, passed: number, failed: number}>}
 */
export async function runTests(node, project, { filters = [], shows = false, env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'space-report-'));
  const file = join(folder, 'report.json');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const result = await runCommand(node, [vitest, 'run', '--project', project, ...reporters, ...filters], {
      shows,
      env,
      limitMs: LIMIT_MS[project],
    });
    const counts = countTests(file) ?? { passed: 0, failed: 1 };
    // vitest also fails for what no test owns: an unhandled rejection, a leftover.
    if (result.code !== 0 && counts.failed === 0) counts.failed = 1;
    return { ...result, ...counts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
