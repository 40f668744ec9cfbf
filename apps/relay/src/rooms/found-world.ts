import { createStarterWorld, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import * as Y from 'yjs';
import type { Identity } from '../store/identity.ts';
import type { Store } from '../store/store.ts';

const AUTHOR = { person: 'space' as PersonId, name: 'Space' };

/** Makes the starter world and stores it with its flushes, before anyone can connect. Throws what the store throws. */
export function foundWorld(store: Store, identity: Identity): void {
  const doc = new Y.Doc();
  const graph = GraphDoc.open({ region: identity.region as RegionId, doc, author: AUTHOR, tool: 'relay' });
  createStarterWorld(graph);
  graph.settle();
  store.append([{ region: identity.region, update: Y.encodeStateAsUpdate(doc), flushes: graph.flushes.list() }]);
  graph.dispose();
  doc.destroy();
}

/** The name people gave the world of a document; 'Space' where it has none yet. Walks the links once. */
export function readWorldTitle(doc: Y.Doc, region: string): string {
  const graph = GraphDoc.open({ region: region as RegionId, doc, author: AUTHOR, tool: 'relay' });
  const title = graph.worldId && graph.read(graph.worldId)?.title;
  graph.dispose();
  return title === undefined || title === '' ? 'Space' : title;
}
