import { entityKey } from '@space/doc-schema';
import type { CliCommand } from '../command.ts';
import { readEntity } from '../names.ts';
import { Refusal } from '../refusal.ts';
import { oneLine } from '../terminal.ts';

/** `space trash`. */
export const trash: CliCommand = {
  name: 'trash',
  says: 'Moves a thing to the trash',
  usage: 'KEY',
  words: [1, 1],
  examples: ['space trash "Buy oil"'],
  run: async ({ world: { graph }, args: [name = ''], saved }) => {
    const entity = readEntity(graph, name);
    if (entity.id === graph.worldId) throw new Refusal('failed', 'The world itself stays.');
    graph.edit({ title: `Trash ${entity.title}` }, (edit) => edit.trash(entity.id));
    await saved({ key: entityKey(entity.id) }, `Moved "${oneLine(entity.title)}" to the trash.`);
  },
};
