import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** One part of a region's history as a relay sends it: the state it begins with, then every update since, oldest first. */
export type HistoryPart =
  | { readonly type: 'base' /** Milliseconds since 1970; 0: not known. */; readonly time: number /** V2. */; readonly bytes: Uint8Array }
  | { readonly type: 'update'; readonly seq: number; readonly time: number /** V1. */; readonly bytes: Uint8Array };

const BASE = 0;
const UPDATE = 1;

/** The bytes of one part; parts stand one after the other. */
export function encodeHistoryPart(part: HistoryPart): Uint8Array<ArrayBuffer> {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, part.type === 'base' ? BASE : UPDATE);
    if (part.type === 'update') encoding.writeVarUint(encoder, part.seq);
    encoding.writeVarUint(encoder, Math.max(0, part.time));
    encoding.writeVarUint8Array(encoder, part.bytes);
  });
}

/** The parts that bytes hold, and whether they hold nothing else: what follows a cut or damaged part is left out. Never throws. */
export function decodeHistory(bytes: Uint8Array): { readonly parts: readonly HistoryPart[]; readonly whole: boolean } {
  const parts: HistoryPart[] = [];
  const decoder = decoding.createDecoder(bytes);
  try {
    while (decoding.hasContent(decoder)) {
      const type = decoding.readVarUint(decoder);
      if (type > UPDATE) return { parts, whole: false };
      const seq = type === UPDATE ? decoding.readVarUint(decoder) : 0;
      const time = decoding.readVarUint(decoder);
      const content = decoding.readVarUint8Array(decoder);
      parts.push(type === BASE ? { type: 'base', time, bytes: content } : { type: 'update', seq, time, bytes: content });
    }
    return { parts, whole: true };
  } catch {
    return { parts, whole: false }; // lib0 throws on bytes that end too early
  }
}
