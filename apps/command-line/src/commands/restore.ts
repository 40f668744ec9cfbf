import { entityKey } from '@space/doc-schema';
import { applyChanges, planRestore, readState } from '@space/doc-schema/history';
import type { CliCommand, Run } from '../command.ts';
import { readEntity } from '../names.ts';
import { openPast, readMoment, writeMoment } from '../past.ts';
import { Refusal } from '../refusal.ts';
import { oneLine } from '../terminal.ts';

async function restoreFromTrash({ world: { graph }, args: [name = ''], saved }: Run): Promise<void> {
  const entity = readEntity(graph, name, { trashed: true });
  if (!entity.trashed) throw new Refusal('failed', `"${oneLine(entity.title)}" is not in the trash. To bring back how it was: --at TIME.`);
  graph.edit({ title: `Restore ${entity.title}` }, (edit) => edit.restore(entity.id));
  await saved({ key: entityKey(entity.id) }, `Took "${oneLine(entity.title)}" out of the trash.`);
}

async function restoreTime({ world, args: [name = ''], saved }: Run, typed: string): Promise<void> {
  const { graph } = world;
  const time = readMoment(typed, Date.now());
  const entity = readEntity(graph, name);
  const past = await openPast(world, time);
  const index = past.indexAt(time);
  const early = time < past.span.from;
  const target = past.stateAt(index);
  past.dispose();
  if (early || !target.entities.has(entity.id))
    throw new Refusal('notFound', `"${oneLine(entity.title)}" was not there at ${writeMoment(time)}, as far as the relay remembers.`);
  const { changes } = planRestore(readState(graph.doc), target, { type: 'entities', ids: [entity.id] });
  const facts = { key: entityKey(entity.id), at: new Date(time).toISOString(), changes: changes.length };
  if (changes.length === 0) throw new Refusal('failed', `"${oneLine(entity.title)}" is as it was at ${writeMoment(time)}.`);
  const { written, kept } = applyChanges(graph, changes, { title: `Restore ${entity.title}` });
  const left = kept.length > 0 ? ` ${kept.length} left as they are: someone changed them meanwhile.` : '';
  await saved(
    { ...facts, written, kept: kept.length },
    `"${oneLine(entity.title)}" is as it was at ${writeMoment(time)}: ${written} values.${left}`,
  );
}

/** `space restore`. */
export const restore: CliCommand = {
  name: 'restore',
  says: 'Takes a thing out of the trash; with --at, brings back how it was then',
  usage: 'KEY',
  flags: { at: { type: 'string', says: 'a time: 2026-11-23, "2026-11-23 18:30" (UTC), or 10m, 2h, 3d for so long ago' } },
  words: [1, 1],
  examples: ['space restore "Buy oil"', 'space restore "Buy oil" --at 2h', 'space restore Plan --at "2026-11-23 18:30"'],
  run: (run) => (typeof run.flags['at'] === 'string' ? restoreTime(run, run.flags['at']) : restoreFromTrash(run)),
};
