export { type CompactionPlan, compactEntities, Compactor, type CompactorOptions } from '../compact/compactor.ts';
export { measureRegion, type RegionMeasure } from './measure-region.ts';
export type { RegionConnection } from './open-region.ts';
export type { Stub } from './stubs.ts';
export { type Found, type RegionEntry, type RegionHold, World, type WorldOptions } from './world.ts';
export { beginEpoch, carryEpoch, readNext } from './epoch.ts';
