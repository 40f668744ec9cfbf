import type { EntityId } from '../ids.ts';
import { entityIdOf } from '../ids.ts';
import { isRecord } from '../json.ts';
import { decodeLink } from '../links/link.ts';
import { CONTAINS } from '../links/relations.ts';
import type { RegionState } from './region-state.ts';
import { diffStates, type StateChange } from './state-change.ts';
import { VERSION_KIND } from './versions.ts';

/** What a restore is about: everything, or some entities with their links and the places they stand in. */
export type RestoreScope = { readonly type: 'all' } | { readonly type: 'entities'; readonly ids: Iterable<EntityId> };

/** Changes to make, as `applyChanges` takes them; a person may leave some out. */
export interface RestorePlan {
  readonly changes: readonly StateChange[];
}

/**
 * What makes `target` of `current` within a scope. An entity made later goes to the trash; named versions are left alone. Restoring entities
 * takes along the links that begin at them and what contains them.
 */
export function planRestore(current: RegionState, target: RegionState, scope: RestoreScope): RestorePlan {
  const ids = scope.type === 'entities' ? new Set(scope.ids) : undefined;
  const changes = diffStates(current, target).filter((change) => {
    if (isVersion(change, current, target)) return false;
    // Made later and in the trash already: nothing to do.
    if (change.type === 'entity' && !change.after && isRecord(change.before?.properties['del'])) return false;
    return !ids || isOf(change, ids);
  });
  return { changes };
}

function isVersion(change: StateChange, current: RegionState, target: RegionState): boolean {
  return change.type !== 'link' && (current.entities.get(change.id) ?? target.entities.get(change.id))?.kind === VERSION_KIND;
}

function isOf(change: StateChange, ids: ReadonlySet<EntityId>): boolean {
  if (change.type !== 'link') return ids.has(change.id);
  const link = decodeLink(change.name, undefined);
  if (!link) return false;
  const from = entityIdOf(link.from);
  const to = link.relation === CONTAINS ? entityIdOf(link.to) : undefined;
  return (from !== undefined && ids.has(from)) || (to !== undefined && ids.has(to));
}
