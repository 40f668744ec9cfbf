export { HistoryLog, type HistoryLogOptions, type HistoryStorage } from './history-log.ts';
export {
  decodeHistoryRange,
  encodeHistoryRange,
  type HistoryBase,
  type HistoryRange,
  type HistoryRecord,
} from './history-record.ts';
