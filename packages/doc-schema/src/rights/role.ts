/** What a person may do in a region, from least to most. Each role may do all that the ones before it may. */
export type Role = 'viewer' | 'guest' | 'builder' | 'maintainer' | 'owner';

/** The roles in order, least first. */
export const ROLES: readonly Role[] = ['viewer', 'guest', 'builder', 'maintainer', 'owner'];

/** Whether `role` is `needed` or more. */
export const mayAct = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
