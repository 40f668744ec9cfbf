import type * as Y from 'yjs';
import type { Provider, ProviderStatus } from '../provider.ts';

/** Resolves with the first status for which `holds`, the present one included. */
export function untilStatus(provider: Provider, holds: (status: ProviderStatus) => boolean): Promise<ProviderStatus> {
  return new Promise((resolve) => {
    if (holds(provider.status)) return resolve(provider.status);
    const stop = provider.subscribe((status) => {
      if (!holds(status)) return;
      stop();
      resolve(status);
    });
  });
}

/** Resolves when nothing of this browser waits at that place any more. */
export const untilSaved = (provider: Provider): Promise<ProviderStatus> => untilStatus(provider, (status) => status.pending === 0);

/** Resolves when `holds` for the document, asked after each change of it. */
export function untilDoc(doc: Y.Doc, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const ask = (): void => {
      if (!holds()) return;
      doc.off('afterAllTransactions', ask);
      resolve();
    };
    doc.on('afterAllTransactions', ask);
    ask();
  });
}
