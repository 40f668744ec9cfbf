import { entityKey } from '@space/doc-schema';
import type { HistoryChange, StateStep } from '@space/doc-schema/history';
import type { CliCommand, Run } from '../command.ts';
import { readEntity } from '../names.ts';
import { openPast, readMaker, writeMoment } from '../past.ts';
import { Refusal } from '../refusal.ts';
import { formatTable, oneLine } from '../terminal.ts';

const SHOWN = 50;
const SHORT = 60;

function readLimit(flags: Run['flags']): number {
  const typed = flags['limit'];
  if (typed === undefined) return SHOWN;
  const limit = Number(typed);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new Refusal('wrongUse', `--limit ${String(typed)} is no number: give how many, such as 20.`);
}

const short = (value: unknown): string => {
  const text = oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
};

/** What a step did, in a few words. */
function sayStep(step: StateStep): string {
  if (step.type === 'entity') return step.before === undefined ? 'made' : 'gone';
  if (step.type === 'link') return step.after === undefined ? 'unlinked' : 'linked';
  if (step.type === 'spans') {
    const [added, removed] = [step.spans.map((span) => span.added).join(''), step.spans.map((span) => span.removed).join('')];
    return `${step.property}: ${[removed === '' ? '' : `- ${short(removed)}`, added === '' ? '' : `+ ${short(added)}`].filter((part) => part !== '').join('  ')}`;
  }
  if (step.property === 'del') return step.after === null ? 'taken out of the trash' : 'moved to the trash';
  return `${step.property}: ${short(step.before)} → ${short(step.after)}`;
}

async function tellThing({ world, args: [name = ''], flags, style, answer }: Run): Promise<void> {
  const entity = readEntity(world.graph, name);
  const past = await openPast(world, 0);
  const changes = past.changes({ ids: new Set([entity.id]), limit: readLimit(flags) }).toReversed();
  past.dispose();
  const json = changes.map(({ time, flush, step }) => ({ time, ...readMaker(flush), ...step }));
  const row = ({ time, flush, step }: HistoryChange): string[] => [
    writeMoment(time),
    oneLine(readMaker(flush).name),
    sayStep(step),
    oneLine(readMaker(flush).tool),
  ];
  answer({ key: entityKey(entity.id), changes: json }, formatTable(changes.map(row), [style.dim, style.accent, style.bold, style.dim]));
}

/** `space history`. */
export const history: CliCommand = {
  name: 'history',
  says: 'Tells who did what, newest first; of one thing, every change of it',
  usage: '[KEY]',
  flags: { limit: { type: 'string', says: `how many (default ${SHOWN})` } },
  words: [0, 1],
  examples: ['space history', 'space history "Buy oil"', 'space history --limit 500 --json'],
  run: (run) => {
    const { world, args, flags, style, answer } = run;
    if (args.length > 0) return tellThing(run);
    const flushes = world.graph.flushes
      .list()
      .toSorted((a, b) => b.time - a.time)
      .slice(0, readLimit(flags));
    const rows = flushes.map((flush) => [writeMoment(flush.time), oneLine(flush.name), oneLine(flush.title), oneLine(flush.tool)]);
    answer(
      flushes,
      rows.length === 0 ? 'Nothing is known to have been done yet.\n' : formatTable(rows, [style.dim, style.accent, style.bold, style.dim]),
    );
  },
};
