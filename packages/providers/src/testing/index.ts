export { MemoryLocks } from './memory-locks.ts';
export { describeProvider, type Place, untilFlushes } from './provider-contract.ts';
export { untilDoc, untilSaved, untilStatus } from './waiting.ts';
