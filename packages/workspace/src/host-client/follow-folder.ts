import type { HostClient } from './host-client.ts';

/** How often a visible list asks again, in milliseconds: the folder service tells of changes to single watched files only. */
const ASK_AGAIN_MS = 5000;

/** Where a list of the folder stands: the page's window, its document, and the folder service. */
export interface FolderPlace {
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { readonly visibilityState: string };
  readonly host: Pick<HostClient, 'status' | 'subscribeChanges'>;
}

/**
 * Calls `read` whenever a list of the folder may be out of date: the window comes back, a file was saved here, the folder service told of
 * a change, and every five seconds while the page is seen. Never while the page is hidden or the folder is away.
 */
export function followFolder({ window, document, host }: FolderPlace, read: () => void): () => void {
  const ask = (): void => {
    if (document.visibilityState === 'visible' && host.status.state === 'ready') read();
  };
  const timer = setInterval(ask, ASK_AGAIN_MS);
  window.addEventListener('focus', ask);
  document.addEventListener('visibilitychange', ask);
  const stop = host.subscribeChanges(ask);
  return () => {
    clearInterval(timer);
    window.removeEventListener('focus', ask);
    document.removeEventListener('visibilitychange', ask);
    stop();
  };
}
