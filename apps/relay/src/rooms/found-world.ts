import { createStarterWorld, GraphDoc, type PersonId, type RegionId } from '@space/doc-schema';
import * as Y from 'yjs';
import type { Identity } from '../store/identity.ts';
import type { Store } from '../store/store.ts';

/** Makes the starter world and stores it with its flushes, before anyone can connect. Throws what the store throws. */
export function foundWorld(store: Store, identity: Identity): void {
  const doc = new Y.Doc();
  const author = { person: 'space' as PersonId, name: 'Space' };
  const graph = GraphDoc.open({ region: identity.region as RegionId, doc, author, tool: 'relay' });
  createStarterWorld(graph);
  graph.settle();
  store.append([{ region: identity.region, update: Y.encodeStateAsUpdate(doc), flushes: graph.flushes.list() }]);
  graph.dispose();
  doc.destroy();
}
