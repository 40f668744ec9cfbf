import type * as Y from 'yjs';

/**
 * How much of each writer a document holds, as text: equal while nothing was written to it. Letters that are only deleted leave it as
 * it was. Costs one step a writer.
 */
export function readVector(doc: Y.Doc): string {
  const clocks = [...doc.store.clients].map(([client, structs]) => {
    const last = structs.at(-1);
    return `${client}:${last ? last.id.clock + last.length : 0}`;
  });
  return clocks.sort().join(' ');
}
