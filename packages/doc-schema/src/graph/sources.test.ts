import { vi } from 'vitest';
import type { GraphDoc } from '../document/graph-doc.ts';
import { createStarterWorld } from '../document/starter-world.ts';
import { entityKey, type Key, type PersonId, personKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { describeSource } from '../testing/source-contract.ts';
import { createDocumentSource } from './document-source.ts';
import { createImportSource } from './import-source.ts';
import { createPeopleSource, PEOPLE } from './people-source.ts';

/** Counts who listens to a document. */
function countListeners(document: GraphDoc): () => number {
  let open = 0;
  const subscribe = document.subscribe.bind(document);
  vi.spyOn(document, 'subscribe').mockImplementation((listener) => {
    open += 1;
    const stop = subscribe(listener);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      open -= 1;
      stop();
    };
  });
  return () => open;
}

describeSource('the document', () => {
  const document = openTestGraph();
  const { board } = createStarterWorld(document);
  const listeners = countListeners(document);
  return {
    source: createDocumentSource(document, () => ['entity.open']),
    known: entityKey(board),
    parent: entityKey(board),
    unknown: 'entity:nowhere' as Key,
    change: () => document.edit({ title: 'Rename' }, (edit) => edit.set(board, 'title', 'Another name')),
    listeners,
    breakDown: () => document.edit({ title: 'Trash' }, (edit) => document.list().forEach((id) => edit.trash(id))),
    dispose: () => document.dispose(),
  };
});

describeSource('people', () => {
  const document = openTestGraph();
  const [nadia] = ['nadia', 'mira', 'theo'].map((person) =>
    document.edit({ title: 'Arrive' }, (edit) => edit.create('person', { title: person, person, colour: 1, joined: 1 })),
  );
  const here = { sessions: () => new Map([['mira', 2]]), subscribe: () => () => undefined };
  const listeners = countListeners(document);
  return {
    source: createPeopleSource(document, here, ['link.draw']),
    known: personKey('nadia' as PersonId),
    parent: PEOPLE,
    unknown: personKey('nobody' as PersonId),
    change: () => document.edit({ title: 'Rename' }, (edit) => nadia && edit.set(nadia, 'title', 'Nadia B.')),
    listeners,
    dispose: () => document.dispose(),
  };
});

describeSource('what was brought in', () => {
  const document = openTestGraph();
  const [a, b] = document.edit({ title: 'Add' }, (edit) => [edit.create('note'), edit.create('note')]);
  const from = (path: string): Key => `source:My%2FVault/${path}` as Key;
  document.edit({ title: 'Bring in' }, (edit) => {
    if (a) edit.link(entityKey(a), 'imported-from', from('in/A.md'));
    if (b) edit.link(entityKey(b), 'imported-from', from('B.md'));
  });
  const listeners = countListeners(document);
  return {
    source: createImportSource(document, ['link.copy']),
    known: from('in/A.md'),
    parent: 'source:My%2FVault' as Key,
    unknown: from('C.md'),
    change: () => document.edit({ title: 'Take out' }, (edit) => a && edit.unlink(entityKey(a), 'imported-from', from('in/A.md'))),
    listeners,
    breakDown: () =>
      document.edit({ title: 'Take out' }, (edit) =>
        [...document.links()].forEach((link) => edit.unlink(link.from, link.relation, link.to)),
      ),
    dispose: () => document.dispose(),
  };
});
