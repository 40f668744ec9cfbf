import type { ProviderStatus } from '@space/providers';

/** What the sync chip says. `good` and `wait` are quiet; `off` and `stop` have a ground. */
export interface SyncSentence {
  readonly tone: 'good' | 'wait' | 'off' | 'stop';
  readonly icon: string;
  readonly text: string;
  /** The same for a narrow screen. */
  readonly short: string;
}

const edits = (count: number): string => (count === 1 ? '1 edit' : `${count} edits`);

/** What went wrong in two or three words, for a chip. */
function reasonOf(status: ProviderStatus): string {
  switch (status.problem?.code) {
    case 'disk-full':
    case 'quota':
    case 'quota-exceeded':
      return 'disk is full';
    case 'blocked':
      return 'another window holds the store';
    default:
      return status.connection === 'blocked' ? 'another window holds the store' : 'the browser keeps nothing';
  }
}

function readBroken(relay: ProviderStatus, store: ProviderStatus): SyncSentence {
  if (relay.connection === 'connected' && relay.pending === 0)
    return { tone: 'off', icon: 'cloud-alert', text: `Saved on the relay only: ${reasonOf(store)}`, short: 'Saved on the relay only' };
  return { tone: 'stop', icon: 'octagon-alert', text: `Not saved: ${reasonOf(store)}`, short: 'Not saved' };
}

function readApart(relay: ProviderStatus, store: ProviderStatus): SyncSentence {
  if (store.pending > 0) return { tone: 'wait', icon: 'hard-drive', text: `Saving ${edits(store.pending)} here`, short: 'Saving here' };
  if (relay.pending > 0)
    return { tone: 'off', icon: 'cloud-off', text: `Offline, ${edits(relay.pending)} to send`, short: `Offline, ${relay.pending} to send` };
  if (relay.connection === 'connecting')
    return { tone: 'wait', icon: 'cloud-upload', text: 'Saved here, reaching the relay', short: 'Reaching the relay' };
  return { tone: 'off', icon: 'cloud-off', text: 'Offline, all saved here', short: 'Offline, all saved here' };
}

/** The one true sentence about where the edits of this window are. `store` is this browser's own storage. */
export function readSyncSentence(relay: ProviderStatus, store: ProviderStatus): SyncSentence {
  if (store.connection === 'blocked' || (store.problem !== undefined && store.pending > 0)) return readBroken(relay, store);
  if (relay.connection === 'refused') return readRefusal(relay);
  return relay.connection === 'connected' ? readConnected(relay, store) : readApart(relay, store);
}

function readRefusal(relay: ProviderStatus): SyncSentence {
  const waiting = relay.pending > 0 ? `, ${edits(relay.pending)} kept here` : '';
  return { tone: 'stop', icon: 'lock', text: `Not sent: the relay refused this window${waiting}`, short: 'Refused by the relay' };
}

function readConnected(relay: ProviderStatus, store: ProviderStatus): SyncSentence {
  if (relay.problem) {
    const text = relay.pending > 0 ? `Saved here, the relay cannot: ${edits(relay.pending)} wait` : 'Saved here and on the relay';
    return { tone: relay.pending > 0 ? 'off' : 'good', icon: relay.pending > 0 ? 'cloud-alert' : 'cloud-check', text, short: text };
  }
  const pending = Math.max(relay.pending, store.pending);
  if (pending === 0) return { tone: 'good', icon: 'cloud-check', text: 'Saved here and on the relay', short: 'Saved, on the relay' };
  return { tone: 'wait', icon: 'cloud-upload', text: `Sending ${edits(pending)}`, short: `Sending ${pending}` };
}

/** An edit on the way longer than this is told as waiting for an answer, in milliseconds. */
export const SILENT_AFTER_MS = 3000;

/** The words for one of the two places: all there, being reached, refusing; `silent` when it has not answered for long. */
export interface PlaceWords {
  readonly good: string;
  readonly wait: string;
  readonly bad: string;
  readonly silent?: string | undefined;
}

/** What is true of one place: it has everything only when nothing is on the way to it. */
export function readPlace(status: ProviderStatus, words: PlaceWords): { readonly icon: string; readonly text: string } {
  const { connection, pending } = status;
  if (connection === 'blocked' || connection === 'refused') return { icon: 'octagon-alert', text: words.bad };
  if (connection !== 'connected' && connection !== 'loaded')
    return { icon: 'circle-dot', text: pending > 0 ? `${words.wait}; ${pending} to send` : words.wait };
  if (pending === 0) return { icon: 'check', text: words.good };
  return words.silent ? { icon: 'cloud-alert', text: words.silent } : { icon: 'cloud-upload', text: `${edits(pending)} on the way` };
}
