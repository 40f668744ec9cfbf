import * as Y from 'yjs';

/** Against what an update is checked. */
export interface UpdateRights {
  /** The client ids the session may write as: one, as a rule. */
  readonly clients: ReadonlySet<number>;
  /** How far each client's clock is known here: what `Y.decodeStateVector(Y.encodeStateVector(doc))` gives, or a carrier's own account. */
  readonly known: ReadonlyMap<number, number>;
  /** A larger update is refused unread; 4 MB where it says nothing. */
  readonly maxBytes?: number;
}

/** Why an update is not the session's, or not applicable yet. */
export type UpdateFault =
  /** Not an update, or cut short. */
  | 'damaged'
  | 'too-large'
  /** It holds items under a client id that is not the session's. */
  | 'foreign-client'
  /** It holds clocks that are known already, at least in part: sent again, or two sessions under one client id. */
  | 'known-clock'
  /** Its clocks begin later than what is known ends: an update before it is missing. */
  | 'missing-clock'
  /** It stands on, or removes, items that are not known: park it until they are, within a bound. */
  | 'missing-item';

/** What checking an update found. */
export type UpdateCheck =
  | { readonly ok: true /** How far its clients' clocks are after it. */; readonly clocks: ReadonlyMap<number, number> }
  | { readonly ok: false; readonly reason: UpdateFault; readonly message: string };

const MAX_BYTES = 4 * 1024 * 1024;

const refuse = (reason: UpdateFault, message: string): UpdateCheck => ({ ok: false, reason, message });

/**
 * Whether an update (V1) is what a session may send: all its items under the session's client ids, its clocks going on where the known ones
 * end, all that it stands on or removes known. Pure, applies nothing, never throws; some microseconds for an ordinary gesture.
 */
export function checkUpdateAuthor(update: Uint8Array, rights: UpdateRights): UpdateCheck {
  const maxBytes = rights.maxBytes ?? MAX_BYTES;
  if (update.length > maxBytes) return refuse('too-large', `An update of ${update.length} bytes: at most ${maxBytes} are taken.`);
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    const clocks = new Map<number, number>();
    const fault = checkStructs(structs, rights, clocks) ?? checkOrigins(structs, rights, clocks);
    return fault ?? checkDeletes(ds, rights, clocks) ?? { ok: true, clocks };
  } catch {
    return refuse('damaged', 'These bytes are no update.');
  }
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

function checkStructs(structs: readonly Struct[], { clients, known }: UpdateRights, clocks: Map<number, number>): UpdateCheck | undefined {
  for (const { id, length } of structs) {
    if (!clients.has(id.client)) return refuse('foreign-client', `It writes as ${id.client}, which is not this session.`);
    const expected = clocks.get(id.client) ?? known.get(id.client) ?? 0;
    if (id.clock < expected) return refuse('known-clock', `Clock ${id.clock} of ${id.client} is known already, up to ${expected}.`);
    if (id.clock > expected) return refuse('missing-clock', `Clock ${id.clock} of ${id.client} comes before ${expected} has.`);
    clocks.set(id.client, id.clock + length);
  }
  return undefined;
}

function checkOrigins(structs: readonly Struct[], { known }: UpdateRights, clocks: ReadonlyMap<number, number>): UpdateCheck | undefined {
  const isKnown = (id: unknown): boolean => !(id instanceof Y.ID) || id.clock < (clocks.get(id.client) ?? known.get(id.client) ?? 0);
  for (const struct of structs) {
    if (struct instanceof Y.Skip) return refuse('missing-clock', `Clock ${struct.id.clock} of ${struct.id.client} is left out.`);
    if (!(struct instanceof Y.Item)) continue;
    const origins: readonly unknown[] = [struct.origin, struct.rightOrigin, struct.parent];
    if (!origins.every(isKnown)) return refuse('missing-item', `The item at ${struct.id.clock} stands on one that is not known here.`);
  }
  return undefined;
}

type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

function checkDeletes(ds: DeleteSet, { known }: UpdateRights, clocks: ReadonlyMap<number, number>): UpdateCheck | undefined {
  for (const [client, ranges] of ds.clients) {
    const end = clocks.get(client) ?? known.get(client) ?? 0;
    for (const { clock, len } of ranges) {
      if (clock + len > end) return refuse('missing-item', `It removes ${clock + len} of ${client}, of which only ${end} are known.`);
    }
  }
  return undefined;
}
