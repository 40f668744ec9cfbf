/** Subprotocol both sides name; its number changes when an old client could misread a new host. */
export const HOST_SUBPROTOCOL = 'space-host.1';

/** The second subprotocol a client offers is this prefix and the token: browsers cannot set other headers on a WebSocket. */
export const TOKEN_PREFIX = 'token.';

/** Above this a file is refused: an editor in a page stays quick up to here and a message stays one message. */
export const FILE_LIMIT_BYTES = 5_000_000;

/** A message above this closes the socket. Six bytes is the most JSON makes of one byte of text (`\u0001`), plus the envelope. */
export const MESSAGE_LIMIT_BYTES: number = FILE_LIMIT_BYTES * 6 + 65_536;

/** Requests one client may have open at once; more are refused until some are answered. */
export const OPEN_REQUESTS_LIMIT = 64;

/** Paths one client may watch at once. */
export const WATCH_LIMIT = 500;

/** Paths `files.find` answers with at most. */
export const FIND_LIMIT = 200;

/** Processes `processes.list` answers with at most: a busy machine has some hundred, a build server some thousand. */
export const PROCESS_LIMIT = 4000;

/** Signs of a process's command line that travel. */
export const COMMAND_LIMIT = 500;
