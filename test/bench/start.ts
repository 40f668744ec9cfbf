import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { root } from '../browser/child.ts';
import { TestWorld } from '../browser/test-world.ts';
import { percentile, printFigure } from '../figure.ts';

const WARM_RUNS = 5;

/** Milliseconds from typing the command to the line with the address; the program is ended afterwards. */
async function timeStart(folder: string, port: number): Promise<number> {
  const started = performance.now();
  const data = join(folder, '.space');
  const child = spawn('npm', ['start', '--silent', '--', '--no-open', '--port', String(port), '--data', data, '--folder', folder], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ready = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('http://')) resolve(performance.now() - started);
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${String(code)}`)));
  });
  const elapsed = await ready;
  const gone = once(child, 'exit');
  if (child.pid) process.kill(-child.pid, 'SIGINT'); // as a terminal's Ctrl-C does;
  await gone;
  return elapsed;
}

/** Gzipped bytes of every script a browser with an empty cache has fetched when the world draws its first frame. */
async function measureFirstScripts(): Promise<number> {
  const world = await TestWorld.open();
  try {
    const page = await world.visit({ name: 'First' });
    const scripts = await page.evaluate(async () => {
      const { space } = globalThis as unknown as { space: { stats(): { frames: number } | undefined } };
      while (!space.stats()?.frames) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => (new URL(name).pathname.endsWith('.js') ? [new URL(name).pathname] : []));
    });
    const dist = join(root, 'packages/workspace/dist');
    return [...new Set(scripts)].reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path)), { level: 9 }).length, 0);
  } finally {
    await world.close();
  }
}

function timeBareNode(): number {
  const started = performance.now();
  execFileSync(process.execPath, ['-e', '0']);
  return performance.now() - started;
}

const clone = mkdtempSync(join(tmpdir(), 'space-bench-'));
try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const clean = await timeStart(clone, 18787);
  printFigure({ name: 'clean start, install and build included', value: clean, unit: 'ms' });
  const warm: number[] = [];
  for (let i = 0; i < WARM_RUNS; i++) warm.push(await timeStart(clone, 18788 + i));
  const floor = percentile(Array.from({ length: WARM_RUNS }, timeBareNode), 0.5);
  const p50 = percentile(warm, 0.5);
  printFigure({ name: 'warm start', value: p50, unit: 'ms', goal: 3000, floor, p50, p95: percentile(warm, 0.95), samples: WARM_RUNS });
  printFigure({ name: 'JavaScript before the first frame, gzip', value: (await measureFirstScripts()) / 1000, unit: 'kB', goal: 700 });
} finally {
  rmSync(clone, { recursive: true, force: true });
}
