import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { checkFlush, type Flush } from './flush.ts';

/** One change of a region as its log keeps it. */
export interface HistoryRecord {
  /** Counted up by whoever keeps the log; gaps are allowed. */
  readonly seq: number;
  /** When the log took it in, milliseconds since 1970: for a session's own edits the time of the edit, for others' the time of arrival. */
  readonly time: number;
  /** A Yjs update, V1. */
  readonly update: Uint8Array;
  /** What the writer said about it, where the log knows; other flushes are found in the `FlushLog` by (client, clock). */
  readonly flush?: Flush;
}

/** A whole region at a time: where a log begins, or a shorter way to a late part of it. */
export interface HistoryBase {
  /** The last record that is part of it; 0: none. */
  readonly seq: number;
  /** Milliseconds since 1970; 0: not known. */
  readonly time: number;
  /** The region's state as a Yjs update, V2. */
  readonly state: Uint8Array;
}

/** What a log holds: the base it begins with and every record since, oldest first. */
export interface HistoryRange {
  readonly base: HistoryBase | undefined;
  readonly records: readonly HistoryRecord[];
}

/** The first byte of encoded history, and of each piece where several stand one after the other; another one is another format. */
const FORMAT = 0x48;
const BASE = 0;
const RECORD = 1;
/** No gesture of ours comes near it; a longer update is refused before anything is made of it. */
const MAX_UPDATE_BYTES = 64 * 1024 * 1024;
/** A flush is a few hundred bytes; its longest fields and ranges stay under this. */
const MAX_FLUSH_CHARACTERS = 16_384;

/** Bytes of a base and records, to keep or to send; `decodeHistoryRange` reads them. Several may stand one after the other. */
export function encodeHistoryRange(range: HistoryRange): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeUint8(encoder, FORMAT);
    if (range.base) {
      encoding.writeUint8(encoder, BASE);
      writeHead(encoder, range.base);
      encoding.writeVarUint8Array(encoder, range.base.state);
    }
    for (const record of range.records) {
      encoding.writeUint8(encoder, RECORD);
      writeHead(encoder, record);
      encoding.writeVarString(encoder, record.flush ? JSON.stringify(record.flush) : '');
      encoding.writeVarUint8Array(encoder, record.update);
    }
  });
}

function writeHead(encoder: encoding.Encoder, { seq, time }: { readonly seq: number; readonly time: number }): void {
  encoding.writeVarUint(encoder, seq);
  encoding.writeVarUint(encoder, Math.max(0, Math.round(time)));
}

/**
 * The one door for history that comes as bytes. Never throws: what follows a cut or damaged part is left out and `whole` is false. Updates are
 * copied and not looked into; whoever replays them leaves out what is none. Costs no more memory than the bytes themselves, twice.
 */
export function decodeHistoryRange(bytes: Uint8Array): HistoryRange & { readonly whole: boolean } {
  const records: HistoryRecord[] = [];
  let base: HistoryBase | undefined;
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readUint8(decoder) !== FORMAT) return { base, records, whole: false };
    while (decoding.hasContent(decoder)) {
      const type = decoding.readUint8(decoder);
      if (type === FORMAT) continue;
      const part = type === BASE ? readBase(decoder) : type === RECORD ? readRecord(decoder) : undefined;
      if (!part) return { base, records, whole: false };
      if ('state' in part) base = part;
      else records.push(part);
    }
    return { base, records, whole: true };
  } catch {
    return { base, records, whole: false }; // lib0 throws on bytes that end too early
  }
}

function readBase(decoder: decoding.Decoder): HistoryBase {
  const seq = decoding.readVarUint(decoder);
  const time = decoding.readVarUint(decoder);
  return { seq, time, state: decoding.readVarUint8Array(decoder).slice() };
}

function readRecord(decoder: decoding.Decoder): HistoryRecord | undefined {
  const seq = decoding.readVarUint(decoder);
  const time = decoding.readVarUint(decoder);
  const text = decoding.readVarString(decoder);
  const update = decoding.readVarUint8Array(decoder).slice();
  if (update.length > MAX_UPDATE_BYTES) return undefined;
  const flush = text === '' || text.length > MAX_FLUSH_CHARACTERS ? undefined : readFlush(text);
  return flush ? { seq, time, update, flush } : { seq, time, update };
}

/** A flush that cannot be read leaves its record without one: the edit stands, only its author is not told here. */
function readFlush(text: string): Flush | undefined {
  try {
    return checkFlush(JSON.parse(text));
  } catch {
    return undefined;
  }
}
