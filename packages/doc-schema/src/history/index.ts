export { HistoryLog, type HistoryLogOptions } from './history-log.ts';
export {
  decodeHistoryRange,
  encodeHistoryRange,
  type HistoryBase,
  type HistoryRange,
  type HistoryRecord,
} from './history-record.ts';
