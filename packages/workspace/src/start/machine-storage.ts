/** What this machine keeps for the program outside any document. Never throws: where the browser keeps nothing, it forgets. */
export const machineStorage = {
  read(key: string): string | undefined {
    try {
      return globalThis.localStorage?.getItem(key) ?? undefined;
    } catch {
      return undefined; // storage is switched off in this browser
    }
  },
  /** Returns whether it was kept. */
  write(key: string, value: string): boolean {
    try {
      globalThis.localStorage.setItem(key, value);
      return true;
    } catch {
      return false; // storage is full or switched off
    }
  },
  remove(key: string): void {
    try {
      globalThis.localStorage.removeItem(key);
    } catch {
      return; // storage is switched off: there was nothing to remove
    }
  },
} as const;
