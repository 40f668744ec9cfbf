import { entityKey, type Key } from '@space/doc-schema';
import type { CommandContext } from '../session/session.ts';
import { readUi, setUi, type ThemeChoice, type UiState } from '../ui/ui-state.ts';
import { liveTarget, movable, oneKey, oneTarget, readTargets, someKey } from './conditions.ts';
import { inspectKey, openKey } from './open.ts';
import { runCommand } from './run.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

const keyOf = (context: CommandContext) => context.key ?? (context.targets[0] ? entityKey(context.targets[0]) : undefined);

function open(context: CommandContext): void {
  const key = keyOf(context);
  if (key) openKey(context.session, key);
}

function peek(context: CommandContext): void {
  const key = keyOf(context);
  setUi({ peek: readUi().peek === key ? undefined : key });
}

function inspect(context: CommandContext, inspecting: UiState['inspecting']): void {
  if (context.key) return inspectKey(context.key);
  if (context.targets.length > 0) setUi({ selection: context.targets });
  setUi({ right: true, bare: false, inspecting, rightTab: 'inspect', phonePlace: 'inspect' });
}

/** The side that has the tree of a key: the folder's, or that of the program, the people and the machine. */
function revealKey(key: Key): void {
  const tab = /^(?:file|symbol):/.test(key) ? 'files' : 'system';
  setUi({ left: true, bare: false, leftTab: tab, phonePlace: 'outline', shown: { key, count: (readUi().shown?.count ?? 0) + 1 } });
}

function reveal(context: CommandContext): void {
  if (context.key) return revealKey(context.key);
  const [first] = readTargets(context);
  if (!first) return;
  setUi({
    left: true,
    bare: false,
    leftTab: 'outline',
    trashShown: first.trashed,
    selection: context.targets,
    revealed: readUi().revealed + 1,
  });
  context.session.world.current?.frame(context.targets);
}

function selectAll(context: CommandContext): void {
  const { graph } = context.session;
  setUi({
    selection: graph.list().filter((id) => {
      const entity = graph.read(id);
      return entity && !entity.trashed && entity.kind !== 'world' && entity.kind !== 'person';
    }),
  });
}

const toggle = (name: 'left' | 'right' | 'launcher' | 'hints' | 'bare') => (): void =>
  setUi({ [name]: !readUi()[name], ...(name === 'bare' ? {} : { bare: false }) });

const theme = (choice: ThemeChoice, title: string, icon: string): Registered => ({
  id: `theme.${choice}`,
  title,
  icon,
  group: 'View',
  undoable: false,
  words: 'dark light colours appearance',
  run: () => setUi({ theme: choice }),
});

function viewing(): readonly Registered[] {
  const command = (id: string, title: string, icon: string, run: Registered['run'], rest: Partial<Registered> = {}): Registered => ({
    id,
    title,
    icon,
    group: 'Look at',
    undoable: false,
    run,
    ...rest,
  });
  return [
    command('entity.open', 'Open', 'external-link', open, { keys: ['Enter'], when: oneKey }),
    command('entity.peek', 'Peek', 'eye', peek, { keys: ['Space'], when: oneKey }),
    command('entity.inspect', 'Inspect', 'panel-right', (context) => inspect(context, 'fields'), { keys: ['I'], when: someKey }),
    command('entity.reveal', 'Reveal elsewhere', 'scan', reveal, { keys: ['R'], when: oneKey, words: 'show find' }),
    command('entity.makers', 'Who wrote this', 'user-round', (context) => inspect(context, 'makers'), {
      when: oneTarget,
      words: 'blame author',
    }),
    command('view.frame', 'Frame the selection', 'maximize', (context) => context.session.world.current?.frame(context.targets), {
      keys: ['F'],
      when: liveTarget,
      words: 'zoom focus camera',
    }),
    command('view.home', 'Go home', 'house', (context) => context.session.world.current?.home(), { keys: ['Home'], words: 'camera start' }),
    command('select.all', 'Select all', 'square', selectAll, { keys: ['Mod+A'] }),
    command('select.none', 'Select nothing', 'x', () => setUi({ selection: [] })),
  ];
}

function modes(): readonly Registered[] {
  const command = (
    id: string,
    title: string,
    icon: string,
    keys: readonly string[],
    run: Registered['run'],
    rest: Partial<Registered> = {},
  ): Registered => ({
    id,
    title,
    icon,
    keys,
    group: 'Mode',
    undoable: false,
    run,
    ...rest,
  });
  return [
    command('mode.select', 'Select', 'mouse-pointer-2', ['V'], () => setUi({ mode: 'select', linking: undefined })),
    command('mode.fly', 'Fly', 'footprints', ['W'], () => setUi({ mode: readUi().mode === 'fly' ? 'select' : 'fly', linking: undefined })),
    command('gizmo.move', 'Move with handles', 'move-3d', ['1'], () => setUi({ gizmo: 'move', mode: 'select' }), { when: movable }),
    command('gizmo.turn', 'Turn with handles', 'rotate-3d', ['2'], () => setUi({ gizmo: 'turn', mode: 'select' }), { when: movable }),
    command('gizmo.size', 'Size with handles', 'scale-3d', ['3'], () => setUi({ gizmo: 'size', mode: 'select' }), { when: movable }),
  ];
}

function windows(): readonly Registered[] {
  const command = (id: string, title: string, icon: string, run: Registered['run'], rest: Partial<Registered> = {}): Registered => ({
    id,
    title,
    icon,
    group: 'View',
    undoable: false,
    run,
    ...rest,
  });
  return [
    command('palette.open', 'Search and commands', 'search', () => setUi({ palette: true, ask: undefined }), { keys: ['Mod+K'] }),
    command('keys.show', 'All keys', 'keyboard', () => setUi({ keySheet: !readUi().keySheet }), { keys: ['F1'], words: 'help shortcuts' }),
    command('share.open', 'Share this world', 'user-plus', () => setUi({ share: true, bare: false }), { words: 'invite link people' }),
    command(
      'files.show',
      'Open the folder',
      'folder-open',
      () => setUi({ left: true, bare: false, leftTab: 'files', phonePlace: 'outline' }),
      { keys: ['O'], words: 'files directory bring' },
    ),
    command(
      'system.show',
      'Show what runs',
      'monitor',
      () => setUi({ left: true, bare: false, leftTab: 'system', phonePlace: 'outline' }),
      { words: 'system processes people commands settings sessions performance' },
    ),
    command('system.run-command', 'Run this command', 'command', (context) => void runCommand(context.session, commandOf(context) ?? ''), {
      when: (context) => (commandOf(context) ? true : 'Inspect a command first.'),
    }),
    command('outline.show', 'Show the outline', 'list-tree', () =>
      setUi({ left: true, bare: false, leftTab: 'outline', phonePlace: 'outline', trashShown: false }),
    ),
    command(
      'trash.show',
      'Show the trash',
      'trash',
      () => setUi({ left: true, bare: false, leftTab: 'outline', phonePlace: 'outline', trashShown: true }),
      { words: 'deleted restore' },
    ),
    command('dock.left', 'Show or hide the left side', 'panel-left', toggle('left'), { keys: ['['] }),
    command('dock.right', 'Show or hide the right side', 'panel-right', toggle('right'), { keys: [']'] }),
    command('launcher.toggle', 'Show or hide the launcher', 'layout-grid', toggle('launcher')),
    command('hints.toggle', 'Show or hide the key hints', 'info', toggle('hints')),
    command('bare.toggle', 'Hide or show everything', 'eye-off', toggle('bare'), { keys: ['\\'], words: 'chrome clean screen' }),
    theme('dark', 'Dusk theme', 'moon'),
    theme('light', 'Morning theme', 'sun'),
    theme('system', 'Theme of this machine', 'sun-moon'),
    command('person.rename', 'Change my name', 'user-round', () => setUi({ naming: 'me' }), { words: 'identity who am I' }),
    command('world.rename', 'Rename this world', 'globe', () => setUi({ naming: 'world' }), {
      undoable: true,
      when: (context) => (context.session.graph.worldId ? true : 'The world’s own entity has not arrived yet.'),
    }),
    command('sync.retry', 'Try the relay again', 'refresh-cw', (context) => context.session.relay.retry(), { words: 'connect online' }),
  ];
}

const COMMAND_KEY = 'system:commands/';

/** The command that a key of the running program names. */
const commandOf = (context: CommandContext): string | undefined =>
  context.key?.startsWith(COMMAND_KEY) ? context.key.slice(COMMAND_KEY.length) : undefined;

/** Commands that change what is seen and nothing in the document. */
export function viewCommands(): readonly Registered[] {
  return [...viewing(), ...modes(), ...windows()];
}
