export { landHeight } from './land.ts';
export { PIGMENT } from './stage/colours.ts';
export type {
  DraggedPlace,
  DragPreview,
  Insets,
  MenuRequest,
  PastThing,
  Peer,
  PeerSource,
  PickAnswer,
  Place,
  Pose,
  Quality,
  Vec3,
  WorldHandle,
  WorldStats,
  WorldViewProps,
} from './world-face.ts';
export { WorldView } from './world-view.tsx';
