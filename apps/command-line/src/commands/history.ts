import { entityKey, type Flush, type GraphDoc } from '@space/doc-schema';
import type { CliCommand, Run } from '../command.ts';
import { readEntity } from '../names.ts';
import { Refusal } from '../refusal.ts';
import { formatTable, oneLine, type Style } from '../terminal.ts';

const SHOWN = 50;
const when = (time: number | undefined): string =>
  time === undefined ? 'unknown' : new Date(time).toISOString().slice(0, 19).replace('T', ' ');

function readLimit(flags: Run['flags']): number {
  const typed = flags['limit'];
  if (typed === undefined) return SHOWN;
  const limit = Number(typed);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new Refusal('wrongUse', `--limit ${String(typed)} is no number: give how many, such as 20.`);
}

interface Made {
  readonly property: string;
  readonly time: number | undefined;
  readonly name: string | undefined;
  readonly tool: string | undefined;
  readonly title: string | undefined;
}

/** Who wrote each value the thing has now, newest first. */
function readMakers(graph: GraphDoc, name: string): { readonly key: string; readonly rows: readonly Made[] } {
  const entity = readEntity(graph, name);
  const fields = Object.keys(graph.kinds.get(entity.kind)?.fields ?? {});
  const rows = [...new Set([...Object.keys(entity.properties), ...fields])].flatMap((property): Made[] => {
    const made = graph.provenance(entity.id, property);
    return made ? [{ property, time: made.time, name: made.name, tool: made.tool, title: made.title }] : [];
  });
  return { key: entityKey(entity.id), rows: rows.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0) || (a.property < b.property ? -1 : 1)) };
}

const formatFlushes = (flushes: readonly Flush[], style: Style): string =>
  formatTable(
    flushes.map((flush) => [when(flush.time), oneLine(flush.name), oneLine(flush.title), oneLine(flush.tool)]),
    [style.dim, style.accent, style.bold, style.dim],
  );

/** Values written by one gesture as one row. */
function groupMade(rows: readonly Made[]): readonly Made[] {
  const groups = new Map<string, Made>();
  for (const row of rows) {
    const name = JSON.stringify([row.time, row.name, row.tool, row.title]);
    const known = groups.get(name);
    groups.set(name, known ? { ...known, property: `${known.property}, ${row.property}` } : row);
  }
  return [...groups.values()];
}

/** `space history`. */
export const history: CliCommand = {
  name: 'history',
  says: 'Tells who did what, newest first; of one thing, who wrote each value it has',
  usage: '[KEY]',
  flags: { limit: { type: 'string', says: `how many (default ${SHOWN})` } },
  words: [0, 1],
  examples: ['space history', 'space history "Buy oil"', 'space history --limit 500 --json'],
  run: ({ world: { graph }, args: [name], flags, style, answer }) => {
    const limit = readLimit(flags);
    if (name !== undefined) {
      const { key, rows } = readMakers(graph, name);
      const shown = rows.slice(0, limit);
      const lines = groupMade(shown).map((row) => [
        when(row.time),
        ...[row.name, row.property, row.title, row.tool].map((word) => oneLine(word ?? 'unknown')),
      ]);
      return answer({ key, values: shown }, formatTable(lines, [style.dim, style.accent, style.bold]));
    }
    const flushes = graph.flushes
      .list()
      .toSorted((a, b) => b.time - a.time)
      .slice(0, limit);
    answer(flushes, flushes.length === 0 ? 'Nothing is known to have been done yet.\n' : formatFlushes(flushes, style));
  },
};
