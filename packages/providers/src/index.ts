export { Deliveries, type DeliveryListener } from './deliveries.ts';
export { type IndexedDbOptions, IndexedDbProvider, openIndexedDb } from './indexeddb/indexeddb-provider.ts';
export type { FoldLocks } from './indexeddb/fold-lock.ts';
export { type JournalStorageOptions, TabJournalStorage } from './indexeddb/journal-storage.ts';
export { LocalHistory, type LocalHistoryOptions } from './indexeddb/local-history.ts';
export type { Problem, Provider, ProviderStatus } from './provider.ts';
export { connectWebsocket, type WebsocketOptions, WebsocketProvider } from './websocket/websocket-provider.ts';
export { fetchHistory, type RelayHistory, type RelayHistoryOptions } from './websocket/relay-history.ts';
