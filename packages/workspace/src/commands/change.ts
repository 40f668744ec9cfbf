import { type Entity, type EntityId, entityIdOf, entityKey, isMendable, type Json, type KindRegistry } from '@space/doc-schema';
import type { CommandContext } from '../session/session.ts';
import { readText } from '../parts/words.ts';
import { showToast } from '../ui/toast.ts';
import { readUi, setUi } from '../ui/ui-state.ts';
import { liveTarget, nameTargets, oneTarget, readTargets, someTarget } from './conditions.ts';
import { titleOfKey } from './links.ts';
import { PIGMENTS } from './pigments.ts';
import { undoSentence } from './undo-sentence.ts';
import { writeTargets } from './write-targets.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** How far a copy stands from its original, metres on X and Z. */
const COPY_OFFSET_M = 0.75;

function copyOf(entity: Entity, kinds: KindRegistry): Record<string, Json> {
  const fields = kinds.get(entity.kind)?.fields ?? {};
  const known = Object.entries(entity.properties).filter(([name]) => fields[name] && fields[name].merge !== 'text');
  const properties = Object.fromEntries(known);
  const { position } = properties;
  if (Array.isArray(position))
    properties.position = [Number(position[0]) + COPY_OFFSET_M, Number(position[1]), Number(position[2]) + COPY_OFFSET_M];
  if ('ticks' in properties) properties.ticks = '';
  return properties;
}

function duplicate(context: CommandContext): void {
  const { graph } = context.session;
  const originals = readTargets(context).filter((entity) => !entity.trashed && graph.kinds.get(entity.kind)?.placed);
  const made = graph.edit({ title: `Duplicate ${nameTargets(originals)}` }, (edit) =>
    originals.map((entity) => {
      const texts = Object.values(graph.kinds.get(entity.kind)?.fields ?? {}).filter((field) => field.merge === 'text');
      const text = Object.fromEntries(texts.map((field) => [field.name, readText(graph.text(entity.id, field.name))]));
      return edit.create(entity.kind, copyOf(entity, graph.kinds), { text });
    }),
  );
  setUi({ selection: made });
}

async function trash(context: CommandContext): Promise<void> {
  const { graph, commands } = context.session;
  const entities = readTargets(context).filter((entity) => !entity.trashed && entity.kind !== 'world' && entity.kind !== 'person');
  if (!(await writeTargets(graph, `Trash ${nameTargets(entities)}`, entities, (edit, entity) => edit.trash(entity.id)))) return;
  const gone = new Set(entities.map((entity) => entity.id));
  setUi({ selection: readUi().selection.filter((id) => !gone.has(id)), peek: undefined });
  const what = entities.length === 1 ? `“${nameTargets(entities)}”` : nameTargets(entities);
  showToast(`Moved ${what} to the trash`, { action: { label: 'Undo', keys: 'Mod+Z', run: () => void commands.run('edit.undo', context) } });
}

function canTrash(context: CommandContext): true | string {
  const entities = readTargets(context);
  if (entities.length === 0) return 'Select something first.';
  if (entities.every((entity) => entity.trashed)) return 'It is in the trash already.';
  return entities.some((entity) => entity.kind !== 'world' && entity.kind !== 'person')
    ? true
    : 'The world and its people cannot be moved to the trash.';
}

async function restore(context: CommandContext): Promise<void> {
  const entities = readTargets(context).filter((entity) => entity.trashed);
  const { graph } = context.session;
  const whole = await writeTargets(graph, `Restore ${nameTargets(entities)}`, entities, (edit, entity) => edit.restore(entity.id));
  if (whole) showToast(`Restored ${entities.length === 1 ? `“${nameTargets(entities)}”` : nameTargets(entities)}`);
}

function recolour(context: CommandContext, colour: string): void {
  const { graph } = context.session;
  const entities = readTargets(context).filter((entity) => graph.kinds.get(entity.kind)?.fields.colour?.control === 'colour');
  void writeTargets(graph, `Recolour ${nameTargets(entities)}`, entities, (edit, entity) => edit.set(entity.id, 'colour', colour));
}

function askColour(context: CommandContext): void {
  setUi({
    palette: true,
    ask: {
      title: `Colour of ${nameTargets(readTargets(context))}`,
      hint: 'Choose a pigment, or type #rrggbb',
      undoable: true,
      options: PIGMENTS.map(({ name, colour }) => ({ id: colour, label: name, colour })),
      free: (text) =>
        /^#[0-9a-f]{6}$/i.test(text.trim()) ? { id: text.trim().toLowerCase(), label: text.trim(), colour: text.trim() } : undefined,
      choose: (option) => recolour(context, option.id),
    },
  });
}

function toggleTask(context: CommandContext): void {
  const tasks = readTargets(context).filter((entity) => entity.kind === 'task');
  const state = tasks.some((task) => task.properties.state === 'open') ? 'done' : 'open';
  context.session.graph.edit({ title: `${state === 'done' ? 'Finish' : 'Open'} ${nameTargets(tasks)}` }, (edit) => {
    for (const task of tasks) edit.set(task.id, 'state', state);
  });
}

function step(context: CommandContext, direction: 'undo' | 'redo'): void {
  const { graph, commands, steps } = context.session;
  const report = graph[direction]();
  if (!report)
    return showToast(direction === 'undo' ? 'There is nothing of yours to undo.' : 'There is nothing to redo.', { icon: 'info' });
  const text = undoSentence(direction, report, (id) => graph.read(id), graph.kinds);
  const other =
    direction === 'undo' ? { label: 'Redo', keys: 'Mod+Shift+Z', id: 'edit.redo' } : { label: 'Undo', keys: 'Mod+Z', id: 'edit.undo' };
  showToast(text, {
    ...(report.kept.length > 0 ? { icon: 'info' } : {}),
    action: { label: other.label, keys: other.keys, run: () => void commands.run(other.id, context) },
  });
  if (direction === 'undo') steps.did('undo');
}

function takeOut(context: CommandContext): void {
  const { graph, commands } = context.session;
  const { container } = context;
  const entities = readTargets(context);
  const name = context.key ? titleOfKey(context.session, context.key) : nameTargets(entities);
  graph.edit({ title: `Take ${name} out` }, (edit) => {
    if (container)
      for (const key of context.key ? [context.key] : entities.map((each) => entityKey(each.id))) edit.unlink(container, 'contains', key);
    else
      for (const entity of entities)
        if (entity.properties.position !== null && 'position' in entity.properties) edit.set(entity.id, 'position', null);
  });
  const holder = container && graph.read(entityIdOf(container) ?? ('' as EntityId));
  const from = container ? `“${holder?.title ?? 'this list'}”` : 'the world';
  const still = context.key ? 'nothing else of it changed' : 'it is still in the outline';
  showToast(`Took “${name}” out of ${from}; ${still}`, {
    action: { label: 'Undo', keys: 'Mod+Z', run: () => void commands.run('edit.undo', context) },
  });
}

function canTakeOut(context: CommandContext): true | string {
  if (context.container) return true;
  const placed = readTargets(context).some(
    (entity) => !entity.trashed && 'position' in entity.properties && entity.properties.position !== null,
  );
  return placed ? true : 'It is in no view it could be taken out of.';
}

/** Commands that change what is there. */
export function changeCommands(): readonly Registered[] {
  const command = (id: string, title: string, icon: string, run: Registered['run'], rest: Partial<Registered>): Registered => ({
    id,
    title,
    icon,
    group: 'Edit',
    undoable: true,
    run,
    ...rest,
  });
  return [
    command('entity.rename', 'Rename', 'pencil', (context) => setUi({ renaming: context.targets[0] }), { keys: ['F2'], when: oneTarget }),
    command('entity.recolour', 'Recolour…', 'palette', askColour, {
      keys: ['C'],
      words: 'color pigment',
      when: (context) =>
        readTargets(context).some((entity) => context.session.graph.kinds.get(entity.kind)?.fields.colour?.control === 'colour')
          ? true
          : 'Select something that has a colour.',
    }),
    command('task.toggle', 'Mark done or open', 'square-check', toggleTask, {
      keys: ['X'],
      words: 'finish complete tick',
      when: (context) => (readTargets(context).some((entity) => entity.kind === 'task') ? true : 'Select a task first.'),
    }),
    command('entity.duplicate', 'Duplicate', 'copy-plus', duplicate, { keys: ['Mod+D'], when: liveTarget, words: 'copy' }),
    command('entity.take-out', 'Take out of this view', 'x', takeOut, { keys: ['Backspace'], when: canTakeOut, words: 'remove' }),
    command('entity.trash', 'Move to trash', 'trash', trash, { keys: ['Delete'], when: canTrash, words: 'delete remove' }),
    command('entity.restore', 'Restore', 'undo-2', restore, {
      when: (context) => (readTargets(context).some((entity) => entity.trashed) ? true : 'Select something in the trash.'),
    }),
    command('entity.mend', 'Mend', 'wrench', (context) => context.targets.forEach((id) => context.session.graph.mend(id)), {
      when: (context) =>
        context.targets.some((id) => context.session.graph.issues(id).some(isMendable))
          ? true
          : someTarget(context) === true
            ? 'Nothing here needs mending.'
            : 'Select something first.',
    }),
    command('edit.undo', 'Undo', 'undo-2', (context) => step(context, 'undo'), { keys: ['Mod+Z'], undoable: false }),
    command('edit.redo', 'Redo', 'redo-2', (context) => step(context, 'redo'), { keys: ['Mod+Shift+Z', 'Mod+Y'], undoable: false }),
  ];
}
