import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  applyImport,
  countItems,
  type ImportBundle,
  IMPORT_LIMITS,
  type ImportPlan,
  planImport,
  readCsvText,
  readJsonText,
  readMarkdownFolder,
  type SourceFile,
} from '@space/doc-schema/interchange';
import type { CliCommand, Run } from '../command.ts';
import { Refusal } from '../refusal.ts';
import { formatTable, oneLine } from '../terminal.ts';

/** Folders that hold what programs keep for themselves. */
const LEFT_OUT = new Set(['.git', '.obsidian', '.trash', 'node_modules']);

/** Files of a folder; other files than notes are only named, so their bytes are not read. Links to elsewhere are not followed. */
function readFolder(root: string): readonly SourceFile[] {
  const files: SourceFile[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined && files.length <= IMPORT_LIMITS.files; folder = waiting.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) waiting.push(path);
      else if (entry.isFile()) files.push({ path, bytes: readBytes(join(root, path)) });
    }
  }
  return files;
}

const readBytes = (path: string): Uint8Array =>
  /\.md$|world\.json$/i.test(path) && lstatSync(path).size <= IMPORT_LIMITS.dataBytes ? readFileSync(path) : new Uint8Array();

function readSource(path: string, name: string): ImportBundle {
  if (!exists(path)) throw new Refusal('notFound', `${path} is not there: check the spelling.`);
  if (statSync(path).isDirectory()) return readMarkdownFolder(name, readFolder(path));
  if (statSync(path).size > IMPORT_LIMITS.dataBytes)
    throw new Refusal('failed', `${path} is larger than ${IMPORT_LIMITS.dataBytes / 1_000_000} MB.`);
  if (/\.json$/i.test(path)) return readJsonText(name, readFileSync(path, 'utf8'));
  if (/\.csv$/i.test(path)) return readCsvText(name, readFileSync(path, 'utf8'));
  if (/\.md$/i.test(path)) return readMarkdownFolder(name, [{ path: basename(path), bytes: readFileSync(path) }]);
  throw new Refusal('wrongUse', `${path} is no folder, .md, .json or .csv file: those can be brought in.`);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function formatReport(plan: ImportPlan, all: boolean): string {
  const items = plan.items.filter((item) => all || (item.status !== 'same' && item.status !== 'new') || item.reason !== undefined);
  return formatTable(items.slice(0, 200).map((item) => [item.status, oneLine(item.label), oneLine(item.reason ?? '')]));
}

function sumUp(plan: ImportPlan): string {
  const counts = countItems(plan);
  return (
    (['new', 'changed', 'same', 'conflict', 'skipped'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => `${counts[status]} ${status}`)
      .join(', ') || 'nothing'
  );
}

async function apply(run: Run, plan: ImportPlan): Promise<void> {
  const { world, terminal } = run;
  const signal = { aborted: false };
  const stop = (): void => void (signal.aborted = true);
  process.once('SIGINT', stop);
  const conflicts = plan.items.filter((item) => item.status === 'conflict').flatMap((item) => item.external ?? []);
  const outcome = await applyImport(plan, world.graph, {
    signal,
    take: new Set(run.flags['take'] === true ? conflicts : []),
    ...(terminal.isTty
      ? { onProgress: (share: number) => terminal.err(`\r${Math.round(share * 100)} %${share === 1 ? '\r    \r' : ''}`) }
      : {}),
  }).finally(() => process.off('SIGINT', stop));
  if (outcome.cancelled) {
    await world.saved();
    throw new Refusal('failed', outcome.refused[0]?.reason ?? 'Cancelled: everything was taken back.');
  }
  for (const refused of outcome.refused) terminal.err(`${oneLine(refused.label)}: ${refused.reason}\n`);
  const { made, changed, links } = outcome;
  await run.saved(
    { source: plan.bundle.source, counts: countItems(plan), items: plan.items, made, changed, links },
    `Brought in ${oneLine(plan.bundle.source)}: ${sumUp(plan)}; ${links} links.`,
  );
}

/** `space import`. */
export const importInto: CliCommand = {
  name: 'import',
  says: 'Brings in a folder of Markdown (such as an Obsidian vault), or a .md, .json or .csv file; again, it updates what changed there',
  usage: 'PATH',
  flags: {
    name: { type: 'string', says: 'what the source is called (default: the name of the folder or file); the same name updates' },
    'dry-run': { type: 'boolean', says: 'only tell what would be done' },
    take: { type: 'boolean', says: 'where both sides changed, take what the source says' },
    'keep-ids': { type: 'boolean', says: 'JSON: keep the ids of the file (only where nobody else does the same at once)' },
    all: { type: 'boolean', says: 'tell every item, not only what is worth knowing' },
  },
  words: [1, 1],
  examples: ['space import ~/Vault', 'space import ~/Vault --dry-run --all', 'space import world.json', 'space import tasks.csv --take'],
  run: async (run) => {
    const [typed = ''] = run.args;
    const path = resolve(run.terminal.cwd, typed);
    const name = typeof run.flags['name'] === 'string' ? run.flags['name'] : basename(path);
    const plan = planImport(readSource(path, name), run.world.graph, run.flags['keep-ids'] === true ? { keepIds: true } : {});
    if (plan.refused !== undefined) throw new Refusal('failed', plan.refused);
    const report = formatReport(plan, run.flags['all'] === true);
    if (plan.entities.length === 0 && plan.items.length > 0)
      throw new Refusal('failed', `Nothing of ${typed} can be brought in. ${plan.items[0]?.reason ?? ''}`);
    if (run.flags['dry-run'] === true)
      return run.answer(
        { source: plan.bundle.source, counts: countItems(plan), items: plan.items },
        `${report}Would bring in ${plan.bundle.source}: ${sumUp(plan)}.\n`,
      );
    if (run.flags['json'] !== true) run.terminal.out(report);
    await apply(run, plan);
  },
};
