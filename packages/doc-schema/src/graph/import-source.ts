import type { GraphDoc } from '../document/graph-doc.ts';
import type { Key } from '../ids.ts';
import { IMPORTED_FROM, readExternalKey, sourceKey } from '../interchange/source-keys.ts';
import type { Link } from '../links/link.ts';
import { missingNode } from './graph.ts';
import { NodeKeeper, pageOf } from './node-keeper.ts';
import type { GraphNode, Source } from './source.ts';

const lastPart = (path: string): string => path.replace(/\/$/, '').split('/').at(-1) ?? '';

/** Everything of a source that something here was brought in from, by name. Looks at each link there is. */
function readExternals(graph: GraphDoc, whole: Key): readonly Key[] {
  const keys = new Set<Key>();
  for (const link of graph.links()) if (link.relation === IMPORTED_FROM && link.to.startsWith(`${whole}/`)) keys.add(link.to);
  return [...keys].sort();
}

/** The source of `source:` keys: what things were brought in from, as far as this region remembers. The files themselves lie elsewhere. */
export function createImportSource(graph: GraphDoc, actions: readonly string[] = []): Source {
  const keeper = new NodeKeeper();
  const readWhole = (key: Key): GraphNode => {
    const { length } = readExternals(graph, key);
    const name = readExternalKey(`${key}/`)?.source ?? '';
    if (length === 0) return keeper.keep(missingNode(key, 'Nothing here was brought in from it.', name || key));
    return keeper.keep({ key, title: name, kind: 'import', icon: 'folder', hasChildren: true, facts: { things: length } });
  };
  const read = (key: Key): GraphNode => {
    const place = readExternalKey(key);
    if (!place) return readWhole(key);
    const link = graph.linksTo(key)[0];
    const title = lastPart(place.external) || place.source;
    if (!link) return keeper.keep(missingNode(key, 'Nothing here was brought in from it.', title));
    const folder = place.external.endsWith('/');
    const facts = { 'brought in from': place.source, path: place.external };
    return keeper.keep({ key, title, kind: 'import', icon: folder ? 'folder' : 'file-text', hasChildren: false, facts });
  };
  return {
    scheme: 'source',
    read,
    children: (key, page) => (readExternalKey(key) ? { nodes: [] } : pageOf(readExternals(graph, key), page, read)),
    links: (key): readonly Link[] => {
      const place = readExternalKey(key);
      return place && graph.linksTo(key).length > 0
        ? [{ from: sourceKey(place.source), relation: 'contains', to: key, data: { title: lastPart(place.external) || place.source } }]
        : [];
    },
    actions: () => actions,
    subscribe: (key, listener) =>
      graph.subscribe((change) => [...change.links].some((each) => each === key || each.startsWith(`${key}/`)) && listener()),
  };
}
