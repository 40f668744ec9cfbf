import { type Context, createContext, useContext } from 'react';
import type { WorldColours } from './colours.ts';
import type { Stage } from './stage.ts';

/** What the parts of one mounted world need of each other. */
export interface StageFacts {
  readonly stage: Stage;
  readonly colours: WorldColours;
  readonly reducedMotion: boolean;
}

/** The world around a component; absent in a template that stands for no world. */
export const StageContext: Context<StageFacts | undefined> = createContext<StageFacts | undefined>(undefined);

/** The world this component is part of. */
export function useStage(): StageFacts {
  const facts = useContext(StageContext);
  if (!facts) throw new Error('This is drawn inside a WorldView only.');
  return facts;
}
