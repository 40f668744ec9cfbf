import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseEngine, CROSS_OVER } from './choose-engine.ts';
import { scanDocuments } from './match.ts';
import { createSearchIndex, IndexSaver, loadSearchIndex } from './save-index.ts';
import type { SearchDocument } from './search-document.ts';
import type { SearchHit } from './search-hit.ts';
import { readSearchQuery } from './search-query.ts';
import type { SearchIndex } from './search-index.ts';

const ALL = 1000;

const note = (key: string, title: string, text = '', rest: Partial<SearchDocument> = {}): SearchDocument => ({
  key,
  kind: 'note',
  title,
  text,
  property: 'body',
  tags: [],
  ...rest,
});

const found = (index: SearchIndex, text: string): readonly string[] => index.search(text, { limit: ALL }).hits.map((hit) => hit.key);

/** Words that collide often: short, alike, with accents, in several scripts, and names every object has. */
const word = fc.constantFrom(
  ...['lamp', 'lamps', 'lampshade', 'clamp', 'palm', 'lmap', 'lantern', 'lanterns', 'lanthorn', 'wick', 'wicks', 'wiki', 'a', 'an', 'and'],
  ...['Über', 'uber', 'café', 'cafe', 'naïve', '東京', '京', 'Москва', 'москвы', '🙂', '42', '4', 'v2', 'constructor', '__proto__'],
  ...['hasOwnProperty', 'read_field', 'don’t', 'foo-bar', 'foo', 'bar', 'recieve', 'receive', 'received', 'definitely', 'definately'],
);
const words = (max: number): fc.Arbitrary<string> => fc.array(word, { maxLength: max }).map((all) => all.join(' '));
const key = fc.integer({ min: 0, max: 30 }).map((i) => `entity:${i}`);
const document: fc.Arbitrary<SearchDocument> = fc.record({
  key,
  kind: fc.constantFrom('note', 'task', 'code'),
  title: words(3),
  text: words(8),
  property: fc.constant('body'),
  tags: fc.array(word, { maxLength: 2 }),
});
const part = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: word.map((each) => each.slice(0, 3)) },
  { weight: 2, arbitrary: words(3).map((each) => `"${each}"`) },
  { weight: 1, arbitrary: word.map((each) => `${each}*`) },
  { weight: 1, arbitrary: word.map((each) => `-${each}`) },
  { weight: 1, arbitrary: fc.constantFrom('kind:note', 'kind:task', '#lamp', 'tag:Café', '"open phrase', 'kind:', '#', '-', '"') },
);
const query = fc.tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom('', ' ')).map(([parts, end]) => parts.join(' ') + end);
const act = fc.oneof(
  { weight: 4, arbitrary: fc.array(document, { minLength: 1, maxLength: 8 }).map((documents) => ({ type: 'put' as const, documents })) },
  { weight: 2, arbitrary: fc.array(key, { maxLength: 6 }).map((keys) => ({ type: 'remove' as const, keys })) },
  { weight: 2, arbitrary: fc.constant({ type: 'tend' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'reload' as const }) },
);

function reload(index: SearchIndex): SearchIndex {
  const saved = new IndexSaver('t').save(index, { region: 'r', vector: 'v' });
  const parts = new Map(saved.parts.map(({ name, write }) => [name, write()]));
  const loaded = loadSearchIndex(saved.head, (name) => parts.get(name), 'u');
  expect(loaded?.covers).toEqual({ region: 'r', vector: 'v', count: index.count });
  return loaded?.index as SearchIndex;
}

function expectInside(hit: SearchHit, documents: readonly SearchDocument[]): void {
  const source = documents.find((each) => each.key === hit.key);
  const whole = hit.place?.property === 'title' ? hit.title : source?.text;
  if (hit.place) expect(whole?.slice(hit.place.from, hit.place.to)).toBe(hit.place.quote);
  for (const [from, to] of hit.snippet?.marks ?? []) {
    expect(from).toBeLessThan(to);
    expect(to).toBeLessThanOrEqual(hit.snippet?.text.length ?? 0);
  }
}

describe.each(['lunr', 'minisearch'] as const)('%s', (engine) => {
  test('[S1] finds exactly what a look at every document finds, whatever was added, replaced, removed, tidied, saved and loaded', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 10 }), fc.array(query, { minLength: 1, maxLength: 4 }), async (acts, queries) => {
        let index = createSearchIndex(engine, 'n');
        const held = new Map<string, SearchDocument>();
        for (const each of acts) {
          if (each.type === 'put') {
            index.put(each.documents);
            for (const one of each.documents) held.set(one.key, one);
          } else if (each.type === 'remove') {
            index.remove(each.keys);
            for (const one of each.keys) held.delete(one);
          } else if (each.type === 'tend') while (await index.tend());
          else index = reload(index);
        }
        expect(index.count).toBe(held.size);
        for (const text of queries) {
          const wanted = scanDocuments(held.values(), readSearchQuery(text));
          const answer = index.search(text, { limit: ALL });
          expect([text, new Map(answer.hits.map((hit) => [hit.key, hit.level]))]).toEqual([text, wanted]);
          expect(answer.total).toBe(wanted.size);
          // After the first look: MiniSearch tidies what it passes, which moves scores a little.
          const again = index.search(text, { limit: ALL }).hits.map((hit) => hit.key);
          expect(index.search(text, { limit: 2 }).hits.map((hit) => hit.key)).toEqual(again.slice(0, 2));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('[S1] any text can be indexed and any question answered, with places that lie within the text', { timeout: 60_000 }, () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }), words(20));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, fc.array(text, { maxLength: 3 })), { maxLength: 5 }), text, (rows, asked) => {
        const index = createSearchIndex(engine, 'n');
        const documents = rows.map(([title, body, tags], i) => note(`entity:${i}`, title, body, { tags }));
        index.put(documents);
        // A piece of what is there is asked for too, so that something is found.
        for (const typed of [asked, rows[0]?.[1].slice(0, 20) ?? '', rows[0]?.[0] ?? '']) {
          const answer = index.search(typed);
          expect(new Set(answer.hits.map((hit) => hit.key))).toEqual(new Set(scanDocuments(documents, readSearchQuery(typed)).keys()));
          for (const hit of answer.hits) expectInside(hit, documents);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[S2] the last word may go on while it is typed, and is whole once a blank follows', () => {
    const index = createSearchIndex(engine, 'n');
    index.put([note('a', 'Lantern'), note('b', 'Lan party'), note('c', 'Plan')]);
    expect(new Set(found(index, 'lan'))).toEqual(new Set(['a', 'b']));
    expect(found(index, 'lan ')).toEqual(['b']);
  });

  test('[S2] a phrase stands together and in order, and crosses neither a line of tags nor from title to text', () => {
    const index = createSearchIndex(engine, 'n');
    index.put([
      note('a', 'Garden', 'the brass lamp by the door'),
      note('b', 'Garden', 'a lamp of brass'),
      note('c', 'brass', 'lamp'),
      note('d', 'x', '', { tags: ['brass', 'lamp'] }),
    ]);
    expect(found(index, '"brass lamp" ')).toEqual(['a']);
    expect(new Set(found(index, 'brass lamp '))).toEqual(new Set(['a', 'b', 'c', 'd']));
  });

  test('[S2] a slip is forgiven by length, two letters swapped too, and only while there is little to show', () => {
    const index = createSearchIndex(engine, 'n');
    index.put([note('a', 'receive letters'), note('b', 'definitely'), note('c', 'oak')]);
    expect(found(index, 'recieve ')).toEqual(['a']);
    expect(found(index, 'definately ')).toEqual(['b']);
    expect(found(index, 'oka ')).toEqual([]);
    index.put([note('d', 'recieve'), note('e', 'recieve'), note('f', 'recieve')]);
    expect(new Set(found(index, 'recieve '))).toEqual(new Set(['d', 'e', 'f']));
  });

  test('[S2] kinds and tags narrow, a minus takes out, and without words they list', () => {
    const index = createSearchIndex(engine, 'n');
    index.put([
      note('a', 'Lamp', 'red', { tags: ['Home'] }),
      note('b', 'Lamp', 'blue', { kind: 'task', tags: ['home', 'now'] }),
      note('c', 'Chair', '', { kind: 'task' }),
    ]);
    expect(found(index, 'lamp kind:task')).toEqual(['b']);
    expect(found(index, 'lamp -blue ')).toEqual(['a']);
    expect(found(index, '#home')).toEqual(['a', 'b']);
    expect(found(index, 'kind:task ')).toEqual(['c', 'b']);
    expect(index.search('lamp', { kinds: ['note'] })).toMatchObject({ total: 1, kinds: { note: 1, task: 1 } });
    expect(found(index, '')).toEqual([]);
  });

  test('[S3] a title counts more than a text, the title that was typed most, and few words more than many', () => {
    const index = createSearchIndex(engine, 'n');
    const filler = Array.from({ length: 40 }, (_, i) => note(`f${i}`, `Page ${i}`, 'words about other things'));
    index.put([
      ...filler,
      note('text', 'Notes', 'lantern lantern lantern lantern'),
      note('long', 'A lantern among many other things in a long title'),
      note('exact', 'Lantern'),
      note('tag', 'Other', 'some text', { tags: ['lantern'] }),
    ]);
    const order = found(index, 'lantern');
    expect(order[0]).toBe('exact');
    expect(order.indexOf('long')).toBeLessThan(order.indexOf('text'));
    expect(order).toHaveLength(4);
  });

  test('[S4] a hit says where it stands and shows what was found', () => {
    const index = createSearchIndex(engine, 'n');
    const long = `${'Much is said before it. '.repeat(20)}Then the brass lantern was lit.${' And after.'.repeat(30)}`;
    index.put([note('a', 'Evening', long)]);
    const [hit] = index.search('"brass lantern"').hits;
    const at = long.indexOf('brass lantern');
    expect(hit?.place).toEqual({ property: 'body', from: at, to: at + 13, quote: 'brass lantern' });
    const [[from, to] = [0, 0]] = hit?.snippet?.marks ?? [];
    expect(hit?.snippet?.text.slice(from, to)).toBe('brass lantern');
    expect(hit?.snippet).toMatchObject({ cutBefore: true, cutAfter: true });
  });

  test('[S5] a save writes only the parts that changed, and a damaged one is refused', () => {
    const index = createSearchIndex(engine, 'n');
    index.put(Array.from({ length: 200 }, (_, i) => note(`entity:${i}`, `Note ${i}`, 'lamp')));
    const covers = { region: 'r', vector: '' };
    const saver = new IndexSaver('s');
    const first = saver.save(index, covers);
    const stored = new Map(first.parts.map(({ name, write }) => [name, write()]));
    const unchanged = saver.save(index, covers).parts.filter(({ name }) => !stored.has(name));
    expect(unchanged).toEqual([]);
    const loaded = loadSearchIndex(first.head, (name) => stored.get(name), 'l');
    loaded?.index.put([note('entity:7', 'Changed')]);
    const fresh = loaded?.saver.save(loaded.index, covers).parts.filter(({ name }) => !stored.has(name));
    expect(fresh).toHaveLength(2);
    const [gone] = stored.keys();
    expect(loadSearchIndex(first.head, (name) => (name === gone ? undefined : stored.get(name)), 'l')).toBeUndefined();
    expect(loadSearchIndex(first.head, (name) => stored.get(name)?.slice(5), 'l')).toBeUndefined();
    expect(loadSearchIndex(first.head.slice(3), (name) => stored.get(name), 'l')).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => loadSearchIndex(text, () => text, 'l') === undefined));
  });

  test('[S1] a text of ten million letters and a word of a million are taken up to a bound', () => {
    const index = createSearchIndex(engine, 'n');
    index.put([note('a', 'x'.repeat(1_000_000), 'lamp '.repeat(2_000_000)), note('b', 'Lamp')]);
    expect(new Set(found(index, 'lamp'))).toEqual(new Set(['a', 'b']));
    expect(index.search(`${'lamp '.repeat(100_000)}`).total).toBe(2);
  });
});

test('[S6] the engine follows the count, and stays while the count is about at the border', () => {
  expect(chooseEngine(CROSS_OVER)).toBe('lunr');
  expect(chooseEngine(CROSS_OVER + 1)).toBe('minisearch');
  expect(chooseEngine(CROSS_OVER + 1, 'lunr')).toBe('lunr');
  expect(chooseEngine(CROSS_OVER * 2, 'lunr')).toBe('minisearch');
  expect(chooseEngine(CROSS_OVER - 1, 'minisearch')).toBe('minisearch');
});
