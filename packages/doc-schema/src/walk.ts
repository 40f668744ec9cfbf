export { startWalk, walk } from './graph/linear.ts';
export { WALK_HOME, type WalkState, type WalkStep, type WalkWorld } from './graph/linear-state.ts';
