import { parseArgs } from 'node:util';
import { SpaceError } from '@space/doc-schema';
import type { CliCommand, Flags, Run } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { findWorld } from './find-world.ts';
import { commandHelp, mainHelp } from './help.ts';
import { openWorld } from './open-world.ts';
import { Refusal } from './refusal.ts';
import { styleFor, type Terminal } from './terminal.ts';

/** Flags of every command. */
const COMMON = {
  url: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs one line as it was typed and gives the exit code. Whatever goes wrong is one sentence on standard error. */
export async function runLine(line: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await dispatch(line, terminal);
    return 0;
  } catch (error) {
    const [exit, message] = explain(error);
    terminal.err(`space: ${message}\n`);
    return exit;
  }
}

function explain(error: unknown): readonly [number, string] {
  if (error instanceof Refusal) return [error.exit, error.message];
  if (error instanceof SpaceError) return [1, error.message];
  const text = error instanceof Error ? error.message : String(error);
  return [1, text.split('\n')[0] ?? 'Something failed.'];
}

async function dispatch(line: readonly string[], terminal: Terminal): Promise<void> {
  const [name = 'help', ...rest] = line;
  if (name === 'help' || name === '--help' || name === '-h') return terminal.out(helpFor(rest[0]));
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) throw new Refusal('wrongUse', `There is no command "${name.slice(0, 40)}". All of them: space help`);
  const { args, flags } = parse(command, rest);
  if (flags['help'] === true) return terminal.out(commandHelp(command));
  const [least, most] = command.words;
  if (args.length < least || args.length > most) throw new Refusal('wrongUse', `It goes: space ${command.name} ${command.usage}`);
  const address = await findWorld({ url: text(flags['url']), data: text(flags['data']) }, terminal);
  const world = await openWorld(address, terminal);
  try {
    await command.run(prepare({ world, args, flags, terminal }));
  } finally {
    await world.close();
  }
}

function prepare({ world, args, flags, terminal }: Pick<Run, 'world' | 'args' | 'flags' | 'terminal'>): Run {
  const style = styleFor(terminal);
  const answer: Run['answer'] = (json, people) => terminal.out(flags['json'] === true ? `${JSON.stringify(json, null, 2)}\n` : people);
  const saved: Run['saved'] = async (json, people) => {
    await world.saved();
    answer({ ...json, saved: true }, `${people} ${style.dim('Saved on the relay.')}\n`);
  };
  return { world, args, flags, terminal, style, answer, saved };
}

const text = (value: Flags[string]): string | undefined => (typeof value === 'string' ? value : undefined);

function helpFor(name: string | undefined): string {
  const command = COMMANDS.find((each) => each.name === name);
  return command ? commandHelp(command) : mainHelp(COMMANDS);
}

function parse(command: CliCommand, line: readonly string[]): { readonly args: readonly string[]; readonly flags: Flags } {
  const own = Object.fromEntries(Object.entries(command.flags ?? {}).map(([name, { type }]) => [name, { type }]));
  try {
    const { positionals, values } = parseArgs({ args: [...line], options: { ...own, ...COMMON }, allowPositionals: true });
    return { args: positionals, flags: values as Flags };
  } catch (error) {
    const what = (error instanceof Error ? error.message : String(error)).split('. ')[0] ?? '';
    throw new Refusal('wrongUse', `${what}. See: space help ${command.name}`);
  }
}
