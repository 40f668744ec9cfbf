/** What can be done with an entity, the usual first: the order of every menu. */
export const ENTITY_ACTIONS: readonly string[] = [
  'entity.open',
  'entity.peek',
  'link.draw',
  'link.pick',
  'entity.reveal',
  'entity.makers',
  'link.copy',
];

/** What can be done with a person of the world. */
export const PERSON_ACTIONS: readonly string[] = ['entity.reveal', 'link.draw', 'link.pick', 'link.copy'];
