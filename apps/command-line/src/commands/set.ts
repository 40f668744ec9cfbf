import { entityKey } from '@space/doc-schema';
import type { CliCommand } from '../command.ts';
import { readEntity, readValue } from '../names.ts';
import { oneLine } from '../terminal.ts';

/** `space set`. */
export const set: CliCommand = {
  name: 'set',
  says: 'Writes one property or text of a thing',
  usage: 'KEY PROPERTY VALUE',
  words: [3, 3],
  examples: [
    'space set "Buy oil" state done',
    'space set Lamp position "[1, 0, 2.5]"',
    'space set Plan tags "home, lamp"',
    'space set Plan body "Anew."',
  ],
  run: async ({ world: { graph }, args: [name = '', property = '', typed = ''], saved }) => {
    const entity = readEntity(graph, name);
    const text = graph.kinds.get(entity.kind)?.fields[property]?.merge === 'text';
    const value = text ? typed : readValue(entity, graph, property, typed);
    graph.edit({ title: `Set ${property} of ${entity.title}` }, (edit) => {
      if (text) edit.setText(entity.id, property, typed);
      else edit.set(entity.id, property, value);
    });
    const said = typeof value === 'string' ? value : JSON.stringify(value);
    await saved(
      { key: entityKey(entity.id), property, value },
      `${oneLine(entity.title)}: ${property} is now ${oneLine(said).slice(0, 80)}.`,
    );
  },
};
