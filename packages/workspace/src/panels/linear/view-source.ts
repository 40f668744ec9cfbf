import { type GraphNode, type Key, missingNode, type Source } from '@space/doc-schema';
import { LINEAR_VIEW } from '../panel-sorts.ts';

const LINEAR: GraphNode = {
  key: LINEAR_VIEW,
  title: 'Linear view',
  kind: 'view',
  icon: 'audio-lines',
  hasChildren: false,
  facts: {},
};

/** The source of `view:` keys: parts of the program that open as panels and belong to no world. */
export function createViewSource(): Source {
  return {
    scheme: 'view',
    read: (key: Key) => (key === LINEAR_VIEW ? LINEAR : missingNode(key, 'There is no such view in this version.')),
    children: () => ({ nodes: [] }),
    links: () => [],
    actions: () => ['entity.open'],
    subscribe: () => () => undefined,
  };
}
