/** What can be done with an entity, the usual first: the order of every menu. */
export const ENTITY_ACTIONS: readonly string[] = [
  'entity.open',
  'entity.peek',
  'link.draw',
  'link.pick',
  'entity.reveal',
  'history.open',
  'entity.makers',
  'link.copy',
];

/** What can be done with a person of the world. */
export const PERSON_ACTIONS: readonly string[] = ['entity.reveal', 'link.draw', 'link.pick', 'link.copy'];

/** What can be done with something a file declares. */
export const SYMBOL_ACTIONS: readonly string[] = ['entity.open', 'entity.peek', 'link.draw', 'link.pick', 'entity.reveal', 'link.copy'];

/** What can be done with a process: it is looked at and linked. Signals come with terminals. */
export const PROCESS_ACTIONS: readonly string[] = ['entity.peek', 'link.draw', 'link.pick', 'entity.reveal', 'link.copy'];

/** What can be done with a part of the running program. */
export const SYSTEM_ACTIONS: readonly string[] = ['entity.peek', 'link.draw', 'link.pick', 'entity.reveal', 'link.copy'];
