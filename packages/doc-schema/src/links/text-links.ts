import type { Edit } from '../document/edit.ts';
import type { GraphDoc } from '../document/graph-doc.ts';
import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import { later } from '../timers.ts';
import type { Link } from './link.ts';
import { readMentions } from './mentions.ts';
import { MENTIONS } from './relations.ts';

/** So long after someone else's typing this session looks again at a text it typed in itself: by then their links have arrived too. */
const LOOK_AGAIN_MS = 2000;

/** Whether a link stands because a text mentions its end. It goes with the last mention, and is taken away by taking that out. */
export const isTextLink = (link: Link): boolean => link.relation === MENTIONS && typeof link.data['inText'] === 'number';

interface Wanted {
  readonly title: string;
  readonly count: number;
}

/** The texts of an entity that people type in at once. */
function readTexts(graph: GraphDoc, id: EntityId): readonly string[] {
  const kind = graph.kinds.get(graph.read(id)?.kind ?? '');
  const fields = Object.values(kind?.fields ?? {}).filter((field) => field.merge === 'text');
  return fields.map((field) => graph.text(id, field.name)?.toJSON() ?? '');
}

/** What an entity's texts mention, each with how often. */
function readWanted(graph: GraphDoc, id: EntityId): ReadonlyMap<Key, Wanted> {
  const wanted = new Map<Key, Wanted>();
  for (const { key, title } of readTexts(graph, id).flatMap(readMentions)) {
    if (key && key !== entityKey(id)) wanted.set(key, { title, count: (wanted.get(key)?.count ?? 0) + 1 });
  }
  return wanted;
}

type Write = (edit: Edit) => void;

/** What would make the links of an entity those of its texts. A link that someone also drew by hand stays when the text lets go of it. */
function planTextLinks(graph: GraphDoc, id: EntityId): readonly Write[] {
  const from = entityKey(id);
  const wanted = readWanted(graph, id);
  const known = new Map(graph.linksFrom(from).flatMap((link) => (link.relation === MENTIONS ? [[link.to, link] as const] : [])));
  const writes: Write[] = [];
  for (const [to, { title, count }] of wanted) {
    const link = known.get(to);
    if (link?.data['inText'] === count) continue;
    const target = entityIdOf(to);
    const shown = (target && graph.read(target)?.title) ?? title;
    const byHand = link && !isTextLink(link) ? { byHand: true } : {};
    writes.push((edit) => edit.link(from, MENTIONS, to, { ...link?.data, ...byHand, title: shown, inText: count }));
  }
  for (const [to, link] of known) {
    if (!isTextLink(link) || wanted.has(to)) continue;
    const { inText: _, byHand, ...kept } = link.data;
    writes.push((edit) => (byHand === true ? edit.link(from, MENTIONS, to, kept) : edit.unlink(from, MENTIONS, to)));
  }
  return writes;
}

/**
 * Keeps the `mentions` links of texts as their texts are, until the returned function is called. A session writes them for what it typed
 * itself, in the same flush and without an undo step of their own; who only reads writes nothing.
 *
 * Two people typing in one text at once: the link carries how often the text mentions its end, so that one who adds a mention writes it
 * anew and another who takes out theirs cannot take the link along. What still slips (both take out one of two) is put right by those who
 * typed, two seconds after the other's text arrived; both write the same, so nobody fights.
 */
export function followTextLinks(graph: GraphDoc, lookAgainMs: number = LOOK_AGAIN_MS): () => void {
  const typedIn = new Set<EntityId>();
  const waiting = new Map<EntityId, () => void>();
  const write = (id: EntityId): void => {
    const writes = planTextLinks(graph, id);
    if (writes.length > 0) graph.derive((edit) => writes.forEach((each) => each(edit)));
  };
  const lookAgain = (id: EntityId): void => {
    waiting.get(id)?.();
    waiting.set(
      id,
      later(() => {
        waiting.delete(id);
        write(id);
      }, lookAgainMs),
    );
  };
  const stop = graph.subscribe((change) => {
    for (const id of change.texts) {
      if (change.local) {
        typedIn.add(id);
        write(id);
      } else if (typedIn.has(id)) lookAgain(id);
    }
  });
  return () => {
    stop();
    for (const callOff of waiting.values()) callOff();
    waiting.clear();
  };
}
