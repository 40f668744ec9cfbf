import { writeCsv } from '@space/doc-schema/interchange';
import { createQueryIndex, parseQuery, type Query } from '@space/doc-schema/query';
import type { CliCommand } from '../command.ts';
import { Refusal } from '../refusal.ts';
import { formatRows, readAll, rowJson } from '../rows.ts';
import { oneLine } from '../terminal.ts';

const ALL = 20_000;

/** @throws Refusal that names each fault and its place. */
function readQuery(text: string): Query {
  const parsed = parseQuery(text);
  if (parsed.ok) return parsed.query;
  const faults = parsed.faults.map(
    (fault) => `${oneLine(fault.message)} (at "${oneLine(text.slice(fault.from, fault.to))}", letter ${fault.from + 1})`,
  );
  throw new Refusal('wrongUse', faults.join('; '));
}

/** `space query`. */
export const query: CliCommand = {
  name: 'query',
  says: 'Asks the graph in its query language',
  usage: 'QUERY',
  flags: {
    limit: { type: 'string', says: 'at most so many' },
    csv: { type: 'boolean', says: 'the answer as a table for a spreadsheet' },
  },
  words: [1, 100],
  examples: ["space query 'kind:task state:open'", "space query 'kind:note lamp' --limit 5", "space query 'kind:task' --csv > tasks.csv"],
  run: ({ world: { graph }, args, flags, style, terminal, answer }) => {
    const limit = flags['limit'] === undefined ? ALL : Number(flags['limit']);
    if (!Number.isInteger(limit) || limit < 1)
      throw new Refusal('wrongUse', `--limit ${String(flags['limit'])} is no number: give how many, such as 20.`);
    const asked = readQuery(args.join(' '));
    const index = createQueryIndex(graph);
    const { ids, more } = index.run(asked, { limit });
    index.dispose();
    if (flags['csv'] === true) return terminal.out(writeCsv(graph, ids));
    const found = readAll(graph, ids);
    const rest = more ? style.dim('There are more: raise --limit.\n') : '';
    answer(found.map(rowJson), found.length === 0 ? 'Nothing answers to that.\n' : formatRows(found, style) + rest);
  },
};
