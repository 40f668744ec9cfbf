import type { WebsocketProvider as StockProvider } from 'y-websocket';

/**
 * Keeps bytes from others from throwing inside the stock provider, whose readers throw out of the socket's event: every incoming
 * message of the socket and of the other tabs runs inside one try. `onMalformed` gets what could not be read; the next message goes on.
 * `onAlive` is called for every message of the socket. Call before the provider connects.
 */
export function guardStock(stock: StockProvider, onMalformed: (cause: unknown) => void, onAlive: () => void): void {
  stock.on('status', ({ status }) => {
    if (status === 'connecting' && stock.ws) guardSocket(stock.ws, onMalformed, onAlive);
  });
  const read = stock._bcSubscriber;
  stock._bcSubscriber = (data, origin) => {
    attempt(() => read(data, origin), onMalformed);
  };
}

function guardSocket(socket: WebSocket, onMalformed: (cause: unknown) => void, onAlive: () => void): void {
  const read = socket.onmessage;
  socket.onmessage = (event) => {
    onAlive();
    if (event.data instanceof ArrayBuffer) attempt(() => read?.call(socket, event), onMalformed);
    else onMalformed(new TypeError('a text message'));
  };
}

function attempt(read: () => void, onMalformed: (cause: unknown) => void): void {
  try {
    read();
  } catch (error) {
    onMalformed(error);
  }
}
