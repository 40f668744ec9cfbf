import { expect, test } from 'vitest';
import { readDroppedText } from './read-dropped-text.ts';

test('a text file gives its name and text', async () => {
  expect(await readDroppedText(new File(['Grüße'], 'a.txt'))).toEqual({ ok: true, name: 'a.txt', text: 'Grüße' });
});

test('binary, broken and oversized files are refused with a reason', async () => {
  const refusals = await Promise.all(
    [
      new File([new Uint8Array([1, 0, 2])], 'a.bin'),
      new File([new Uint8Array([0xff, 0xfe, 0x41])], 'b.txt'),
      new File(['x'.repeat(500_001)], 'c.txt'),
    ].map(readDroppedText),
  );
  expect(refusals.map((each) => each.ok)).toEqual([false, false, false]);
  expect(refusals.every((each) => !each.ok && each.reason.length > 20)).toBe(true);
});
