import { later } from '../timers.ts';
import type { Asking, CancelSignal } from './source.ts';

/** What came of asking: an answer, or the sentence why there is none. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** How long to wait, and who is asked, for the sentence. */
interface Patience extends Asking {
  readonly patienceMs: number;
  /** The start of a sentence: “What answers for file: keys”. */
  readonly who: string;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A signal of our own, so that a source hears of a time that ran out just as of an asker who left. */
class Cancel implements CancelSignal {
  aborted = false;
  readonly #listeners = new Set<() => void>();

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  tell(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

/** Asks and waits at most so long. Never throws and never rejects: a failure, a cancel and a time that ran out come back as sentences. */
export function answerWithin<T>(ask: (inner: Asking) => T | Promise<T>, { signal, patienceMs, who }: Patience): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const cancel = new Cancel();
    let answered = false;
    const give = (answer: Answer<T>): void => {
      if (answered) return;
      answered = true;
      callOff();
      signal?.removeEventListener('abort', leave);
      resolve(answer);
    };
    const end = (reason: string): void => {
      cancel.tell();
      give({ ok: false, reason });
    };
    const leave = (): void => end('Asking was cancelled.');
    const callOff = later(() => end(`${who} gave no answer within ${patienceMs / 1000} s. It may when asked again.`), patienceMs);
    if (signal?.aborted) return leave();
    signal?.addEventListener('abort', leave);
    try {
      Promise.resolve(ask({ signal: cancel })).then(
        (value) => give({ ok: true, value }),
        (error: unknown) => give({ ok: false, reason: messageOf(error) }),
      );
    } catch (error) {
      give({ ok: false, reason: messageOf(error) });
    }
  });
}
