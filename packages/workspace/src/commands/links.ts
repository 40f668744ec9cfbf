import { CONTAINS, type EntityId, entityIdOf, entityKey, type Key, type Link } from '@space/doc-schema';
import { isTextLink, RELATION_ENDS, relationName, relationTitle, suggestRelations } from '@space/doc-schema/links';
import { fileNameOf, readFileKey } from '../host-client/file-source.ts';
import type { CommandContext, Session } from '../session/session.ts';
import { leafOf, readSymbolKey } from '../symbols/symbol.ts';
import { writeThingLink } from '../start/address.ts';
import { showToast } from '../ui/toast.ts';
import { readUi, setUi } from '../ui/ui-state.ts';
import type { AskOption } from '../ui/ui-types.ts';
import { oneKey, readTargets, someKey } from './conditions.ts';
import { copyText } from './copy-text.ts';
import { openKey } from './open.ts';
import { writeTargets } from './write-targets.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** The title that links remember of what is not here. */
function rememberedTitle({ graph }: Session, key: Key): string | undefined {
  const title = graph.linksTo(key).find((link) => typeof link.data.title === 'string')?.data.title;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

/** The title a key shows by, from the document or from the key itself. */
export function titleOfKey(session: Session, key: Key): string {
  const id = entityIdOf(key);
  if (id) return session.graph.read(id)?.title ?? rememberedTitle(session, key) ?? 'Something that is not here';
  const file = readFileKey(key);
  if (file) return fileNameOf(file);
  const symbol = readSymbolKey(key);
  return symbol ? leafOf(symbol.symbol) : key;
}

/** The kind of the entity a key names; the scheme where it is none, which relations name kinds by too. */
function kindOf(session: Session, key: Key | undefined): string | undefined {
  const id = key ? entityIdOf(key) : undefined;
  return id ? session.graph.read(id)?.kind : key?.split(':')[0];
}

/** The relation a pointed link gets: what a note is about, what a board contains; else it just links. */
function relationBetween(session: Session, from: Key | undefined, to: Key): string {
  const kind = kindOf(session, from);
  if (kind === 'note') return 'about';
  const id = from ? entityIdOf(from) : undefined;
  if (kind === 'panel' && id && session.graph.read(id)?.properties.view === 'board' && kindOf(session, to) === 'task') return CONTAINS;
  return 'links';
}

const sourcesOf = (context: CommandContext): readonly Key[] => (context.key ? [context.key] : context.targets.map(entityKey));

/** The title to remember of a key: an entity's at once, anything else as its source says it. */
async function readTitle(session: Session, key: Key): Promise<string> {
  if (entityIdOf(key) || readFileKey(key)) return titleOfKey(session, key);
  const { title } = await session.catalog.read(key);
  return title;
}

/** Draws links from each of `from` to `to` as one gesture. The title travels along, to show while the other end is away. */
export async function drawLinks(session: Session, from: readonly Key[], relation: string, to: Key): Promise<void> {
  const ends = from.filter((key) => key !== to);
  if (ends.length === 0) return showToast('A thing cannot be linked to itself. Point at another one.', { icon: 'info' });
  const title = await readTitle(session, to);
  if (!(await writeTargets(session.graph, `Link to ${title}`, ends, (edit, key) => edit.link(key, relation, to, { title })))) return;
  if ([...ends, to].some((key) => kindOf(session, key) === 'note')) session.steps.did('note-link');
  showToast(`Linked to “${title}” (${relationTitle(relation)})`, {
    action: { label: 'Undo', keys: 'Mod+Z', run: () => void session.commands.run('edit.undo', { session, targets: [] }) },
  });
}

/** Ends link mode at what was pointed at. */
export function finishLinking(session: Session, to: Key): void {
  const from = readUi().linking;
  setUi({ linking: undefined });
  if (from) void drawLinks(session, from, relationBetween(session, from[0], to), to);
}

/** Everything live as options of a question, but what is named in `from`. */
export function linkOptions(session: Session, from: readonly Key[]): readonly AskOption[] {
  return session.graph.list().flatMap((id) => {
    const entity = session.graph.read(id);
    const key = entityKey(id);
    if (!entity || entity.trashed || entity.kind === 'world' || from.includes(key)) return [];
    return [
      {
        id: key,
        label: entity.title,
        sub: session.graph.kinds.get(entity.kind)?.title.toLowerCase() ?? entity.kind,
        icon: session.graph.kinds.get(entity.kind)?.icon ?? 'circle',
        kind: entity.kind,
      },
    ];
  });
}

/** Files of the folder whose path has a text in it, as options of a question. */
export async function findFiles(session: Session, text: string): Promise<readonly AskOption[]> {
  const folder = session.host.status.folder;
  if (!folder || text.trim() === '') return [];
  const answer = await session.host.request('files.find', { text: text.trim().slice(0, 200), limit: 12 });
  return answer.ok
    ? answer.value.paths.map((path) => ({ id: `file:${folder.name}/${path}`, label: path, sub: 'file', icon: 'file-text', kind: 'file' }))
    : [];
}

/** Asks which thing to link to, then how; a list instead of pointing. */
export function askLink(session: Session, from: readonly Key[], relation?: string): void {
  const name = from.length === 1 && from[0] ? titleOfKey(session, from[0]) : `${from.length} things`;
  setUi({
    palette: true,
    linking: undefined,
    ask: {
      title: `Link “${name}” to…`,
      hint: 'Name of a thing, or of a file',
      undoable: true,
      options: linkOptions(session, from),
      find: (text) => findFiles(session, text),
      choose: (option) =>
        relation ? void drawLinks(session, from, relation, option.id as Key) : askRelation(session, from, option.id as Key),
    },
  });
}

function askRelation(session: Session, from: readonly Key[], to: Key): void {
  setUi({
    palette: true,
    ask: {
      title: `How is it linked to “${titleOfKey(session, to)}”?`,
      hint: 'Choose a relation, or type your own',
      undoable: true,
      options: suggestRelations(kindOf(session, from[0]), kindOf(session, to)).map(({ name, title, inverse }) => ({
        id: name,
        label: title,
        sub: `there: ${inverse}`,
        icon: 'spline',
      })),
      free: (text) => {
        const name = relationName(text);
        return name ? { id: name, label: text.trim(), icon: 'spline' } : undefined;
      },
      choose: (option) => void drawLinks(session, from, option.id, to),
    },
  });
}

const linksOf = (session: Session, key: Key): readonly Link[] => [...session.graph.linksFrom(key), ...session.graph.linksTo(key)];

/** Takes one link away as one gesture. One that stands in a text goes when it is taken out there: the text is opened. */
export function removeLink(session: Session, link: Link): void {
  if (isTextLink(link)) {
    openKey(session, link.from);
    return showToast('This link stands in the text. Take it out there and the link goes.', { icon: 'info' });
  }
  session.graph.edit({ title: `Unlink ${titleOfKey(session, link.to)}` }, (edit) => edit.unlink(link.from, link.relation, link.to));
  showToast(`Unlinked “${titleOfKey(session, link.to)}”`, {
    action: { label: 'Undo', keys: 'Mod+Z', run: () => void session.commands.run('edit.undo', { session, targets: [] }) },
  });
}

/**
 * Gives a link a text of its own: an entity that joins its two ends, opened to write in. The link stays what queries find, and remembers
 * the entity. Two people doing it at once make two; the link remembers one of them.
 */
export function describeLink(session: Session, link: Link): void {
  const { graph } = session;
  const title = `${titleOfKey(session, link.from)} ${relationTitle(link.relation)} ${titleOfKey(session, link.to)}`.slice(0, 200);
  const id = graph.edit({ title: `Write about ${title}`.slice(0, 200) }, (edit) => {
    const made = edit.create('relation', { title, relation: link.relation });
    edit.link(entityKey(made), RELATION_ENDS.from, link.from, { title: titleOfKey(session, link.from) });
    edit.link(entityKey(made), RELATION_ENDS.to, link.to, { title: titleOfKey(session, link.to) });
    edit.link(link.from, link.relation, link.to, { ...link.data, described: entityKey(made) });
    return made;
  });
  openKey(session, entityKey(id));
}

/** Asks which of a thing's links is meant; of one link nothing is asked. */
function askWhichLink(context: CommandContext, title: (name: string) => string, hint: string, act: (link: Link) => void): void {
  const key = sourcesOf(context)[0];
  if (!key) return;
  const { session } = context;
  const links = linksOf(session, key);
  setUi({
    palette: true,
    ask: {
      title: title(titleOfKey(session, key)),
      hint,
      undoable: true,
      options: links.map((link, i) => ({
        id: String(i),
        icon: 'spline',
        sub: relationTitle(link.relation, link.from !== key),
        label: titleOfKey(session, link.from === key ? link.to : link.from),
      })),
      choose: (option) => {
        const link = links[Number(option.id)];
        if (link) act(link);
      },
    },
  });
}

const askUnlink = (context: CommandContext): void =>
  askWhichLink(
    context,
    (name) => `Unlink from “${name}”`,
    'Choose the link to take away',
    (link) => removeLink(context.session, link),
  );

const askDescribe = (context: CommandContext): void =>
  askWhichLink(
    context,
    (name) => `Write about a link of “${name}”`,
    'Choose the link',
    (link) => describeLink(context.session, link),
  );

/** What is meant has a link. */
function hasLink(context: CommandContext): true | string {
  const key = sourcesOf(context)[0];
  if (!key) return 'Select something first.';
  return linksOf(context.session, key).length > 0 ? true : 'It has no links.';
}

async function copyThingLink(context: CommandContext): Promise<void> {
  const key = sourcesOf(context)[0];
  if (!key) return;
  await copyText(
    writeThingLink(context.session.options.origin, context.session.region, key),
    'Link copied. It opens here for whoever has this world’s link.',
  );
}

/** Commands about links. */
export function linkCommands(): readonly Registered[] {
  const command = (id: string, title: string, icon: string, run: Registered['run'], rest: Partial<Registered>): Registered => ({
    id,
    title,
    icon,
    group: 'Link',
    undoable: true,
    run,
    when: someKey,
    ...rest,
  });
  return [
    command('link.draw', 'Link to…', 'spline', (context) => setUi({ linking: sourcesOf(context), palette: false, mode: 'select' }), {
      keys: ['L'],
      words: 'connect then point at the other end',
    }),
    command('link.pick', 'Link to a thing from a list…', 'list-tree', (context) => askLink(context.session, sourcesOf(context)), {
      keys: ['Shift+L'],
      words: 'connect link to… pick from a list',
    }),
    command('link.remove', 'Unlink…', 'unlink', askUnlink, { when: hasLink }),
    command('link.describe', 'Write about a link…', 'message-square-text', askDescribe, {
      when: hasLink,
      words: 'describe this link relation text why',
    }),
    command('link.copy', 'Copy link', 'link', copyThingLink, {
      keys: ['Mod+Shift+C'],
      undoable: false,
      when: oneKey,
      words: 'address url',
    }),
  ];
}

/** How many links touch what is targeted, for the palette. */
export const countLinks = (context: CommandContext): number => {
  const key = context.key ?? (readTargets(context)[0] ? entityKey(readTargets(context)[0]?.id as EntityId) : undefined);
  return key ? linksOf(context.session, key).length : 0;
};
