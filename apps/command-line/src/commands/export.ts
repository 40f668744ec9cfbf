import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { type EntityId, entityIdOf, type GraphDoc } from '@space/doc-schema';
import { type ExportScope, writeCsv, writeJson, writeMarkdownFolder } from '@space/doc-schema/interchange';
import type { CliCommand, Run } from '../command.ts';
import { readId } from '../names.ts';
import { Refusal } from '../refusal.ts';

const FORMATS = ['markdown', 'json', 'csv'] as const;
type Format = (typeof FORMATS)[number];

function readFormat(flags: Run['flags'], target: string | undefined): Format {
  const typed = flags['format'];
  const format = typed ?? (target?.endsWith('.csv') ? 'csv' : target === undefined || target.endsWith('.json') ? 'json' : 'markdown');
  if (FORMATS.includes(format as Format)) return format as Format;
  throw new Refusal('wrongUse', `--format ${String(typed)} is none: choose markdown, json or csv.`);
}

const readScope = (graph: GraphDoc, only: unknown): ExportScope =>
  typeof only === 'string' ? { ids: only.split(',').map((name) => readId(graph, name.trim())) } : { world: true };

const idsOf = (graph: GraphDoc, scope: ExportScope): readonly EntityId[] =>
  'ids' in scope ? scope.ids : graph.list().filter((id) => graph.read(id)?.trashed === false && entityIdOf(`entity:${id}`) !== undefined);

function writeText({ terminal, answer }: Run, target: string | undefined, text: string): void {
  if (target === undefined || target === '-') return terminal.out(text);
  writeFileSync(resolve(terminal.cwd, target), text);
  answer({ file: target, bytes: Buffer.byteLength(text) }, `Wrote ${target}.\n`);
}

function writeFolder(run: Run, target: string | undefined, scope: ExportScope): void {
  if (target === undefined) throw new Refusal('wrongUse', 'A Markdown export is a folder: say which, such as space export notes.');
  const root = resolve(run.terminal.cwd, target);
  const { files, remarks } = writeMarkdownFolder(run.world.graph, scope, { manifest: run.flags['plain'] !== true });
  for (const file of files) {
    const path = resolve(join(root, file.path));
    if (!path.startsWith(root + sep)) throw new Refusal('failed', `${file.path} would lie outside ${target}: it was not written.`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
  for (const remark of remarks) run.terminal.err(`${remark.label}: ${remark.reason}\n`);
  run.answer({ folder: target, files: files.map((file) => file.path), remarks }, `Wrote ${files.length} files to ${target}.\n`);
}

/** `space export`. */
export const exportWorld: CliCommand = {
  name: 'export',
  says: 'Writes the world, or some things with what they contain, to a folder or a file',
  usage: '[TARGET]',
  flags: {
    format: { type: 'string', says: 'markdown (a folder), json or csv; by the target’s name otherwise, json to standard output' },
    only: { type: 'string', says: 'these things and what they contain: keys or titles, parted by commas' },
    plain: { type: 'boolean', says: 'Markdown without .space/world.json: nothing that Markdown cannot say' },
  },
  words: [0, 1],
  examples: [
    'space export notes',
    'space export world.json',
    'space export --format csv > tasks.csv',
    'space export board.json --only "Welcome board"',
  ],
  run: (run) => {
    const { graph } = run.world;
    const [target] = run.args;
    const scope = readScope(graph, run.flags['only']);
    const format = readFormat(run.flags, target);
    if (format === 'markdown') writeFolder(run, target, scope);
    else writeText(run, target, format === 'json' ? writeJson(graph, scope) : writeCsv(graph, idsOf(graph, scope)));
  },
};
