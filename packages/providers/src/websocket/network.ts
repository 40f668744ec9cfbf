/** What is told when the machine loses or finds its network. */
export interface NetworkListener {
  lost(): void;
  back(): void;
}

/** Where the news comes from: a page's window. */
type Source = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/**
 * Follows the machine's network until the returned function is called. A socket alone may take a minute to notice that nobody is at the other
 * end. Outside a browser nothing tells, and nothing happens.
 */
export function followNetwork(listener: NetworkListener, source: Partial<Source> = globalThis): () => void {
  const lost = (): void => listener.lost();
  const back = (): void => listener.back();
  source.addEventListener?.('offline', lost);
  source.addEventListener?.('online', back);
  return () => {
    source.removeEventListener?.('offline', lost);
    source.removeEventListener?.('online', back);
  };
}
