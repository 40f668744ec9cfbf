import { defineConfig } from 'vitest/config';

const slow = { testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    // Two cores are the machine we promise to run on; more workers than cores only make timings lie.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'apps/*/src/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'cross',
          environment: 'node',
          include: ['test/*/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/bench/**', 'test/architecture/planted/**', '**/node_modules/**'],
          ...slow,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          // One Chromium at a time: the tests drive real servers and watch the clock.
          fileParallelism: false,
          // Software rendering on a busy machine: what comes late is a benchmark's business, what never comes is a test's.
          expect: { poll: { timeout: 20_000 } },
          ...slow,
        },
      },
    ],
  },
});
