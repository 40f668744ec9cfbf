import { SpaceError } from '../errors.ts';
import type { Command, KeyPress } from './command.ts';

const NAMED = new Set(['Shift', 'Alt', 'Mod', 'Ctrl']);

/** The form two ways of writing a shortcut share: modifiers in one order, letters in upper case. */
function normaliseKeys(keys: string): string {
  const parts = keys.split('+').filter((part) => part !== '');
  const main = parts.findLast((part) => !NAMED.has(part)) ?? '+';
  const modifiers = ['Mod', 'Ctrl', 'Alt', 'Shift'].filter((name) => parts.includes(name));
  return [...modifiers, main.length === 1 ? main.toUpperCase() : main].join('+');
}

/** How a press is written as a shortcut. Shift is dropped for signs that need it anyway, such as `?`. */
function pressedKeys(press: KeyPress, mac: boolean): string {
  const letterOrNamed = press.key.length > 1 || /[a-z0-9]/i.test(press.key);
  const parts = [
    (mac ? press.metaKey : press.ctrlKey) && 'Mod',
    mac && press.ctrlKey && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && letterOrNamed && 'Shift',
    press.key === ' ' ? 'Space' : press.key,
  ];
  return normaliseKeys(parts.filter((part) => typeof part === 'string').join('+'));
}

/** Every command there is. The one place that runs them, so that keys, menus and agents do the same thing. */
export class CommandRegistry<Context> {
  readonly #commands = new Map<string, Command<Context>>();

  /**
   * Adds a command until the returned function is called.
   * @throws SpaceError `invalid-value` when the id is taken.
   */
  register(command: Command<Context>): () => void {
    if (this.#commands.has(command.id))
      throw new SpaceError('invalid-value', `There is a command ${command.id} already.`, { id: command.id });
    this.#commands.set(command.id, command);
    return () => void this.#commands.delete(command.id);
  }

  /** The command of that id, or undefined. */
  get(id: string): Command<Context> | undefined {
    return this.#commands.get(id);
  }

  /** Every command, in the order of registration. */
  list(): readonly Command<Context>[] {
    return [...this.#commands.values()];
  }

  /** Commands that apply now. */
  available(context: Context): readonly Command<Context>[] {
    return this.list().filter((command) => this.refusal(command.id, context) === undefined);
  }

  /** Why a command does not apply now, as a sentence; undefined when it does. */
  refusal(id: string, context: Context): string | undefined {
    const command = this.#commands.get(id);
    if (!command) return `There is no command ${id}.`;
    const answer = command.when?.(context) ?? true;
    return answer === true ? undefined : answer;
  }

  /**
   * Runs a command. Answers the sentence why it was refused, or undefined when it ran.
   * @throws SpaceError `unknown-command`.
   */
  async run(id: string, context: Context, input?: unknown): Promise<string | undefined> {
    const command = this.#commands.get(id);
    if (!command) throw new SpaceError('unknown-command', `There is no command ${id}.`, { id });
    const refusal = this.refusal(id, context);
    if (refusal === undefined) await command.run(context, input);
    return refusal;
  }

  /** The first command that a key press means and that applies now. */
  match(press: KeyPress, context: Context, mac = false): Command<Context> | undefined {
    const pressed = pressedKeys(press, mac);
    return this.available(context).find((command) => command.keys?.some((keys) => normaliseKeys(keys) === pressed));
  }
}
