import type { Flush } from '@space/doc-schema';
import { isUpdate } from '@space/providers/protocol';
import * as Y from 'yjs';
import type { Part } from '../store/store.ts';

/** What applying an update did. */
export type Applied =
  | {
      readonly ok: true /** What to store and send on; absent when nothing was new. */;
      readonly update?: Uint8Array;
      readonly incomplete: boolean;
    }
  | { readonly ok: false /** The state is no longer to be trusted. */; readonly broken: boolean };

/**
 * A region's content in memory, and the one place of the relay that holds a Y.Doc: a room asks it for answers in bytes, so that
 * it can be replaced by encoded parts without touching rooms, log or fan-out.
 */
export class RoomState {
  readonly doc: Y.Doc = new Y.Doc();

  /** Takes a stored part in. False when it cannot be read. */
  load(part: Part): boolean {
    try {
      if (part.format === 'v2') Y.applyUpdateV2(this.doc, part.bytes, 'store');
      else Y.applyUpdate(this.doc, part.bytes, 'store');
      return true;
    } catch {
      return false; // its checksum is right, so it was written so; the caller puts it aside
    }
  }

  /** Takes an update from a client in, after checking that it decodes whole. */
  apply(bytes: Uint8Array): Applied {
    if (!isUpdate(bytes)) return { ok: false, broken: false };
    const news: Uint8Array[] = [];
    const listen = (update: Uint8Array): void => void news.push(update);
    const before = this.#pending();
    this.doc.on('update', listen);
    try {
      Y.applyUpdate(this.doc, bytes, 'client');
    } catch {
      return { ok: false, broken: true }; // decodes but cannot be integrated: the caller rebuilds this state from the log
    } finally {
      this.doc.off('update', listen);
    }
    const after = this.#pending();
    const incomplete = after.structs !== null || after.deletes !== null;
    // What refers to content that is not here yet is stored as it came: it must survive until the rest arrives.
    const kept = after.structs !== before.structs || after.deletes !== before.deletes;
    if (kept && incomplete) return { ok: true, update: bytes, incomplete };
    const [first] = news;
    if (first === undefined) return { ok: true, incomplete };
    return { ok: true, update: news.length === 1 ? first : Y.mergeUpdates(news), incomplete };
  }

  /** Whether everything a flush names has arrived. */
  covers(flush: Flush): boolean {
    return Y.getState(this.doc.store, flush.client) >= flush.clockTo;
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** What someone with this state vector lacks. */
  missingFrom(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, stateVector);
  }

  /** The whole content, for a snapshot. */
  encode(): Uint8Array {
    return Y.encodeStateAsUpdateV2(this.doc);
  }

  dispose(): void {
    this.doc.destroy();
  }

  #pending(): { structs: unknown; deletes: unknown } {
    return { structs: this.doc.store.pendingStructs, deletes: this.doc.store.pendingDs };
  }
}
