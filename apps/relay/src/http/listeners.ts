import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIP } from 'node:net';

/** The addresses a relay is listening on. */
export interface Listeners {
  readonly servers: readonly Server[];
  readonly port: number;
}

/** Why an address could not be listened on. */
export interface ListenRefusal {
  readonly code: 'port-in-use' | 'cannot-listen';
  readonly message: string;
}

/** Both loopback addresses: `localhost` means one or the other, depending on the machine. */
export const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

/** Whether only this machine can reach these addresses. */
export const isLoopback = (addresses: readonly string[]): boolean =>
  addresses.every((address) => address === 'localhost' || address === '::1' || (isIP(address) === 4 && address.startsWith('127.')));

/** Listens on all addresses with one port (0: a free one). An address this machine does not have is left out, unless it is the only one. */
export async function listenOn(addresses: readonly string[], port: number, answer: RequestListener): Promise<Listeners | ListenRefusal> {
  const servers: Server[] = [];
  let chosen = port;
  for (const [i, address] of addresses.entries()) {
    const server = createServer(answer);
    const error = await listen(server, chosen, address);
    if (!error) {
      servers.push(server);
      chosen = (server.address() as AddressInfo).port;
    } else if (i === 0 || error.code === 'EADDRINUSE') {
      await Promise.all(servers.map(closeServer));
      return explain(error, chosen, address);
    }
  }
  return { servers, port: chosen };
}

/** Closes a server and what is still connected to it. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function listen(server: Server, port: number, address: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once('error', failed);
    server.listen({ port, host: address, exclusive: true }, () => {
      server.off('error', failed);
      resolve(undefined);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, address: string): ListenRefusal {
  if (error.code === 'EADDRINUSE') {
    return {
      code: 'port-in-use',
      message: `Port ${port} is in use on ${address}. Stop what uses it, or choose another with --port (0 picks a free one).`,
    };
  }
  if (error.code === 'EACCES') {
    return { code: 'cannot-listen', message: `Port ${port} needs rights this process lacks. Choose a port above 1023 with --port.` };
  }
  return { code: 'cannot-listen', message: `The relay cannot listen on ${address}, port ${port} (${error.message}). Check --listen.` };
}
