import { expect, test } from 'vitest';
import { entityKey } from '../ids.ts';
import { openTestGraph } from '../testing/author.ts';
import { complete } from './complete.ts';
import { createQueryIndex } from './query-index.ts';

test('[Q11] what can come next is offered at the caret: fields, values, relations, kinds, words of this document', () => {
  const graph = openTestGraph();
  graph.edit({ title: 'Add' }, (edit) => {
    const box = edit.create('list', { title: 'My box', tags: ['garden shed'] });
    edit.create('person', { title: 'Ada', person: 'p7' });
    edit.link(entityKey(box), 'contains', entityKey(edit.create('task', {})));
    edit.link(entityKey(box), 'smells-of', entityKey(edit.create('note', {})));
  });
  const index = createQueryIndex(graph);
  /** The text with the first offer taken; `|` is the caret. */
  const take = (typed: string, label?: string): string => {
    const at = typed.indexOf('|');
    const text = typed.replace('|', '');
    const { from, to, items } = complete(text, at, index);
    const chosen = label === undefined ? items[0] : items.find((item) => item.label === label);
    return chosen ? text.slice(0, from) + chosen.insert + text.slice(to) : 'nothing';
  };
  expect(take('sta|')).toBe('state:');
  expect(take('state:d|')).toBe('state:done');
  expect(take('kind:no| red')).toBe('kind:note red');
  expect(take('tag:g|')).toBe('tag:"garden shed"');
  expect(take('by:a|')).toBe('by:Ada');
  expect(take('within:|')).toBe('within:"My box"');
  expect(take('kind:task -bl|')).toBe('kind:task -blocks-> ');
  expect(take('<-ab|')).toBe('<-about- ');
  expect(take('-sm|')).toBe('-smells-of-> ');
  expect(take('-> ta|')).toBe('-> task ');
  expect(take('is:|', 'overdue')).toBe('is:overdue');
  expect(take('tas|', 'task')).toBe('kind:task ');
  expect(take('"sta|')).toBe('nothing');
  expect(take('due:tod|')).toBe('due:today');
  index.dispose();
});
