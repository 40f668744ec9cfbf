import type { EntityId, GraphDoc } from '@space/doc-schema';
import { chooseColour } from '../start/person-colour.ts';
import type { Session } from './session.ts';

/** A relay that has not answered by then counts as away: the world opens with what is here. */
const FIRST_SYNC_MS = 1500;

/** The entity that stands for a person in this world, or undefined. */
export function findPerson(graph: Pick<GraphDoc, 'list' | 'read'>, person: string): EntityId | undefined {
  return graph.list().find((id) => {
    const entity = graph.read(id);
    return entity?.kind === 'person' && entity.properties.person === person;
  });
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when what the world holds has been read: from this machine, and from the relay unless it is away. */
export async function untilRead(session: Session): Promise<void> {
  const { relay, store } = session;
  await Promise.race([store.whenReady, wait(4000)]);
  const first = new Promise<void>((resolve) => {
    const stop = relay.subscribe((status) => {
      if (status.connection === 'refused') {
        stop();
        resolve();
      }
    });
    void relay.whenReady.then(() => {
      stop();
      resolve();
    });
  });
  await Promise.race([first, wait(FIRST_SYNC_MS)]);
}

function writePerson(session: Session): void {
  const { graph, visit } = session;
  const { identity } = visit.getState();
  if (findPerson(graph, identity.id)) return;
  const known = graph.list().flatMap((id) => {
    const entity = graph.read(id);
    return entity?.kind === 'person' ? [{ colour: Number(entity.properties.colour), joined: Number(entity.properties.joined) }] : [];
  });
  const colour = chooseColour(known);
  graph.edit({ title: 'Arrive', tool: 'arrival', undoable: false }, (edit) => {
    edit.create('person', { title: identity.name, person: identity.id, colour, joined: Date.now() });
  });
}

/** Tells the others who this is, with the colour that the world gave this person. */
export function announce(session: Session): void {
  const { graph, presence, visit } = session;
  const { identity } = visit.getState();
  const id = findPerson(graph, identity.id);
  const colour = Number((id && graph.read(id)?.properties.colour) || visit.getState().colour);
  visit.setState({ colour });
  presence.setPerson({ id: identity.id, name: identity.name, colour });
}

/** Whether a region holds nothing but people who looked in. */
const isBlank = (graph: GraphDoc): boolean => graph.list().every((id) => graph.read(id)?.kind === 'person');

/** A region that the relay does not serve and that nobody ever wrote to: most likely a mistyped address. */
function isUnknown({ graph, region, options, relay }: Session): boolean {
  return options.served !== undefined && options.served !== region && relay.status.connection === 'connected' && isBlank(graph);
}

/** Writes this person into the world once. Two windows of one person agree by a Web Lock who does it. */
export async function arrive(session: Session): Promise<void> {
  announce(session);
  await untilRead(session);
  if (isUnknown(session)) return session.visit.setState({ ready: true, unknown: true });
  session.visit.setState({ ready: true });
  const write = (): void => {
    // Without anything read and with a relay that refused, this is nobody's world yet: nothing is written into it.
    if (session.relay.status.connection === 'refused' && session.graph.list().length === 0) return;
    writePerson(session);
  };
  if (navigator.locks) await navigator.locks.request(`space:person:${session.region}`, async () => write());
  else write();
  announce(session);
}
