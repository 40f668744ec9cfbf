import './testing/dom-rect.ts';
import { type EntityId, GraphDoc } from '@space/doc-schema';
import { type ReactNode, useRef, useState } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { type WorldHandle, WorldView } from './index.ts';

function Place({ graph, theme }: { readonly graph: GraphDoc; readonly theme: 'dark' | 'light' }): ReactNode {
  const world = useRef<WorldHandle>(null);
  const [selection, setSelection] = useState<readonly EntityId[]>([]);
  return (
    <WorldView
      graph={graph}
      theme={theme}
      selection={selection}
      onSelect={(ids) => setSelection(ids)}
      handle={world}
      onTransform={(places) => graph.edit({ title: 'Move' }, (edit) => places.forEach((p) => edit.set(p.id, 'position', p.position)))}
    />
  );
}

test('the README’s example mounts a world that keyboard and screen reader find', () => {
  const graph = GraphDoc.open({ region: 'readme' as never, author: { person: 'p' as never, name: 'Nadia' } });
  expect(renderToString(<Place graph={graph} theme="dark" />)).toContain('aria-label="World"');
  graph.dispose();
});
