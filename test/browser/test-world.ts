import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/find-chromium.mjs';
import { type Child, root, startChild } from './child.ts';
import { whenAtRest } from './steps.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  // The second browser of a test is never in front; its timers must run as if it were.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** How a person's browser is set up. */
export interface VisitOptions {
  readonly name?: string;
  readonly theme?: 'dark' | 'light';
  readonly width?: number;
  readonly height?: number;
  /** Whether they own the folder service's token, as the person at the machine does. */
  readonly folder?: boolean;
}

/** A relay, a folder service and a browser, all real, in folders of their own. `close` ends and removes all of it. */
export class TestWorld {
  readonly folder: string;
  readonly data: string;
  readonly #base: string;
  readonly #contexts: BrowserContext[] = [];
  #browser: Browser | undefined;
  #relay: Child | undefined;
  #host: Child | undefined;
  #port = 0;

  private constructor() {
    this.#base = mkdtempSync(join(tmpdir(), 'space-test-'));
    this.folder = join(this.#base, 'lantern');
    this.data = join(this.#base, 'data');
    mkdirSync(join(this.folder, 'src'), { recursive: true });
    mkdirSync(this.data);
    writeFileSync(join(this.folder, 'README.md'), '# Lantern\n\nA small project.\n');
    writeFileSync(join(this.folder, 'src', 'wick.ts'), "export const light = 'warm';\n");
    writeFileSync(join(this.folder, '.gitignore'), 'secret.txt\n');
    writeFileSync(join(this.folder, 'secret.txt'), 'not listed\n');
  }

  /** Starts everything; the web client must have been built. */
  static async open(options: { readonly folder?: string } = {}): Promise<TestWorld> {
    const client = join(root, 'packages/workspace/dist/index.html');
    if (!existsSync(client)) throw new Error('The web client is not built: run npm run build.');
    const world = new TestWorld();
    if (options.folder) cpSync(options.folder, world.folder, { recursive: true });
    world.#browser = await chromium.launch({ executablePath: ensureChromium(), args: FLAGS });
    await world.startServers();
    return world;
  }

  /** The address the servers answer at. */
  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  get region(): string {
    return String(this.#relay?.ready['region']);
  }

  /** The link that the share button would give. */
  get link(): string {
    return `${this.origin}/w/${this.region}#key=${String(this.#relay?.ready['key'])}`;
  }

  get relay(): Child {
    if (!this.#relay) throw new Error('The relay is not running.');
    return this.#relay;
  }

  /** Starts the folder service once and the relay (again), on the port it had. */
  async startServers(): Promise<void> {
    this.#port ||= await freePort();
    const origins = ['--origin', `http://localhost:${this.#port}`, '--origin', `http://127.0.0.1:${this.#port}`];
    const token = join(this.data, 'host-token');
    this.#host ??= await startChild('packages/host/src/node/main.ts', ['--folder', this.folder, '--token-file', token, ...origins]);
    const client = ['--client', 'packages/workspace/dist', '--host-service', String(this.#host.ready['url'])];
    this.#relay = await startChild('apps/relay/src/main.ts', ['--port', String(this.#port), '--data', this.data, ...client]);
  }

  /** Opens the world as a new person in a browser profile of their own. */
  async visit(options: VisitOptions = {}): Promise<Page> {
    const context = await this.#context(options);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: this.origin });
    if (options.name) await context.addInitScript(nameScript, options.name);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/WebSocket|ERR_|Failed to load resource/.test(message.text())) this.faults.push(message.text());
    });
    const token = options.folder === false ? '' : `&host=${encodeURIComponent(await this.#hostToken())}`;
    await page.goto(this.link + token);
    await page
      .getByRole('button', { name: /Sync: /u })
      .first()
      .waitFor();
    return page;
  }

  /** Opens another address in a profile of its own: the floor of a benchmark. */
  async blank(address: string): Promise<Page> {
    const context = await this.#context({});
    const page = await context.newPage();
    await page.goto(address);
    return page;
  }

  /** Errors any page has thrown or logged; a test that ends with one has failed. */
  readonly faults: string[] = [];

  async #context(options: VisitOptions): Promise<BrowserContext> {
    if (!this.#browser) throw new Error('The browser is not running.');
    const context = await this.#browser.newContext({
      viewport: { width: options.width ?? 1000, height: options.height ?? 640 },
      colorScheme: options.theme ?? 'dark',
      reducedMotion: 'reduce',
    });
    this.#contexts.push(context);
    return context;
  }

  async #hostToken(): Promise<string> {
    const { readFile } = await import('node:fs/promises');
    return (await readFile(join(this.data, 'host-token'), 'utf8')).trim();
  }

  /** Keeps what every open page shows, for whoever looks into a failed test. */
  async keepPictures(name: string): Promise<void> {
    const folder = join(root, 'test/browser/out');
    mkdirSync(folder, { recursive: true });
    const pages = this.#contexts.flatMap((context) => context.pages());
    for (const [i, page] of pages.entries()) {
      await page.screenshot({ path: join(folder, `${name.replace(/[^a-z0-9]+/giu, '-').slice(0, 60)}-${i}.png`) });
    }
  }

  /** Keeps what a page shows when its world has come to rest, small enough to be kept in the repository. */
  async keepPicture(page: Page, name: string): Promise<void> {
    await whenAtRest(page, 500);
    const folder = process.env['SPACE_PICTURES'] ?? join(root, 'test/browser/out');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.#browser?.close();
    await this.#relay?.end();
    await this.#host?.end();
    rmSync(this.#base, { recursive: true, force: true });
  }
}

function nameScript(name: string): void {
  if (location.protocol === 'about:') return; // an empty page has no storage
  if (localStorage.getItem('space:person')) return;
  const id = `p${Math.random().toString(36).slice(2, 14)}`;
  localStorage.setItem('space:person', JSON.stringify({ id, name, named: true }));
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
