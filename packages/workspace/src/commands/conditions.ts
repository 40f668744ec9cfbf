import type { Entity } from '@space/doc-schema';
import type { CommandContext } from '../session/session.ts';

/** The entities a command acts on that are there, trashed or not. */
export function readTargets(context: CommandContext): readonly Entity[] {
  return context.targets.flatMap((id) => context.session.graph.read(id) ?? []);
}

/** Something has to be selected. */
export const someTarget = (context: CommandContext): true | string => (readTargets(context).length > 0 ? true : 'Select something first.');

/** Something has to be selected that is not in the trash. */
export const liveTarget = (context: CommandContext): true | string =>
  readTargets(context).some((entity) => !entity.trashed) ? true : 'Select something first.';

/** Exactly one thing has to be selected. */
export const oneTarget = (context: CommandContext): true | string => (readTargets(context).length === 1 ? true : 'Select one thing first.');

/** One thing of the graph: an entity, a file, a process. */
export const oneKey = (context: CommandContext): true | string => (context.key ? true : oneTarget(context));

/** Something of the graph: entities, or a file. */
export const someKey = (context: CommandContext): true | string => (context.key ? true : liveTarget(context));

/** The relay has let this window in, or nothing was read yet: writing makes sense. */
export const worldOpen = (context: CommandContext): true | string =>
  context.session.visit.getState().ready ? true : 'The world is still opening. Try again in a moment.';

/** “Lamp”, or “3 things”. */
export function nameTargets(entities: readonly Entity[]): string {
  const first = entities[0];
  return entities.length === 1 && first ? first.title : `${entities.length} things`;
}

/** Why what is locked does not move. */
export const LOCKED = 'Locked: unlock it to move it.';

/** Not all of what is selected is locked. */
export function movable(context: CommandContext): true | string {
  const entities = readTargets(context);
  return entities.length > 0 && entities.every((entity) => entity.properties.locked === true) ? LOCKED : true;
}
