import type { CliCommand } from '../command.ts';
import { formatRows, readAll, rowJson } from '../rows.ts';

/** `space list`. */
export const list: CliCommand = {
  name: 'list',
  says: 'Lists what is in the world, by kind and title',
  usage: '[KIND]',
  flags: { trash: { type: 'boolean', says: 'what is in the trash instead' } },
  words: [0, 1],
  examples: ['space list', 'space list task', 'space list --trash', 'space list --json | jq -r ".[].title"'],
  run: ({ world: { graph }, args: [kind], flags, style, answer }) => {
    const found = readAll(graph, graph.list())
      .filter((entity) => entity.trashed === (flags['trash'] === true) && (kind === undefined || entity.kind === kind))
      .toSorted((a, b) => a.kind.localeCompare(b.kind) || a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1));
    const nothing = kind === undefined ? 'Nothing is here.\n' : `Nothing of the kind "${kind}" is here.\n`;
    answer(found.map(rowJson), found.length === 0 ? nothing : formatRows(found, style));
  },
};
