import { entityIdOf, type GraphDoc, type Key } from '@space/doc-schema';
import { relationName, relationTitle } from '@space/doc-schema/links';
import type { CliCommand } from '../command.ts';
import { readKey } from '../names.ts';
import { Refusal } from '../refusal.ts';
import { oneLine } from '../terminal.ts';

function titleOf(graph: GraphDoc, key: Key): string {
  const id = entityIdOf(key);
  return oneLine((id && graph.read(id)?.title) ?? key);
}

function readRelation(typed: string): string {
  const name = relationName(typed);
  if (name === undefined) throw new Refusal('wrongUse', `"${oneLine(typed)}" is no relation: give a word of letters, such as blocks.`);
  return name;
}

/** `space link`. */
export const link: CliCommand = {
  name: 'link',
  says: 'Draws a link from one thing to another',
  usage: 'A RELATION B',
  words: [3, 3],
  examples: ['space link "Buy oil" blocks "Light the lamp"', 'space link Plan about file:lantern/README.md'],
  run: async ({ world: { graph }, args: [a = '', typed = '', b = ''], saved }) => {
    const [from, to, relation] = [readKey(graph, a), readKey(graph, b), readRelation(typed)];
    graph.edit({ title: `Link ${titleOf(graph, from)}` }, (edit) => edit.link(from, relation, to));
    await saved({ from, relation, to }, `${titleOf(graph, from)} ${relationTitle(relation)} ${titleOf(graph, to)}.`);
  },
};

/** `space unlink`. */
export const unlink: CliCommand = {
  name: 'unlink',
  says: 'Takes a link away',
  usage: 'A RELATION B',
  words: [3, 3],
  examples: ['space unlink "Buy oil" blocks "Light the lamp"'],
  run: async ({ world: { graph }, args: [a = '', typed = '', b = ''], saved }) => {
    const [from, to, relation] = [readKey(graph, a), readKey(graph, b), readRelation(typed)];
    if (!graph.linksFrom(from).some((each) => each.relation === relation && each.to === to))
      throw new Refusal('notFound', `There is no link: ${titleOf(graph, from)} ${relationTitle(relation)} ${titleOf(graph, to)}.`);
    graph.edit({ title: `Unlink ${titleOf(graph, from)}` }, (edit) => edit.unlink(from, relation, to));
    await saved({ from, relation, to }, `No longer: ${titleOf(graph, from)} ${relationTitle(relation)} ${titleOf(graph, to)}.`);
  },
};
