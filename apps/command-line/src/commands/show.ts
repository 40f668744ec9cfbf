import { type Entity, entityIdOf, entityKey, type GraphDoc, type Json, type Key } from '@space/doc-schema';
import { relationTitle } from '@space/doc-schema/links';
import type { CliCommand } from '../command.ts';
import { readEntity } from '../names.ts';
import { rowJson } from '../rows.ts';
import { formatTable, manyLines, oneLine, type Style } from '../terminal.ts';

const say = (value: Json): string => oneLine(typeof value === 'string' ? value : JSON.stringify(value));

function readTexts(graph: GraphDoc, entity: Entity): readonly (readonly [string, string])[] {
  const fields = Object.values(graph.kinds.get(entity.kind)?.fields ?? {}).filter((field) => field.merge === 'text');
  return fields.flatMap((field) => {
    const text = graph.text(entity.id, field.name)?.toJSON() ?? '';
    return text === '' ? [] : [[field.name, text] as const];
  });
}

function titleOf(graph: GraphDoc, key: Key, data: Readonly<Record<string, Json>>): string {
  const id = entityIdOf(key);
  const known = id && graph.read(id)?.title;
  const title = known ?? (typeof data['title'] === 'string' ? data['title'] : '');
  return oneLine(title === '' ? key : `${title} (${key})`);
}

function formatEntity(graph: GraphDoc, entity: Entity, style: Style): string {
  const key = entityKey(entity.id);
  const fields = graph.kinds.get(entity.kind)?.fields ?? {};
  const properties = Object.entries(entity.properties)
    .filter(
      ([name, value]) =>
        name !== 'title' &&
        value !== null &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0) &&
        fields[name]?.control !== 'hidden',
    )
    .map(([name, value]) => [`  ${name}`, say(value)]);
  const links = [
    ...graph.linksFrom(key).map((link) => [`  ${relationTitle(link.relation)}`, titleOf(graph, link.to, link.data)]),
    ...graph.linksTo(key).map((link) => [`  ${relationTitle(link.relation, true)}`, titleOf(graph, link.from, link.data)]),
  ];
  const head = `${style.bold(oneLine(entity.title))}  ${style.accent(entity.kind)}  ${style.dim(key)}${entity.trashed ? '  in the trash' : ''}\n`;
  const issues = entity.issues.map((issue) => `  ! ${oneLine(issue.message)}\n`).join('');
  const texts = readTexts(graph, entity).map(([, text]) => `\n${manyLines(text).replace(/\n*$/, '\n')}`);
  return head + formatTable([...properties, ...links], [style.dim]) + issues + texts.join('');
}

/** `space show`. */
export const show: CliCommand = {
  name: 'show',
  says: 'Shows one thing: its properties, its links from both ends, its text',
  usage: 'KEY',
  words: [1, 1],
  examples: ['space show "Welcome board"', 'space show entity:aB3dE5fG7hJ9 --json'],
  run: ({ world: { graph }, args: [name = ''], style, answer }) => {
    const entity = readEntity(graph, name);
    const key = entityKey(entity.id);
    const json = {
      ...rowJson(entity),
      texts: Object.fromEntries(readTexts(graph, entity)),
      issues: entity.issues.map((issue) => issue.message),
      from: graph.linksFrom(key).map(({ relation, to, data }) => ({ relation, to, data })),
      to: graph.linksTo(key).map(({ relation, from, data }) => ({ relation, from, data })),
    };
    answer(json, formatEntity(graph, entity, style));
  },
};
