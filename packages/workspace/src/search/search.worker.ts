import { SearchDesk } from './search-desk.ts';
import type { FromWorker, ToWorker } from './search-messages.ts';
import { openSearchStore } from './search-store.ts';

const scope = self as unknown as {
  postMessage(message: FromWorker): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};

const desk = new SearchDesk({ post: (message) => scope.postMessage(message), openStore: openSearchStore });

scope.onmessage = ({ data }) => {
  desk.take(data).catch((error: unknown) => {
    // Thrown outside of a promise it reaches the page, which starts another worker.
    setTimeout(() => {
      throw error;
    });
  });
};
