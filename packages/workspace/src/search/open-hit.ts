import { entityIdOf, type Key } from '@space/doc-schema';
import type { SearchHit } from '@space/doc-schema/search';
import { openKey } from '../commands/open.ts';
import { runCommand } from '../commands/run.ts';
import type { Session } from '../session/session.ts';
import { setUi } from '../ui/ui-state.ts';

/** Opens what was found at the place where it was found. */
export function openHit(session: Session, hit: SearchHit): void {
  const key = hit.key as Key;
  const id = entityIdOf(key);
  const { place } = hit;
  const inText = id && place && place.property !== 'title' && session.graph.text(id, place.property) !== undefined;
  setUi({ searching: undefined, palette: false, ask: undefined, seeking: inText ? { key, ...place } : undefined });
  if (id) session.world.current?.frame([id]);
  openKey(session, key);
}

/** Shows what was found in the outline and in the world, and closes the search. */
export function revealHit(session: Session, hit: SearchHit): void {
  const id = entityIdOf(hit.key as Key);
  setUi({ searching: undefined, palette: false, ask: undefined });
  if (id) void runCommand(session, 'entity.reveal', { targets: [id] });
}
