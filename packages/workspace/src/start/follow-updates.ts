import { showToast } from '../ui/toast.ts';

/** Says that the program was replaced under this window, and offers the way on; it stays until it is answered. */
export function tellUpdated(): void {
  showToast('Space was updated. Reload to go on.', {
    icon: 'refresh-cw',
    stays: true,
    action: { label: 'Reload', run: () => location.reload() },
  });
}

/** Calls `tell` when a part of the program is no longer there to be fetched: the files it was built with were replaced. */
export function followUpdates(place: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>, tell: () => void): () => void {
  const listener = (): void => tell();
  place.addEventListener('vite:preloadError', listener);
  return () => place.removeEventListener('vite:preloadError', listener);
}
