export { planTextEdits, type TextEdit } from '../document/text-edits.ts';
export { type ApplyReport, applyChanges, type KeptChange } from './apply-changes.ts';
export { branchRegion, type MergeItem, planMerge } from './branch.ts';
export { checkUpdateAuthor, type UpdateCheck, type UpdateFault, type UpdateRights } from './check-update.ts';
export { type Difference, readDifference } from './difference.ts';
export { HistoryLog, type HistoryLogOptions } from './history-log.ts';
export {
  decodeHistoryRange,
  encodeHistoryRange,
  type HistoryBase,
  type HistoryRange,
  type HistoryRecord,
} from './history-record.ts';
export { mergeText, type MergedText } from './merge-text.ts';
export { type EntityState, readState, type RegionState } from './region-state.ts';
export { planRestore, type RestorePlan, type RestoreScope } from './restore.ts';
export { type KeptStep, planRevert, type RevertPlan } from './revert.ts';
export { diffStates, type EntityChange, type LinkChange, type StateChange, type TextChange, type ValueChange } from './state-change.ts';
export type { StateStep, TextSpans } from './state-step.ts';
export { type ChangeFilter, type HistoryChange, Timeline } from './timeline.ts';
export { listVersions, nameVersion, type Version, VERSION_KIND } from './versions.ts';
