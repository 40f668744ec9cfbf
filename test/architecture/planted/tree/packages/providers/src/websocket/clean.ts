/** Opens a socket: in this folder the DOM may be used. */
export function openSocket(url: string): WebSocket {
  return new WebSocket(url, document.title);
}
