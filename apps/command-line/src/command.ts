import type { OpenWorld } from './open-world.ts';
import type { Style, Terminal } from './terminal.ts';

/** Flags as they were typed. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** What a command runs with. */
export interface Run {
  readonly world: OpenWorld;
  readonly args: readonly string[];
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly style: Style;
  /** Writes the answer: as JSON where that was asked for, else for people. */
  readonly answer: (json: unknown, people: string) => void;
  /** Waits for the relay's disk, then says so. */
  readonly saved: (json: Readonly<Record<string, unknown>>, people: string) => Promise<void>;
}

/** One command of the command line. */
export interface CliCommand {
  readonly name: string;
  /** One line for the list of commands. */
  readonly says: string;
  /** What stands behind its name. */
  readonly usage: string;
  readonly flags?: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly says: string }>>;
  /** How many words it takes. */
  readonly words: readonly [least: number, most: number];
  readonly examples: readonly string[];
  readonly run: (run: Run) => void | Promise<void>;
}
