import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Key } from '../ids.ts';
import { formatMention, readMentions, readPlainText } from './mentions.ts';

describe('mentions in a text', () => {
  test('[L6] a mention and its key are a round trip, whatever signs they hold', () => {
    const key = fc.string({ minLength: 1, maxLength: 300 }).filter((rest) => !rest.includes('\r'));
    fc.assert(
      fc.property(fc.string(), key, fc.string(), (title, rest, around) => {
        const before = around.replaceAll(/[[\]]/gu, '');
        const text = `${before}${formatMention(title, `file:a/${rest}` as Key)}${before}`;
        const [mention, ...more] = readMentions(text);
        expect(mention?.key).toBe(`file:a/${rest}`);
        expect(more).toEqual([]);
        expect([mention?.from, mention?.to]).toEqual([before.length, text.length - before.length]);
      }),
    );
  });

  test('[L6] words alone name nothing yet, and what is no mention is left alone', () => {
    expect(readMentions('see [[The old lamp]] and [[Lamp|the one at the gate]]')).toMatchObject([
      { title: 'The old lamp' },
      { title: 'Lamp' },
    ]);
    for (const text of ['', '[[', '[[]]', '[[ ]]', '[[a]', '[a]]', '[[a|b|c]]', '[[a\nb]]', ']][[', '[[[]]]'])
      expect(readMentions(text)).toEqual([]);
    expect(readMentions('[[[a]]]')).toMatchObject([{ title: 'a', from: 1 }]);
  });

  test('[L6] any text is read in one pass', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('[', ']', '|', 'a', ':', '\n') }), (text) => void readMentions(text)));
    const started = Date.now();
    for (const part of ['[', '[[', '[[a', '[[a|', '[[a|b:', ']', '[[a]']) readMentions(part.repeat(200_000));
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('[L6] a text is shown by the titles that things have now', () => {
    const titles = new Map([['entity:a', 'New name']]);
    const plain = readPlainText('x [[Old|entity:a]] y [[Gone|entity:b]] z [[words]]', (key) => titles.get(key));
    expect(plain).toBe('x New name y Gone z words');
  });
});
