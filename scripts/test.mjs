/**
 * `npm test [-- --project NAME] [-- FILTER…]`: installs what is missing, runs every check and every test, and ends with one line
 * `N passed, N failed`. Filters are parts of test file names; with one, or with --project, the static checks are left out.
 */
import { ensureInstalled, findNode, SetupError, say } from './bootstrap.mjs';
import { runChecks } from './check.mjs';
import { runTests } from './checks.mjs';
import { ensureClientBuilt } from './client-build.mjs';
import { ensureChromium } from './find-chromium.mjs';

const PROJECTS = ['unit', 'cross', 'browser'];

function readArguments(args) {
  const chosen = { projects: PROJECTS, filters: [] };
  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = args[index].split(/=(.*)/s, 2);
    if (name === '--project') chosen.projects = [inline ?? args[(index += 1)]];
    else if (name === '--filter') chosen.filters.push(inline ?? args[(index += 1)]);
    else if (name.startsWith('-')) throw new SetupError(`Unknown flag "${name}". Known flags: --project NAME, --filter PART.`);
    else chosen.filters.push(args[index]);
  }
  const unknown = chosen.projects.find((project) => !PROJECTS.includes(project));
  if (unknown !== undefined || chosen.filters.includes(undefined))
    throw new SetupError(`--project takes one of: ${PROJECTS.join(', ')}; --filter takes part of a file name.`);
  return { ...chosen, everything: args.length === 0 };
}

async function prepareProject(node, project) {
  if (project === 'unit') return {};
  await ensureClientBuilt(node);
  return project === 'browser' ? { SPACE_CHROMIUM: ensureChromium() } : {};
}

async function runProject(node, project, filters) {
  say(`\n${project} tests`);
  try {
    const env = await prepareProject(node, project);
    return await runTests(node, project, { filters: filters.length > 0 ? [...filters, '--passWithNoTests'] : [], shows: true, env });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    // One project that cannot be prepared is one failure; the others still run.
    say(error.message);
    return { passed: 0, failed: 1 };
  }
}

async function main(total) {
  const { projects, filters, everything } = readArguments(process.argv.slice(2));
  await ensureInstalled();
  const node = findNode();
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  if (everything) add(await runChecks(node));
  // The checks have run the unit tests.
  for (const project of projects) if (!everything || project !== 'unit') add(await runProject(node, project, filters));
}

const total = { passed: 0, failed: 0 };
try {
  await main(total);
} catch (error) {
  say(error instanceof SetupError ? error.message : String(error.stack));
  total.failed += 1;
}
if (total.passed + total.failed === 0) {
  say('No test ran: no test file has that in its name.');
  total.failed = 1;
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
