import { Ray } from 'three';
import { GizmoControl } from '../gizmo/gizmo-control.ts';
import { LinkKeeper } from '../marks/link-keeper.ts';
import type { PastTops } from '../marks/past-things.tsx';
import { PeerTracker } from '../peers/peer-tracker.ts';
import type { WorldViewProps } from '../world-face.ts';
import { Stage } from './stage.ts';

/** What one mounted world is made of besides its views. */
export interface WorldParts {
  readonly stage: Stage;
  readonly gizmo: GizmoControl;
  readonly tracker: PeerTracker;
  readonly links: LinkKeeper;
  /** Where the labels of things as they were hang. */
  readonly tops: PastTops;
}

/** Makes the parts of a world over one document. */
export function createWorldParts(told: WorldViewProps): WorldParts {
  const stage = new Stage(told);
  return { stage, gizmo: new GizmoControl(stage, new Ray()), tracker: new PeerTracker(stage), links: new LinkKeeper(), tops: new Map() };
}
