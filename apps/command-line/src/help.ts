import type { CliCommand } from './command.ts';
import { formatTable } from './terminal.ts';

const WHERE = [
  ['  --url LINK', 'the world by its share link (or SPACE_URL)'],
  ['  --data DIR', 'the world whose relay keeps its data there (default: that of npm start in this folder)'],
  ['  --json', 'the answer as JSON'],
  ['  --help', 'this text'],
];

/** What `space help` prints. */
export function mainHelp(commands: readonly CliCommand[]): string {
  const rows = commands.map((command) => [`  space ${command.name} ${command.usage}`, command.says]);
  return `A running world on the command line. Things go by key (entity:…) or by title, where only one has it.\n\n${formatTable(rows)}\nEvery command also takes:\n${formatTable(WHERE)}\nspace help COMMAND tells more. Exit codes: 0 done, 1 it could not be done, 2 wrongly called, 3 no world reached, 4 nothing of that name.\n`;
}

/** What `space help COMMAND` prints. */
export function commandHelp(command: CliCommand): string {
  const own = Object.entries(command.flags ?? {}).map(([name, { type, says }]) => [`  --${name}${type === 'string' ? ' …' : ''}`, says]);
  const examples = command.examples.map((example) => `  ${example}\n`).join('');
  return `space ${command.name} ${command.usage}\n\n${command.says}.\n\n${formatTable([...own, ...WHERE])}\nExamples:\n${examples}`;
}
