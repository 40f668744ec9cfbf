import { type Entity, type EntityId, entityIdOf, entityKey, type Key, type PersonId, personKey } from '@space/doc-schema';
import type { Mention } from '@space/doc-schema/links';
import { titleOfKey } from '../../commands/links.ts';
import { openKey } from '../../commands/open.ts';
import { textOf } from '../../parts/words.ts';
import { findPerson } from '../../session/arrival.ts';
import type { Session } from '../../session/session.ts';
import { rankText } from '../palette/rank.ts';
import type { TitleIndex } from './title-index.ts';

/** How a mention shows: by the title its thing has now, as away, or as words that name nothing yet. */
export interface MentionLook {
  readonly title: string;
  readonly state: 'here' | 'away' | 'none';
  /** What it leads to: its own key, or the one thing of that title. */
  readonly key: Key | undefined;
}

/** Something that can be mentioned. */
export interface MentionOption {
  readonly key: Key | undefined;
  readonly title: string;
  readonly detail: string;
}

/** What the text editors know of the world for their mentions. */
export interface MentionHost {
  look(mention: Mention): MentionLook;
  /** Calls `listener` when a mention may look otherwise, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /** What fits typed words: things and people at once, files a moment later. */
  find(text: string): Promise<readonly MentionOption[]>;
  open(key: Key): void;
  /** Makes a note of that title and answers its key. */
  make(title: string): Key;
}

const OFFERED = 12;
const FILES = 6;

function entityLook({ graph }: Session, id: EntityId, mention: Mention, key: Key): MentionLook {
  const entity = graph.read(id);
  return { title: entity?.title ?? mention.title, state: entity && !entity.trashed ? 'here' : 'away', key };
}

function lookOf(session: Session, titles: TitleIndex, mention: Mention): MentionLook {
  const key = mention.key ?? keyOfTitle(titles, mention.title);
  if (!key) return { title: mention.title, state: 'none', key: undefined };
  const id = entityIdOf(key);
  if (id) return entityLook(session, id, mention, key);
  const person = key.startsWith('person:') ? findPerson(session.graph, key.slice('person:'.length)) : undefined;
  if (person) return entityLook(session, person, mention, key);
  return { title: key.startsWith('file:') ? titleOfKey(session, key) : mention.title, state: 'here', key };
}

function keyOfTitle(titles: TitleIndex, title: string): Key | undefined {
  const id = titles.find(title);
  return id ? entityKey(id) : undefined;
}

const keyOfEntity = (entity: Entity): Key =>
  entity.kind === 'person' && textOf(entity.properties.person) !== ''
    ? personKey(textOf(entity.properties.person) as PersonId)
    : entityKey(entity.id);

function findThings({ graph }: Session, text: string): readonly MentionOption[] {
  const ranked = graph.list().flatMap((id) => {
    const entity = graph.read(id);
    if (!entity || entity.trashed || entity.kind === 'world' || entity.title === '') return [];
    const rank = rankText(text, entity.title, entity.kind);
    return rank > 0 ? [{ entity, rank }] : [];
  });
  return ranked
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, OFFERED)
    .map(({ entity }) => ({
      key: keyOfEntity(entity),
      title: entity.title,
      detail: (graph.kinds.get(entity.kind)?.title ?? entity.kind).toLowerCase(),
    }));
}

async function findFiles({ host }: Session, text: string): Promise<readonly MentionOption[]> {
  const folder = host.status.folder;
  if (!folder || host.status.state !== 'ready' || text.trim().length < 2) return [];
  const answer = await host.request('files.find', { text: text.trim().slice(0, 200), limit: FILES });
  if (!answer.ok) return [];
  return answer.value.paths.map((path) => ({
    key: `file:${folder.name}/${path}` as Key,
    title: path.split('/').at(-1) ?? path,
    detail: path,
  }));
}

/** What mentions stand on in this window. */
export function createMentionHost(session: Session, titles: TitleIndex): MentionHost {
  const { graph } = session;
  return {
    look: (mention) => lookOf(session, titles, mention),
    subscribe: (listener) => graph.subscribe((change) => change.entities.size > 0 && listener()),
    find: async (text) => {
      const things = findThings(session, text);
      const typed = text.trim();
      const exact = typed === '' || things.some((thing) => thing.title.toLocaleLowerCase() === typed.toLocaleLowerCase());
      const make: MentionOption = { key: undefined, title: typed, detail: 'make this note' };
      return [...things, ...(await findFiles(session, text)), ...(exact ? [] : [make])];
    },
    open: (key) => openKey(session, key),
    make: (title) => entityKey(graph.edit({ title: `Make ${title}`.slice(0, 200) }, (edit) => edit.create('note', { title }))),
  };
}
