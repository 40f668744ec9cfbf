import type { RawData, WebSocket } from 'ws';
import { decodeRequest, type HostError, type HostRequest, OPEN_REQUESTS_LIMIT, type Outcome, refuse } from '../contract/index.ts';
import { answerRequest, type Client, type FolderServices } from './methods.ts';

function send(socket: WebSocket, message: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function sendError(socket: WebSocket, id: number | null, error: HostError): void {
  send(socket, { id, error });
}

/** Serves one connected client until its socket closes; then stops all it watched. Never throws at a message. */
export function serveClient(socket: WebSocket, services: FolderServices, report: (problem: string) => void): void {
  const client: Client = { watching: new Set(), listener: (params) => send(socket, { event: 'files.changed', params }) };
  let open = 0;

  const answer = async (request: HostRequest): Promise<void> => {
    open += 1;
    let outcome: Outcome<unknown>;
    try {
      outcome = await answerRequest(services, client, request);
    } catch (error) {
      report(`${request.method} failed: ${String(error)}`);
      outcome = refuse('unreadable', `${request.method} failed in the host: ${String(error)}. Try again.`);
    }
    open -= 1;
    if (outcome.ok) send(socket, { id: request.id, result: outcome.value });
    else sendError(socket, request.id, outcome.error);
  };

  const take = (data: RawData, isBinary: boolean): void => {
    const request =
      isBinary || !Buffer.isBuffer(data)
        ? { id: null, error: refuse('bad-request', 'The message is binary: the host takes JSON text.').error }
        : decodeRequest(data.toString('utf8'));
    if ('error' in request) return sendError(socket, request.id, request.error);
    if (open >= OPEN_REQUESTS_LIMIT) {
      const message = `${OPEN_REQUESTS_LIMIT} requests are still being answered: wait for one of them.`;
      return sendError(socket, request.id, refuse('bad-request', message, { limit: OPEN_REQUESTS_LIMIT }).error);
    }
    void answer(request);
  };

  socket.on('message', take);
  // A message above the limit, or bytes that are no WebSocket frame: ws closes the socket itself.
  socket.on('error', (error) => report(`A client broke the connection: ${error.message}`));
  socket.on('close', () => {
    for (const path of client.watching) services.watched.unwatch(path, client.listener);
    client.watching.clear();
  });
}
