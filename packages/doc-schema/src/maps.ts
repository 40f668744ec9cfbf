export { planPlaces, planTree } from './graph/map-places.ts';
export {
  applyPlaces,
  type CardState,
  type MapEdge,
  type MapPlace,
  type MapPlan,
  type Neighbours,
  type PlaceChange,
  readLeaves,
  readMap,
  readMapEdges,
  readMapsOf,
  readNeighbours,
  readStale,
  writeMap,
  writePlaces,
  writeTakeOut,
} from './graph/maps.ts';
export { type OrderPlan, planOrder, writeOrder } from './links/order.ts';
export { readRows, type Row } from './links/rows.ts';
