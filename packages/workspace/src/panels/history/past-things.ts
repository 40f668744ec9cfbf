import type { Entity, EntityId, Json, KindRegistry } from '@space/doc-schema';
import type { EntityState, RegionState } from '@space/doc-schema/history';
import type { PastThing } from '@space/scene';

/** More ghosts than this are a crowd, not a help. */
const MOST = 24;
const PLACE = ['position', 'turn', 'scale', 'size', 'form'] as const;

function readKnown(state: EntityState, kinds: KindRegistry): Record<string, Json> {
  const properties: Record<string, Json> = {};
  for (const field of Object.values(kinds.get(state.kind)?.fields ?? {})) {
    if (field.merge === 'text') continue;
    const written = state.properties[field.name];
    const checked = written === undefined ? undefined : field.check(written);
    properties[field.name] = checked?.ok ? checked.value : field.default;
  }
  return properties;
}

/** What the world needs to draw a thing as a state has it: known fields with their defaults, checked. Texts are left out. */
export function entityOfState(id: EntityId, state: EntityState, kinds: KindRegistry): Entity {
  const properties = readKnown(state, kinds);
  const { title } = properties;
  const named = typeof title === 'string' && title !== '' ? title : undefined;
  const trashed = typeof state.properties['del'] === 'object' && state.properties['del'] !== null;
  return { id, kind: state.kind, title: named ?? kinds.get(state.kind)?.title ?? state.kind, trashed, properties, issues: [] };
}

/** Whether a thing stands elsewhere or otherwise than it did, or is not there any more. */
function hasMoved(before: Entity, now: Entity | undefined): boolean {
  if (!now || now.trashed) return true;
  return PLACE.some((property) => JSON.stringify(before.properties[property]) !== JSON.stringify(now.properties[property]));
}

/** The things that stood elsewhere at another time, of those asked about; `when` is said on each, such as “09:28”. */
export function readPastThings(
  state: RegionState,
  ids: Iterable<EntityId>,
  kinds: KindRegistry,
  now: (id: EntityId) => Entity | undefined,
  when: string,
): readonly PastThing[] {
  const found: PastThing[] = [];
  for (const id of ids) {
    const then = state.entities.get(id);
    if (!then || found.length >= MOST) continue;
    const entity = entityOfState(id, then, kinds);
    if (entity.trashed || !Array.isArray(entity.properties['position']) || !hasMoved(entity, now(id))) continue;
    found.push({ entity, label: `${entity.title} before ${when}` });
  }
  return found;
}
