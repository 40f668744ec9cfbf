import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestGraph } from '../testing/author.ts';
import { applyImport } from './apply-import.ts';
import { encodeUtf8 } from './bytes.ts';
import { editFrontMatter, partFile, readFrontMatter } from './front-matter.ts';
import { readMarkdownFolder } from './markdown-read.ts';
import { writeMarkdownFolder } from './markdown-write.ts';
import { planImport } from './plan-import.ts';
import { findTextLinks } from './wiki-links.ts';

/** Longer runs by SPACE_FUZZ_MS; the seed is printed where one fails. */
declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const limitMs = Number(process.env['SPACE_FUZZ_MS'] ?? 3000);
const bounds = { interruptAfterTimeLimit: limitMs, numRuns: limitMs > 3000 ? 1_000_000 : 400 };

const piece = fc.constantFrom(
  '---\n',
  '---',
  '\n',
  '\r\n',
  '\r',
  'tags: [a, b]\n',
  'title: T\n',
  'a: &x [1]\n',
  'b: *x\n',
  '# c\n',
  '- ',
  '[[',
  ']]',
  '|',
  '#',
  '`',
  '```\n',
  '![[p]]',
  '(x.md)',
  '[t]',
  ': ',
  '"',
  '\uFEFF',
  'é',
  '😀',
  ' ',
  'word',
  '%%',
);
const file = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.array(piece, { maxLength: 12 }).map((parts) => `---\n${parts.join('')}\n---\n${parts.join('')}`),
);

test('[X1] whatever a Markdown file holds, bringing it in and writing it out gives the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (texts) => {
      const graph = openTestGraph();
      const files = texts.map((text, i) => ({ path: i % 2 ? `in/f${i}.md` : `f${i}.md`, bytes: encodeUtf8(text) }));
      await applyImport(planImport(readMarkdownFolder('V', files), graph), graph, { pause: () => Promise.resolve() });
      const out = Object.fromEntries(
        writeMarkdownFolder(graph, { world: true }, { manifest: false }).files.map((each) => [each.path, each.text]),
      );
      expect(out).toEqual(Object.fromEntries(files.map(({ path }, i) => [path, texts[i]])));
      graph.dispose();
    }),
    bounds,
  );
});

test('[X1] a field of front matter is changed in place: all other fields read as before', () => {
  fc.assert(
    fc.property(
      file,
      fc.constantFrom('tags', 'title', 'new'),
      fc.option(fc.array(fc.string({ maxLength: 5 }), { maxLength: 3 }), { nil: undefined }),
      (text, name, value) => {
        const { front, body } = partFile(text.replace(/\r\n?/g, '\n'));
        const before = readFrontMatter(front);
        if (!before.ok) return;
        const edited = editFrontMatter(front, { [name]: value });
        if (edited === front) return; // no way to write it was found: nothing else may have changed
        const after = readFrontMatter(edited);
        expect(after.ok && after.fields).toEqual(
          Object.fromEntries([...Object.entries(before.fields).filter(([key]) => key !== name), ...(value ? [[name, value]] : [])]),
        );
        if (edited.endsWith('\n') || body === '')
          expect(partFile(edited + body)).toEqual({ front: edited, body: edited === '' ? body : body });
      },
    ),
    bounds,
  );
});

test('[X6] links are found in time that grows with the text alone', () => {
  for (const hard of [
    '[['.repeat(50_000),
    '`'.repeat(50_001),
    '` `` '.repeat(20_000),
    '[a]('.repeat(30_000),
    '%%'.repeat(30_001),
    '[['.concat('x|'.repeat(50_000)),
    '```\n'.repeat(20_001),
  ]) {
    const start = performance.now();
    findTextLinks(hard);
    expect(performance.now() - start, hard.slice(0, 6)).toBeLessThan(1500);
  }
});
declare const performance: { now(): number };
