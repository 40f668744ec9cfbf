import type { EngineName } from './engine.ts';

/** Up to so many documents lunr answers every sort of question in 5 ms; measured, see DECISIONS.md. */
export const CROSS_OVER = 1000;
/** A world that grows and shrinks about the border does not change engines each time. */
const SLACK = 1.25;

/** The engine for so many documents; the one in use stays as long as the count is about at the border. */
export function chooseEngine(count: number, now?: EngineName): EngineName {
  const border = now === 'lunr' ? CROSS_OVER * SLACK : now === 'minisearch' ? CROSS_OVER / SLACK : CROSS_OVER;
  return count <= border ? 'lunr' : 'minisearch';
}
