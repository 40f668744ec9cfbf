import { CONTAINS, type Entity, entityKey, equalJson, type Field, type Json } from '@space/doc-schema';
import { readCommonFields } from '../panels/inspector/edit-field.ts';
import type { CommandContext } from '../session/session.ts';
import { showToast } from '../ui/toast.ts';
import { setUi } from '../ui/ui-state.ts';
import type { AskOption } from '../ui/ui-types.ts';
import { liveTarget, nameTargets, readTargets } from './conditions.ts';
import { writeTargets } from './write-targets.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

const live = (context: CommandContext): readonly Entity[] => readTargets(context).filter((entity) => !entity.trashed);

const hasTags = ({ session }: CommandContext, entity: Entity): boolean =>
  session.graph.kinds.get(entity.kind)?.fields.tags?.merge === 'set';

const tagsOf = (entity: Entity): readonly string[] =>
  Array.isArray(entity.properties.tags) ? entity.properties.tags.filter((tag): tag is string => typeof tag === 'string') : [];

const undoAction = (context: CommandContext) => ({
  label: 'Undo',
  keys: 'Mod+Z',
  run: () => void context.session.commands.run('edit.undo', context),
});

/** Says what was done, or that it was stopped. */
function tell(context: CommandContext, whole: boolean, said: string): void {
  if (whole) showToast(said, { action: undoAction(context) });
  else showToast('Stopped. Nothing was changed.', { icon: 'info' });
}

async function addTag(context: CommandContext, tag: string): Promise<void> {
  const entities = live(context).filter((entity) => hasTags(context, entity));
  const whole = await writeTargets(context.session.graph, `Tag ${nameTargets(entities)} ${tag}`, entities, (edit, entity) =>
    edit.include(entity.id, 'tags', tag),
  );
  tell(context, whole, `Tagged ${nameTargets(entities)} “${tag}”`);
}

async function removeTag(context: CommandContext, tag: string): Promise<void> {
  const entities = live(context).filter((entity) => tagsOf(entity).includes(tag));
  const whole = await writeTargets(context.session.graph, `Take the tag ${tag} from ${nameTargets(entities)}`, entities, (edit, entity) =>
    edit.exclude(entity.id, 'tags', tag),
  );
  tell(context, whole, `Took the tag “${tag}” from ${nameTargets(entities)}`);
}

const tagOption = (tag: string, sub: string): AskOption => ({ id: tag, label: tag, icon: 'tag', sub });

function askTag(context: CommandContext): void {
  const entities = live(context);
  setUi({
    palette: true,
    ask: {
      title: `Tag ${nameTargets(entities)}`,
      hint: 'A tag, or a new word',
      undoable: true,
      options: context.session.queries.vocabulary().tags.map((tag) => tagOption(tag, 'tag')),
      free: (text) => (/^[^#,\p{Cc}]{1,60}$/u.test(text.trim()) ? tagOption(text.trim(), 'new tag') : undefined),
      choose: (option) => void addTag(context, option.id),
    },
  });
}

function askUntag(context: CommandContext): void {
  const entities = live(context);
  const counts = new Map<string, number>();
  for (const tag of entities.flatMap(tagsOf)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  setUi({
    palette: true,
    ask: {
      title: `Take a tag from ${nameTargets(entities)}`,
      hint: 'Which tag?',
      undoable: true,
      options: [...counts].map(([tag, count]) => tagOption(tag, `on ${count} of ${entities.length}`)),
      choose: (option) => void removeTag(context, option.id),
    },
  });
}

/** Fields that a choice from a list can set, of all that is selected. */
const listFields = (context: CommandContext): readonly Field[] =>
  readCommonFields(context.session.graph, live(context)).filter((field) => field.control === 'choice' || field.control === 'switch');

const valuesOf = (field: Field): readonly { readonly value: Json; readonly label: string }[] =>
  field.control === 'switch'
    ? [
        { value: true, label: 'Yes' },
        { value: false, label: 'No' },
      ]
    : (field.choices ?? []);

async function setField(context: CommandContext, field: Field, value: Json, label: string): Promise<void> {
  const entities = live(context).filter((entity) => !equalJson(entity.properties[field.name], value));
  const title = `Set ${field.label.toLowerCase()} of ${nameTargets(entities)} to ${label.toLowerCase()}`;
  const whole = await writeTargets(context.session.graph, title, entities, (edit, entity) => edit.set(entity.id, field.name, value));
  tell(context, whole, `${field.label} of ${nameTargets(entities)}: ${label.toLowerCase()}`);
}

function askField(context: CommandContext): void {
  const fields = listFields(context);
  const options = fields.flatMap((field) =>
    valuesOf(field).map(({ value, label }, i) => ({
      id: `${field.name} ${i}`,
      label: `${field.label}: ${label}`,
      icon: 'pencil',
      field,
      value,
      plain: label,
    })),
  );
  setUi({
    palette: true,
    ask: {
      title: `Set a field of ${nameTargets(live(context))}`,
      hint: 'Field and value',
      undoable: true,
      options,
      choose: (option) => {
        const chosen = options.find((each) => each.id === option.id);
        if (chosen) void setField(context, chosen.field, chosen.value, chosen.plain);
      },
    },
  });
}

/** What things are put into. */
const HOLDERS = new Set(['list', 'group', 'panel', 'map']);

async function moveInto(context: CommandContext, holder: Entity): Promise<void> {
  const { graph } = context.session;
  const key = entityKey(holder.id);
  const entities = live(context).filter((entity) => entity.id !== holder.id);
  const held = new Set(graph.linksFrom(key).flatMap((link) => (link.relation === CONTAINS ? [link.to] : [])));
  const whole = await writeTargets(
    context.session.graph,
    `Move ${nameTargets(entities)} into ${holder.title}`,
    entities,
    (edit, entity) => {
      const own = entityKey(entity.id);
      for (const link of graph.linksTo(own)) if (link.relation === CONTAINS && link.from !== key) edit.unlink(link.from, CONTAINS, own);
      if (!held.has(own)) edit.link(key, CONTAINS, own);
    },
  );
  tell(context, whole, `Moved ${nameTargets(entities)} into “${holder.title}”`);
}

function askHolder(context: CommandContext): void {
  const { graph, queries } = context.session;
  const found = queries.parse(`kind:${[...HOLDERS].join(',')} sort:title`);
  const holders = found.ok ? queries.run(found.query).ids.flatMap((id) => graph.read(id) ?? []) : [];
  const moved = new Set(context.targets);
  setUi({
    palette: true,
    ask: {
      title: `Move ${nameTargets(live(context))} into…`,
      hint: 'A list, a group, a panel or a map',
      undoable: true,
      options: holders
        .filter((holder) => !moved.has(holder.id))
        .map((holder) => ({
          id: holder.id,
          label: holder.title,
          icon: graph.kinds.get(holder.kind)?.icon ?? 'box',
          kind: holder.kind,
          sub: holder.kind,
        })),
      choose: (option) => {
        const holder = holders.find((each) => each.id === option.id);
        if (holder) void moveInto(context, holder);
      },
    },
  });
}

/** Commands that change one thing of all that is selected, each as one undo step. */
export function bulkCommands(): readonly Registered[] {
  const command = (
    id: string,
    title: string,
    icon: string,
    run: Registered['run'],
    when: (context: CommandContext) => true | string,
    words: string,
  ): Registered => ({
    id,
    title,
    icon,
    group: 'Edit',
    undoable: true,
    run,
    when,
    words,
  });
  return [
    command(
      'bulk.tag',
      'Tag…',
      'tag',
      askTag,
      (context) => (live(context).some((entity) => hasTags(context, entity)) ? true : 'Select something that can have tags.'),
      'label retag all',
    ),
    command(
      'bulk.untag',
      'Take a tag away…',
      'tag',
      askUntag,
      (context) => (live(context).some((entity) => tagsOf(entity).length > 0) ? true : 'Nothing selected has a tag.'),
      'untag label remove',
    ),
    command(
      'bulk.set',
      'Set a field…',
      'pencil',
      askField,
      (context) => (listFields(context).length > 0 ? true : 'Select things that have a choice or a switch in common.'),
      'state all change value',
    ),
    command('bulk.move', 'Move into…', 'box', askHolder, liveTarget, 'contain list group board put'),
  ];
}
