export { accept, HOST_ERROR_CODES, type HostError, type HostErrorCode, type Outcome, refuse } from './errors.ts';
export {
  COMMAND_LIMIT,
  FILE_LIMIT_BYTES,
  FIND_LIMIT,
  HOST_SUBPROTOCOL,
  MESSAGE_LIMIT_BYTES,
  OPEN_REQUESTS_LIMIT,
  PROCESS_LIMIT,
  TOKEN_PREFIX,
  WATCH_LIMIT,
} from './limits.ts';
export { type BadMessage, checkResult, decodeHostMessage, decodeRequest, type HostMessage, type HostRequest } from './messages.ts';
export {
  type FileEntry,
  type FileText,
  type HostEvents,
  type HostMethod,
  type HostMethods,
  isHostMethod,
  METHODS,
  type Params,
  type ProcessEntry,
  type Result,
} from './methods.ts';
