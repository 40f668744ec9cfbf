export { type CompactionPlan, compactEntities, Compactor, type CompactorOptions } from '../compact/compactor.ts';
export { measureRegion, type RegionMeasure } from './measure-region.ts';
