import {
  createSearchIndex,
  type EngineName,
  IndexSaver,
  loadSearchIndex,
  readSearchQuery,
  type SearchDocument,
  type SearchIndex,
  scanDocuments,
} from '@space/doc-schema/search';
import { createRandom, type Random } from '@space/doc-schema/testing';
import type { Page } from 'playwright-core';
import { TestWorld } from '../browser/test-world.ts';
import { percentile, printFigure } from '../figure.ts';

const SIZES = [1_000, 2_000, 5_000, 10_000, 20_000, 100_000];
/** Past this lunr takes a second for one letter more, and 200 MB. */
const LUNR_UP_TO = 5_000;
/** Notes in a real page; a region has at most the second. */
const PAGE_SIZES = [2_000, 20_000];
const QUERIES = 200;
const CHANGED = 1_000;
const BATCH = 200;

/** Notes of about 28 words whose words are as frequent as words are (Zipf, 20,000 of them). */
class Corpus {
  readonly #random: Random;
  readonly #words: readonly string[];
  readonly #weights: Float64Array;

  constructor(seed: number, vocabulary = 20_000) {
    this.#random = createRandom(seed);
    const syllables = [
      'la',
      'mi',
      'ro',
      'ten',
      'ska',
      'vor',
      'ne',
      'pul',
      'dra',
      'si',
      'qua',
      'ber',
      'tho',
      'lin',
      'gra',
      'ko',
      'ze',
      'fam',
    ];
    const seen = new Set<string>();
    while (seen.size < vocabulary) seen.add(Array.from({ length: 2 + this.#random.below(3) }, () => this.#random.pick(syllables)).join(''));
    this.#words = [...seen];
    this.#weights = new Float64Array(vocabulary);
    let sum = 0;
    for (let i = 0; i < vocabulary; i++) this.#weights[i] = sum += 1 / (i + 2.7);
  }

  word(): string {
    const at = this.#random.next() * (this.#weights.at(-1) ?? 0);
    let [low, high] = [0, this.#weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#weights[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return this.#words[low] ?? '';
  }

  words(count: number): string {
    return Array.from({ length: count }, () => this.word()).join(' ');
  }

  note(i: number): SearchDocument {
    const tags = this.#random.below(3) === 0 ? [this.word()] : [];
    return {
      key: `entity:note${i}`,
      kind: 'note',
      title: this.words(3),
      text: this.words(15 + this.#random.below(20)),
      property: 'body',
      tags,
    };
  }
}

type Ask = (corpus: Corpus, documents: readonly SearchDocument[], i: number) => string;

const pick = (documents: readonly SearchDocument[], i: number): SearchDocument =>
  documents[(i * 7919) % documents.length] as SearchDocument;
const wordsOf = (documents: readonly SearchDocument[], i: number): readonly string[] => pick(documents, i).text.split(' ');

/** What people type: a word or three of a note as it is remembered, its beginning, a phrase, a slip. */
const ASKS: Readonly<Record<string, Ask>> = {
  '1 to 3 words': (corpus, _documents, i) => `${corpus.words(1 + (i % 3))} `,
  'words of one note': (_corpus, documents, i) =>
    `${wordsOf(documents, i)
      .slice(2, 4 + (i % 2))
      .join(' ')} `,
  'as one types': (_corpus, documents, i) => (wordsOf(documents, i)[3] ?? '').slice(0, 3 + (i % 3)),
  phrase: (_corpus, documents, i) => `"${wordsOf(documents, i).slice(4, 6).join(' ')}" `,
  slip: (_corpus, documents, i) => `${swap(wordsOf(documents, i).find((word) => word.length > 6) ?? 'lantern')} `,
};

const swap = (word: string): string => `${word.slice(0, 2)}${word[3] ?? ''}${word[2] ?? ''}${word.slice(4)}`;

/** Each question three times, the quickest counts: what else the machine does then is no part of it. */
function timeQueries(ask: (text: string) => unknown, texts: readonly string[]): readonly number[] {
  for (const text of texts.slice(0, 20)) ask(text);
  return texts.map((text) => {
    const times = [0, 1, 2].map(() => {
      const started = performance.now();
      ask(text);
      return performance.now() - started;
    });
    return Math.min(...times);
  });
}

/** The floor: every note, title and text lower-cased beforehand, asked for every word with `includes`. */
function scanLowered(lowered: readonly string[], text: string): number {
  const words = text.toLowerCase().replaceAll('"', '').trim().split(' ');
  let found = 0;
  for (const note of lowered) if (words.every((word) => note.includes(word))) found += 1;
  return found;
}

/** Milliseconds of this thread's processor: a busy machine changes them less than the clock on the wall. */
const clock = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const timed = <T>(work: () => T): readonly [T, number] => {
  const started = clock();
  const result = work();
  return [result, clock() - started];
};

function build(engine: EngineName, documents: readonly SearchDocument[]): SearchIndex {
  const index = createSearchIndex(engine, 'bench');
  for (let from = 0; from < documents.length; from += 2000) index.put(documents.slice(from, from + 2000));
  return index;
}

async function tidy(index: SearchIndex): Promise<number> {
  const started = clock();
  while (await index.tend());
  return clock() - started;
}

/** Worker time for changed notes as they come from the page: in batches. */
function change(index: SearchIndex, documents: readonly SearchDocument[]): number {
  const changed = documents.slice(0, CHANGED).map((each) => ({ ...each, text: `${each.text} lately` }));
  const started = clock();
  for (let from = 0; from < changed.length; from += BATCH) index.put(changed.slice(from, from + BATCH));
  return clock() - started;
}

function measureSave(index: SearchIndex, about: string): void {
  const saver = new IndexSaver('bench');
  const covers = { region: 'bench', vector: '' };
  const [{ saved, stored }, saving] = timed(() => {
    const whole = saver.save(index, covers);
    return { saved: whole, stored: new Map(whole.parts.map(({ name, write }) => [name, write()])) };
  });
  const bytes = saved.head.length + [...stored.values()].reduce((sum, text) => sum + text.length, 0);
  printFigure({ name: `${about}: saved`, value: bytes / 1e6, unit: 'MB' });
  printFigure({ name: `${about}: save, whole`, value: saving, unit: 'ms' });
  const [loaded, loading] = timed(() => loadSearchIndex(saved.head, (name) => stored.get(name), 'bench'));
  if (loaded?.index.count !== index.count) throw new Error('The saved index does not load.');
  printFigure({ name: `${about}: load`, value: loading, unit: 'ms' });
  const [document] = index.documents();
  if (document) index.put([{ ...document, text: 'one changed' }]);
  const again = saver.save(index, covers).parts.filter(({ name }) => !stored.has(name));
  const rewritten = again.reduce((sum, { write }) => sum + write().length, 0);
  printFigure({ name: `${about}: written again after one change`, value: rewritten / 1e6, unit: 'MB' });
}

async function measure(engine: EngineName, size: number): Promise<void> {
  const corpus = new Corpus(7);
  const documents = Array.from({ length: size }, (_, i) => corpus.note(i));
  const lowered = documents.map((each) => `${each.title} ${each.text} ${each.tags.join(' ')}`.toLowerCase());
  const about = `${engine}, ${size} notes`;
  const before = memory();
  const [index, building] = timed(() => build(engine, documents));
  const tidying = await tidy(index);
  printFigure({ name: `${about}: first build`, value: building + tidying, unit: 'ms' });
  if (before !== undefined) printFigure({ name: `${about}: heap`, value: ((memory() ?? 0) - before) / 1e6, unit: 'MB' });
  for (const [name, ask] of Object.entries(ASKS)) {
    const texts = Array.from({ length: QUERIES }, (_, i) => ask(corpus, documents, i));
    const times = timeQueries((text) => index.search(text), texts);
    const floor = percentile(
      timeQueries((text) => scanLowered(lowered, text), texts),
      0.5,
    );
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    const goal = size === 20_000 && name === '1 to 3 words' ? { goal: 5 } : {};
    printFigure({ name: `${about}: query, ${name}`, value: p50, unit: 'ms', ...goal, p50, p95, floor, samples: QUERIES });
  }
  const changing = change(index, documents);
  printFigure({ name: `${about}: ${CHANGED} changed`, value: changing, unit: 'ms', ...(size === 20_000 ? { goal: 300 } : {}) });
  printFigure({ name: `${about}: tidying after it, in the background`, value: await tidy(index), unit: 'ms' });
  measureSave(index, about);
  checkResults(index, corpus);
}

/** A figure of an index that finds the wrong things is worth nothing. */
function checkResults(index: SearchIndex, corpus: Corpus): void {
  const documents = [...index.documents()];
  for (let i = 0; i < 5; i++) {
    const text = corpus.words(2);
    const wanted = scanDocuments(documents, readSearchQuery(text)).size;
    const { total } = index.search(text);
    if (total !== wanted) throw new Error(`"${text}" finds ${total} of ${wanted}.`);
  }
}

declare const gc: (() => void) | undefined;
function memory(): number | undefined {
  if (typeof gc === 'undefined') return undefined;
  gc();
  return process.memoryUsage().heapUsed;
}

interface Handle {
  readonly space: {
    readonly graph: {
      edit(gesture: object, write: (edit: { create(kind: string, values: object, options: object): string }) => void): void;
      list(): readonly string[];
    };
    readonly search: { readonly status: { readonly phase: string }; readonly cost: PageCost | undefined };
  };
}

interface PageCost {
  readonly slices: number;
  readonly late: number;
  readonly longestMs: number;
  readonly totalMs: number;
}

async function readCost(page: Page): Promise<PageCost> {
  await page.waitForFunction(() => (globalThis as unknown as Handle).space.search.status.phase === 'ready', undefined, {
    timeout: 300_000,
  });
  const cost = await page.evaluate(() => (globalThis as unknown as Handle).space.search.cost);
  if (!cost) throw new Error('The page has no search.');
  return cost;
}

function printCost(name: string, cost: PageCost): void {
  printFigure({ name: `${name}: longest time the page was held`, value: cost.longestMs, unit: 'ms', goal: 4, samples: cost.slices });
  printFigure({ name: `${name}: held longer than 4 ms`, value: cost.late, unit: 'times', samples: cost.slices });
  printFigure({ name: `${name}: the page's time in all`, value: cost.totalMs, unit: 'ms' });
}

/** A real page in a real browser: what feeding the index takes of its time, while notes arrive and when it is opened again. */
async function measurePage(size: number): Promise<void> {
  const corpus = new Corpus(7);
  const world = await TestWorld.open();
  try {
    const page = await world.visit({ name: 'Bench', width: 800, height: 500, folder: false });
    for (let from = 0; from < size; from += 400) {
      const notes = Array.from({ length: Math.min(400, size - from) }, (_, i) => corpus.note(from + i));
      await page.evaluate((rows) => {
        const { graph } = (globalThis as unknown as Handle).space;
        graph.edit({ title: 'Fill' }, (edit) => {
          for (const row of rows) edit.create('note', { title: row.title.slice(0, 200) }, { text: { body: row.text } });
        });
      }, notes);
    }
    printCost(`Chromium, ${size} notes arriving`, await readCost(page));
    await page
      .getByRole('button', { name: /Sync: Saved here/u })
      .first()
      .waitFor({ timeout: 300_000 });
    await page.reload();
    await page.waitForFunction((least) => ((globalThis as unknown as Partial<Handle>).space?.graph.list().length ?? 0) >= least, size, {
      timeout: 300_000,
    });
    printCost(`Chromium, ${size} notes compared with the kept index`, await readCost(page));
  } finally {
    await world.close();
  }
}

const only = process.argv[2];
for (const size of SIZES) {
  if (only && Number(only) !== size) continue;
  for (const engine of ['lunr', 'minisearch'] as const) if (engine !== 'lunr' || size <= LUNR_UP_TO) await measure(engine, size);
}
for (const size of PAGE_SIZES) if (!only || only === `page-${size}`) await measurePage(size);
