import { machineStorage } from './machine-storage.ts';

/** What the relay says about the world it serves. */
export interface WorldInfo {
  readonly region: string;
  readonly title: string;
  /** Where the folder service listens on this machine, or null when there is none. */
  readonly host: string | null;
  /** Whether anyone who reaches the relay may read and write. */
  readonly open: boolean;
}

const STORAGE_KEY = 'space:world';

/** Checks what came as a world's facts; undefined when it is not that. */
export function checkWorldInfo(raw: unknown): WorldInfo | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { region, title, host, open } = raw as Record<string, unknown>;
  if (typeof region !== 'string' || region === '') return undefined;
  return { region, title: typeof title === 'string' ? title : 'Space', host: typeof host === 'string' ? host : null, open: open === true };
}

/** Asks the relay first, at most 2.5 s; when it does not answer, what it last said is used, so that a start works offline. */
export async function readWorldInfo(): Promise<{ info: WorldInfo; fresh: boolean } | undefined> {
  try {
    const answer = await fetch('/world.json', { cache: 'no-store', signal: AbortSignal.timeout(2500) });
    const info = answer.ok ? checkWorldInfo(await answer.json()) : undefined;
    if (info) {
      machineStorage.write(STORAGE_KEY, JSON.stringify(info));
      return { info, fresh: true };
    }
  } catch {
    // reason: no network, or the relay is away; the last answer follows.
  }
  const kept = machineStorage.read(STORAGE_KEY);
  if (!kept) return undefined;
  try {
    const info = checkWorldInfo(JSON.parse(kept));
    return info ? { info, fresh: false } : undefined;
  } catch {
    return undefined; // what was kept is damaged: as if nothing was
  }
}
