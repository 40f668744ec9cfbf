export { type HostOptions, type HostService, startHost } from './host-service.ts';
export { openToken } from './token.ts';
