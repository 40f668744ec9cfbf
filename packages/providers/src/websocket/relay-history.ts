import type { RegionId } from '@space/doc-schema';
import { decodeHistoryRange, type HistoryRange } from '@space/doc-schema/history';
import type { Problem } from '../provider.ts';

/** Where a relay's history is asked for. */
export interface RelayHistoryOptions {
  /** The relay, such as `http://localhost:8787`. */
  readonly origin: string;
  readonly region: RegionId;
  /** The access key; absent where the relay is open. */
  readonly accessKey?: string | undefined;
  /** History from this time on, milliseconds since 1970; 0: as far back as the relay has it. */
  readonly fromMs: number;
  readonly signal?: AbortSignal;
  /** Bytes that have come so far. */
  readonly onProgress?: (sizeBytes: number) => void;
}

/** What a relay keeps of a region's past, or why it cannot be had. */
export type RelayHistory =
  | { readonly range: HistoryRange /** False where the answer ended early. */; readonly whole: boolean }
  | { readonly problem: Problem };

/** A history longer than this is not taken: ask for less time. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Asks a relay for the past of a region. Never rejects: what goes wrong is told as a problem. */
export async function fetchHistory(options: RelayHistoryOptions): Promise<RelayHistory> {
  try {
    const response = await fetch(`${options.origin}/history/${options.region}?from=${Math.floor(options.fromMs)}`, {
      ...(options.accessKey === undefined ? {} : { headers: { Authorization: `Bearer ${options.accessKey}` } }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (!response.ok || !response.body) return { problem: problemOf(response.status) };
    return await readBody(response.body, options.onProgress);
  } catch {
    const message = options.signal?.aborted ? 'It was called off.' : 'The relay cannot be reached: history as far as this browser has it.';
    return { problem: { code: options.signal?.aborted ? 'cancelled' : 'unreachable', message } };
  }
}

async function readBody(body: ReadableStream<Uint8Array>, onProgress: ((sizeBytes: number) => void) | undefined): Promise<RelayHistory> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    sizeBytes += next.value.length;
    onProgress?.(sizeBytes);
    if (sizeBytes <= MAX_BYTES) continue;
    await reader.cancel();
    return {
      problem: { code: 'too-large', message: `This history is longer than ${MAX_BYTES / 1024 / 1024} MB: ask for a shorter time.` },
    };
  }
  const bytes = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  if (sizeBytes === 0) return { range: { base: undefined, records: [] }, whole: true };
  const { whole, ...range } = decodeHistoryRange(bytes);
  return { range, whole };
}

function problemOf(status: number): Problem {
  if (status === 401) return { code: 'wrong-key', message: 'This address does not open the history: its access key is missing or wrong.' };
  if (status === 404) return { code: 'no-history', message: 'This relay keeps no history of this region.' };
  return { code: 'relay-failed', message: `The relay failed to give the history (${status}); its log says why.` };
}
