import { entityIdOf } from '@space/doc-schema';
import { isTextLink } from '@space/doc-schema/links';
import { saveIdentity } from '../start/identity.ts';
import { readAddress } from '../start/address.ts';
import { readUi, setUi, useUi } from '../ui/ui-state.ts';
import { announce, findPerson } from './arrival.ts';
import type { Session } from './session.ts';

/** Gives this person another name, here and in the world, as one gesture of its own. */
export function renameMe(session: Session, name: string): void {
  const identity = { ...session.visit.getState().identity, name: name.slice(0, 60), named: true };
  saveIdentity(identity);
  session.visit.setState({ identity });
  session.graph.author = { person: identity.id, name: identity.name };
  const id = findPerson(session.graph, identity.id);
  if (id) session.graph.edit({ title: 'Change my name' }, (edit) => edit.set(id, 'title', identity.name));
  announce(session);
}

/** The name of the machine's user is a better first name than a bird's, as long as the person chose none. */
function takeHostName(session: Session): void {
  const { identity } = session.visit.getState();
  const user = session.host.status.folder?.user.trim();
  if (identity.named || !user || user === identity.name || user === 'root') return;
  const name = user.charAt(0).toLocaleUpperCase() + user.slice(1);
  if (name === identity.name) return;
  const next = { ...identity, name };
  saveIdentity(next);
  session.visit.setState({ identity: next });
  session.graph.author = { person: next.id, name };
  announce(session);
}

function watchSaves(session: Session): () => void {
  const look = (): void => {
    const { relay, store, visit } = session;
    const pending = relay.status.connection === 'connected' ? relay.status.pending + store.status.pending : store.status.pending;
    if (pending === 0 && (store.status.connection === 'loaded' || relay.status.connection === 'connected'))
      visit.setState({ savedAt: Date.now() });
  };
  const stops = [session.relay.subscribe(look), session.store.subscribe(look)];
  return () => stops.forEach((stop) => stop());
}

/** Edits that are nowhere but in this page: a person who leaves is asked, and what can still be written is. */
function guardLeaving(session: Session): () => void {
  const leaving = (event: BeforeUnloadEvent): void => {
    session.graph.settle();
    const unsavedHere = session.store.status.connection === 'blocked' || session.store.status.pending > 0;
    const unsent = session.relay.status.connection !== 'connected' || session.relay.status.pending > 0;
    const filesKept = session.buffers.keepAll();
    if ((unsavedHere && unsent && session.graph.journal.undoTitle !== undefined) || !filesKept) event.preventDefault();
  };
  const hiding = (): void => {
    session.graph.settle();
    session.buffers.keepAll();
  };
  window.addEventListener('beforeunload', leaving);
  window.addEventListener('pagehide', hiding);
  return () => {
    window.removeEventListener('beforeunload', leaving);
    window.removeEventListener('pagehide', hiding);
  };
}

function selectAt(session: Session, at: string | undefined): void {
  const id = at ? entityIdOf(at) : undefined;
  if (!id || !session.graph.read(id)) return;
  setUi({ selection: [id], revealed: readUi().revealed + 1 });
  session.world.current?.frame([id]);
}

/** An address of this world opened again in this window: a thing is shown, a new key starts the page anew. */
function followAddress(session: Session): () => void {
  const changed = (): void => {
    const address = readAddress(location.pathname, location.hash);
    if (address.accessKey || address.hostToken) location.reload();
    else if (address.at) {
      history.replaceState(null, '', location.pathname);
      selectAt(session, address.at);
    }
  };
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** Keeps the selection to what is still there. */
function pruneSelection(session: Session): () => void {
  return session.graph.subscribe((change) => {
    if (!change.structure) return;
    const { selection, trashShown } = useUi.getState();
    const kept = selection.filter((id) => {
      const entity = session.graph.read(id);
      return entity && (!entity.trashed || trashShown);
    });
    if (kept.length !== selection.length) setUi({ selection: kept });
  });
}

/** A mention typed into a note links it, which is what the second starter step asks for. */
function noticeMentions(session: Session): () => void {
  const { graph, steps } = session;
  return graph.subscribe((change) => {
    if (!change.local || change.links.size === 0) return;
    const linked = [...change.links].some((key) => {
      const id = entityIdOf(key);
      return id !== undefined && graph.read(id)?.kind === 'note' && graph.linksFrom(key).some(isTextLink);
    });
    // The step is ticked after the edit it follows from, as an edit of its own.
    if (linked) queueMicrotask(() => steps.did('note-link'));
  });
}

/** Ties a session to the window: what is told to others, what is remembered, what a leave must not lose. */
export function followSession(session: Session, at: string | undefined): () => void {
  const stops = [
    useUi.subscribe((ui, before) => {
      if (ui.selection !== before.selection) session.presence.setSelection(ui.selection);
    }),
    session.host.subscribe(() => takeHostName(session)),
    session.presence.subscribe(() => {
      if (session.visit.getState().ready && session.presence.list().length > 0) session.steps.did('invite');
    }),
    session.visit.subscribe((visit, before) => {
      if (!visit.ready || before.ready) return;
      session.search.start();
      selectAt(session, at);
      if (session.presence.list().length > 0) session.steps.did('invite');
    }),
    followAddress(session),
    watchSaves(session),
    guardLeaving(session),
    pruneSelection(session),
    noticeMentions(session),
  ];
  void navigator.storage?.persist?.();
  return () => stops.forEach((stop) => stop());
}
