// Timers exist in every JavaScript host but not in the language's own library, which is all this package may use.
declare function setTimeout(callback: () => void, delayMs: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Calls `callback` once after `delayMs`; the returned function calls it off. */
export function later(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}
