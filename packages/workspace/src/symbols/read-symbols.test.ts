import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSymbols } from './read-symbols.ts';
import { findSymbol, hasSymbols, readSymbolKey, symbolKey } from './symbol.ts';

const pathsOf = async (name: string, text: string): Promise<readonly string[]> => {
  const list = await readSymbols(name, text);
  return list.symbols.map((symbol) => `${symbol.type} ${symbol.path} ${symbol.line}-${symbol.lineEnd}`);
};

describe('symbols of a file', () => {
  test('[3.8] TypeScript: functions, classes with methods, types, exported values', async () => {
    const text = `export function light(a: number) {
  function inner() {}
}
export const warm = (x: number) => x, oil = 3;
const hidden = 1;
const kept = () => 2;
class Lamp extends Thing {
  static make() {}
  get on() { return true }
  dim = () => 0;
  #wick = 1;
}
interface Wick { length: number }
type Oil = string;
namespace Shop { export function sell() {} }
export default function () {}
`;
    expect(await pathsOf('lamp.ts', text)).toEqual([
      'function light 1-3',
      'function warm 4-4',
      'value oil 4-4',
      'function kept 6-6',
      'class Lamp 7-12',
      'method Lamp/make 8-8',
      'method Lamp/on 9-9',
      'method Lamp/dim 10-10',
      'type Wick 13-13',
      'type Oil 14-14',
      'module Shop 15-15',
      'function Shop/sell 15-15',
      'function default 16-16',
    ]);
  });

  test('[3.8] Markdown: headings below one another, each as far as it reaches', async () => {
    const text = '# Lantern\n\ntext\n\n## Oil / wick\n\n```\n# no heading\n```\n\n## Use\n\nOther\n=====\n';
    expect(await pathsOf('README.md', text)).toEqual([
      'heading Lantern 1-12',
      'heading Lantern/Oil wick 5-10',
      'heading Lantern/Use 11-12',
      'heading Other 13-14',
    ]);
  });

  test('[3.8] Python, Rust, Go, Java, C++ and PHP', async () => {
    expect(await pathsOf('a.py', 'class A(B):\n    def m(self):\n        def inner(): pass\n@d\nasync def f(): pass\n')).toEqual([
      'class A 1-3',
      'method A/m 2-3',
      'function f 5-5',
    ]);
    expect(await pathsOf('a.rs', 'pub fn f() {}\nstruct S {}\nimpl T for S {\n  fn m(&self) {}\n}\nmod n { fn g() {} }')).toEqual([
      'function f 1-1',
      'class S 2-2',
      'function S/m 4-4',
      'module n 6-6',
      'function n/g 6-6',
    ]);
    expect(await pathsOf('a.go', 'package x\nfunc F() {}\nfunc (s *S) M() {}\ntype S struct {}')).toEqual([
      'function F 2-2',
      'method M 3-3',
      'type S 4-4',
    ]);
    expect(await pathsOf('A.java', 'class A {\n void m() {}\n interface I {}\n}')).toEqual([
      'class A 1-4',
      'method A/m 2-2',
      'type A/I 3-3',
    ]);
    expect(
      await pathsOf('a.cpp', 'int f(int a) { return 1; }\nstruct S { void n() {} };\nnamespace N { void g() {} }\nvoid A::m() {}'),
    ).toEqual(['function f 1-1', 'class S 2-2', 'function S/n 2-2', 'module N 3-3', 'function N/g 3-3', 'function A::m 4-4']);
    expect(await pathsOf('a.php', '<?php\nfunction f() {}\nclass A { function m() {} }')).toEqual([
      'function f 2-2',
      'class A 3-3',
      'method A/m 3-3',
    ]);
  });

  test('[3.8] broken code keeps the symbols around the break, and any text is read', async () => {
    const list = await readSymbols('a.ts', 'export function one() {}\nexport function two( {{{ \nexport function three() {}\n');
    expect(list.symbols.map((symbol) => symbol.name)).toContain('one');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('a.ts', 'a.py', 'a.md', 'a.rs', 'a.cpp'),
        fc.string({ unit: fc.constantFrom('{', '}', '(', 'class A', 'function f', '\n', '#', ' ', 'def x:', '=') }),
        async (name, text) => {
          for (const symbol of (await readSymbols(name, text)).symbols) {
            expect(symbol.line).toBeLessThanOrEqual(symbol.lineEnd);
            expect(symbol.name).not.toContain('/');
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('[3.8] what is too long, too much or unknown says so', async () => {
    expect(await readSymbols('a.ts', 'x'.repeat(1_000_001))).toMatchObject({ symbols: [], cut: expect.stringContaining('million') });
    expect(await readSymbols('a.xyz', 'x')).toMatchObject({ symbols: [], cut: expect.any(String) });
    const many = await readSymbols('a.ts', 'function f() {}\n'.repeat(6000));
    expect(many.symbols).toHaveLength(5000);
    expect(many.cut).toContain('5000');
    expect(new Set(many.symbols.map((symbol) => symbol.path)).size).toBe(5000);
    expect([hasSymbols('a.tsx'), hasSymbols('a.png')]).toEqual([true, false]);
  });
});

describe('the key of a symbol', () => {
  test('[3.8] holds its file and its name, whatever signs they have', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (path, symbol) => {
        expect(readSymbolKey(symbolKey('space', path, symbol))).toEqual({ repository: 'space', path, symbol });
      }),
    );
    for (const key of ['symbol:', 'symbol:a', 'symbol:a/b', 'symbol:a/b#', 'file:a/b#c']) expect(readSymbolKey(key)).toBeUndefined();
  });

  test('[3.8] leads to a symbol that moved within its file, and to none where several could be meant', async () => {
    const before = await readSymbols('a.ts', 'class Lamp { dim() {} }');
    expect(findSymbol(before, 'Lamp/dim')).toMatchObject({ line: 1 });
    const moved = await readSymbols('a.ts', '\n\nclass Bulb { dim() {} }');
    expect(findSymbol(moved, 'Lamp/dim')).toMatchObject({ path: 'Bulb/dim', line: 3 });
    const several = await readSymbols('a.ts', 'class Bulb { dim() {} }\nclass Moon { dim() {} }');
    expect(findSymbol(several, 'Lamp/dim')).toBeUndefined();
  });
});
