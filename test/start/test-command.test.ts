import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from '../browser/child.ts';

const run = (...args: readonly string[]): { readonly code: number | null; readonly lines: readonly string[] } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', ...args], { cwd: root, encoding: 'utf8' });
  return { code: status, lines: `${stderr}${stdout}`.trimEnd().split('\n') };
};

test('[2] npm test ends with one line that counts what passed and failed, and says the same by its exit code', () => {
  const { code, lines } = run('--project', 'unit', '--filter', 'command-registry');
  expect(lines.at(-1)).toBe('2 passed, 0 failed');
  expect(code).toBe(0);
});

test('[2] a run that tests nothing, and a project that is not there, are failures', () => {
  expect(run('--project', 'unit', '--filter', 'no-such-file').code).not.toBe(0);
  const { code, lines } = run('--project', 'nonsense');
  expect(code).not.toBe(0);
  expect(lines.join('\n')).toContain('unit, cross, browser');
});
