import * as Y from 'yjs';
import type { EntityId, Key } from '../ids.ts';
import type { LinkIndex } from '../links/link-index.ts';
import { DELETED } from './read-entity.ts';
import type { Roots } from './edit.ts';

/** What one transaction changed. The sets are handed to all listeners: do not change them. */
export interface Change {
  readonly entities: ReadonlySet<EntityId>;
  /** Entities whose shared texts changed, or that came. */
  readonly texts: ReadonlySet<EntityId>;
  /** Keys whose links in or out changed. */
  readonly links: ReadonlySet<Key>;
  /** Whether something came, went to the trash or came back. */
  readonly structure: boolean;
  /** Whether this session wrote it. */
  readonly local: boolean;
}

class Collector {
  readonly entities = new Set<EntityId>();
  readonly texts = new Set<EntityId>();
  readonly links = new Set<Key>();
  readonly kinds = new Set<string>();
  structure = false;
  created = false;
}

function readEvent(event: Y.YEvent<Y.AbstractType<unknown>>, roots: Roots, into: Collector): void {
  const target: unknown = event.target;
  if (target === roots.entities) {
    for (const id of (event as Y.YMapEvent<unknown>).keysChanged) {
      into.entities.add(id as EntityId);
      into.texts.add(id as EntityId);
    }
    into.structure = true;
    into.created = true;
    return;
  }
  // The id is read from the map's own item: walking event.path costs more for each level.
  const map = event.target instanceof Y.Map ? event.target : event.target.parent;
  const id = map?._item?.parentSub;
  if (!id) return;
  into.entities.add(id as EntityId);
  if (event.target instanceof Y.Text) into.texts.add(id as EntityId);
  if (event instanceof Y.YMapEvent && event.keysChanged.has(DELETED)) into.structure = true;
}

/**
 * Watches a region's roots and calls `listener` once a transaction. `forget` hears of each changed entity first, and of each changed
 * kind `forgetKinds`, which answers with the entities that read otherwise now. Returns what ends it.
 */
export function observeChanges(
  roots: Roots,
  index: LinkIndex,
  forget: (ids: ReadonlySet<EntityId>, created: boolean) => void,
  forgetKinds: (names: ReadonlySet<string>) => readonly EntityId[],
  listener: (change: Change) => void,
): () => void {
  let pending: Collector | undefined;
  const onEntities = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    pending ??= new Collector();
    for (const event of events) readEvent(event, roots, pending);
  };
  const onLinks = (event: Y.YMapEvent<unknown>): void => {
    pending ??= new Collector();
    for (const name of event.keysChanged) {
      for (const key of index.update(name, roots.links.get(name))) pending.links.add(key);
    }
  };
  const onKinds = (event: Y.YMapEvent<unknown>): void => {
    pending ??= new Collector();
    for (const name of event.keysChanged) pending.kinds.add(name);
  };
  // Whether anything may be written is told there: listeners look again.
  const onFacts = (): void => void (pending ??= new Collector());
  const onDone = (transaction: Y.Transaction): void => {
    const collected = pending;
    pending = undefined;
    if (!collected) return;
    if (collected.kinds.size > 0) for (const id of forgetKinds(collected.kinds)) collected.entities.add(id);
    forget(collected.entities, collected.created);
    const { entities, texts, links, structure } = collected;
    listener({ entities, texts, links, structure, local: transaction.local });
  };
  const { doc } = roots.entities;
  roots.entities.observeDeep(onEntities);
  roots.links.observe(onLinks);
  roots.kinds.observe(onKinds);
  roots.facts.observe(onFacts);
  doc?.on('afterTransaction', onDone);
  return () => {
    roots.entities.unobserveDeep(onEntities);
    roots.links.unobserve(onLinks);
    roots.kinds.unobserve(onKinds);
    roots.facts.unobserve(onFacts);
    doc?.off('afterTransaction', onDone);
  };
}
