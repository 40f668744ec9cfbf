import { type EntityId, entityKey, type Json } from '@space/doc-schema';
import { fileNameOf, readFileKey } from '../host-client/file-source.ts';
import type { CommandContext } from '../session/session.ts';
import { readUi, setUi } from '../ui/ui-state.ts';
import { readTargets, worldOpen } from './conditions.ts';
import { openKey } from './open.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];
type Properties = Readonly<Record<string, Json>>;

/** The forms the launcher and the palette place, each with its size in metres. */
const FORMS: readonly { readonly form: string; readonly title: string; readonly icon: string; readonly properties: Properties }[] = [
  { form: 'box', title: 'Box', icon: 'box', properties: { colour: '#c8745b' } },
  { form: 'sphere', title: 'Sphere', icon: 'circle', properties: { colour: '#dfb96e' } },
  { form: 'cylinder', title: 'Cylinder', icon: 'cylinder', properties: { colour: '#6a9aa3' } },
  { form: 'cone', title: 'Cone', icon: 'cone', properties: { colour: '#e0a08c' } },
  { form: 'plane', title: 'Plane', icon: 'square', properties: { size: [2, 0.02, 2], colour: '#efe8dc' } },
  { form: 'torus', title: 'Torus', icon: 'torus', properties: { size: [1, 0.25, 1], colour: '#94809f' } },
  { form: 'slab', title: 'Slab', icon: 'square', properties: { size: [4, 0.28, 3], colour: '#efe8dc' } },
  { form: 'arch', title: 'Arch', icon: 'shapes', properties: { size: [1.9, 2.6, 0.5], colour: '#e0a08c' } },
  { form: 'tower', title: 'Tower', icon: 'shapes', properties: { size: [2.08, 4.74, 2.08], colour: '#efe8dc' } },
  { form: 'cypress', title: 'Cypress', icon: 'tree-pine', properties: { size: [0.92, 2.7, 0.92], colour: '#75987f' } },
  { form: 'tree', title: 'Tree', icon: 'tree-pine', properties: { size: [1.35, 1.6, 1.35], colour: '#a3bba2' } },
];

/** Where a new thing stands: where the menu was opened, else on what is in the middle of the view. */
const placeOf = (context: CommandContext): Json => [...(context.ground ?? context.session.world.current?.groundAhead() ?? [0, 0, 0])];

function makePlaced(context: CommandContext, kind: string, title: string, properties: Properties): EntityId {
  const { graph, steps } = context.session;
  const id = graph.edit({ title: `Make ${title}` }, (edit) => edit.create(kind, { title, position: placeOf(context), ...properties }));
  setUi({ selection: [id], trashShown: false, mode: 'select' });
  steps.did('place');
  return id;
}

const makeCommand = (
  id: string,
  title: string,
  icon: string,
  run: (context: CommandContext) => void,
  rest: Partial<Registered> = {},
): Registered => ({
  id,
  title,
  icon,
  group: 'Make',
  undoable: true,
  when: worldOpen,
  run,
  ...rest,
});

function askWhatToPlace(context: CommandContext): void {
  const choices = context.session.commands
    .list()
    .filter((command) => command.group === 'Make' && command.id !== 'thing.place' && command.undoable);
  setUi({
    palette: true,
    ask: {
      title: 'Place something',
      hint: 'A form, a lamp, a note or a panel',
      undoable: true,
      options: choices.map((command) => ({ id: command.id, label: command.title, ...(command.icon ? { icon: command.icon } : {}) })),
      choose: (option) => void context.session.commands.run(option.id, context),
    },
  });
}

function standInWorld(context: CommandContext): void {
  const { graph, steps } = context.session;
  if (context.key) {
    const address = readFileKey(context.key);
    if (address) makePlaced(context, 'file', fileNameOf(address), { target: context.key });
    return;
  }
  const entities = readTargets(context);
  graph.edit({ title: `Place ${entities[0]?.title ?? 'it'}` }, (edit) => {
    for (const entity of entities) if (entity.properties.position === null) edit.set(entity.id, 'position', placeOf(context));
  });
  steps.did('place');
}

function canStand(context: CommandContext): true | string {
  if (context.key) return readFileKey(context.key) ? true : 'Only files and entities can stand in the world.';
  const entities = readTargets(context);
  if (entities.length === 0) return 'Select something first.';
  return entities.some((entity) => entity.properties.position === null && context.session.graph.kinds.get(entity.kind)?.placed)
    ? true
    : 'It stands in the world already.';
}

function standPanel(context: CommandContext): void {
  const target = context.key ?? (context.targets[0] ? entityKey(context.targets[0]) : undefined);
  if (!target) return;
  const title = readFileKey(target) ? fileNameOf({ repository: '', path: target }) : (readTargets(context)[0]?.title ?? 'Panel');
  const id = makePlaced(context, 'panel', title, {
    view: readFileKey(target) ? 'file' : 'entity',
    target,
    width: 3,
    pixels: [420, 360],
  });
  setUi({ panels: readUi().panels.filter((panel) => panel.key !== target), selection: [id] });
  context.session.world.current?.frame([id]);
}

/** Commands that make things or stand them in the world. */
export function makeCommands(): readonly Registered[] {
  const shapes = FORMS.map(({ form, title, icon, properties }) =>
    makeCommand(
      `shape.create.${form}`,
      `Place a ${title.toLowerCase()}`.replace('a arch', 'an arch'),
      icon,
      (context) => void makePlaced(context, 'shape', title, { form, ...properties }),
      { words: 'shape form add' },
    ),
  );
  return [
    makeCommand('thing.place', 'Place something…', 'shapes', askWhatToPlace, { keys: ['P'], words: 'add new make' }),
    makeCommand(
      'note.create',
      'Write a note',
      'sticky-note',
      (context) => openKey(context.session, entityKey(makePlaced(context, 'note', 'Note', {}))),
      { keys: ['N'], words: 'new text add' },
    ),
    makeCommand(
      'task.create',
      'Add a task',
      'square-check',
      (context) => openKey(context.session, entityKey(makePlaced(context, 'task', 'Task', {}))),
      { keys: ['T'], words: 'new todo' },
    ),
    ...shapes,
    makeCommand(
      'light.create.lamp',
      'Place a lamp',
      'lamp-floor',
      (context) => void makePlaced(context, 'light', 'Lamp', { form: 'lamp' }),
      { words: 'light street add' },
    ),
    makeCommand(
      'light.create.point',
      'Hang a bulb',
      'lightbulb',
      (context) => void makePlaced(context, 'light', 'Bulb', { form: 'point' }),
      { words: 'light point add' },
    ),
    makeCommand(
      'panel.create.board',
      'Stand a board',
      'panel-top',
      (context) => void makePlaced(context, 'panel', 'Board', { view: 'board' }),
      { words: 'panel list tasks add' },
    ),
    makeCommand('thing.stand', 'Place in the world', 'crosshair', standInWorld, { when: canStand }),
    makeCommand('panel.create.stand', 'Stand as a panel in the world', 'panel-top', standPanel, {
      when: (context) => (context.key || context.targets.length === 1 ? true : 'Select one thing, or open a file.'),
      words: 'face surface',
    }),
  ];
}
