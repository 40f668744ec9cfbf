import { entityKey, type GraphDoc, type Json, type Kind } from '@space/doc-schema';
import type { CliCommand } from '../command.ts';
import { readValue } from '../names.ts';
import { Refusal } from '../refusal.ts';
import { oneLine } from '../terminal.ts';

function readProperties(pairs: readonly string[], kind: string, graph: GraphDoc): Record<string, Json> {
  const properties: Record<string, Json> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new Refusal('wrongUse', `"${oneLine(pair)}" is no property: write PROPERTY=VALUE.`);
    properties[pair.slice(0, at)] = readValue({ kind }, graph, pair.slice(0, at), pair.slice(at + 1));
  }
  return properties;
}

function readText(typed: string | boolean | undefined, kind: Kind): Readonly<Record<string, string>> | undefined {
  if (typeof typed !== 'string') return undefined;
  const field = Object.values(kind.fields).find((each) => each.merge === 'text');
  if (!field) throw new Refusal('wrongUse', `A ${kind.name} has no text.`);
  return { [field.name]: typed };
}

/** `space create`. */
export const create: CliCommand = {
  name: 'create',
  says: 'Makes a thing',
  usage: 'KIND [PROPERTY=VALUE …]',
  flags: {
    title: { type: 'string', says: 'its title' },
    text: { type: 'string', says: 'its text' },
  },
  words: [1, 100],
  examples: ['space create task --title "Buy oil" due=2026-12-24 tags=home,lamp', 'space create note --title Plan --text "First, light."'],
  run: async ({ world: { graph }, args: [kind = '', ...pairs], flags, saved }) => {
    const known = graph.kinds.get(kind);
    if (!known)
      throw new Refusal(
        'wrongUse',
        `"${oneLine(kind)}" is no kind this program knows. Known: ${graph.kinds
          .list()
          .map((each) => each.name)
          .join(', ')}.`,
      );
    const properties = readProperties(pairs, kind, graph);
    if (typeof flags['title'] === 'string') properties['title'] = flags['title'];
    const text = readText(flags['text'], known);
    const options = text ? { text } : {};
    const id = graph.edit({ title: `Make ${known.title.toLowerCase()}` }, (edit) => edit.create(kind, properties, options));
    const title = graph.read(id)?.title ?? '';
    await saved({ key: entityKey(id), kind, title }, `Made ${kind} "${oneLine(title)}" (${entityKey(id)}).`);
  },
};
