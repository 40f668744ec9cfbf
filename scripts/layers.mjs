/**
 * The one table of who may import whom and where it runs (DESIGN.md, section 1).
 * `scripts/lint-config.mjs` turns it into `.oxlintrc.json`; nothing else states a layer rule.
 */

/** Every name our packages can be imported by. A row's `may` picks from it; the rest is refused. */
export const ENTRIES = [
  '@space/doc-schema',
  '@space/doc-schema/history',
  '@space/doc-schema/interchange',
  '@space/doc-schema/links',
  '@space/doc-schema/maps',
  '@space/doc-schema/query',
  '@space/doc-schema/regions',
  '@space/doc-schema/search',
  '@space/doc-schema/testing',
  '@space/doc-schema/testing/source-contract',
  '@space/doc-schema/walk',
  '@space/runtime',
  '@space/providers',
  '@space/providers/protocol',
  '@space/providers/testing',
  '@space/host',
  '@space/host/contract',
  '@space/host/node',
  '@space/agents',
  '@space/scene',
  '@space/workspace',
  '@space/relay',
  '@space/desktop',
];

const SCHEMA = ENTRIES.filter((entry) => /^@space\/doc-schema(\/|$)/.test(entry));
const PROVIDERS = ['@space/providers', '@space/providers/protocol', '@space/providers/testing'];
const CONTRACT = ['@space/host/contract'];

/**
 * One row per place. `may`: names of ours it may import. `env`: what the machine around it is.
 * `own`: the names by which its own tests may import it. `yjs`: it may import yjs itself.
 * Later rows win where globs overlap.
 */
export const LAYERS = [
  { place: 'packages/doc-schema/src', may: [], own: SCHEMA, env: 'plain', yjs: true },
  { place: 'packages/runtime/src', may: SCHEMA, own: ['@space/runtime'], env: 'plain', yjs: false },
  { place: 'packages/providers/src', may: SCHEMA, own: PROVIDERS, env: 'plain', yjs: true },
  ...['websocket', 'indexeddb', 'matrix', 'realtime', 'blobs'].map((folder) => ({
    place: `packages/providers/src/${folder}`,
    may: SCHEMA,
    own: PROVIDERS,
    env: 'dom',
    yjs: true,
  })),
  { place: 'packages/host/src/contract', may: [], own: CONTRACT, env: 'plain', yjs: false, folders: ['node'] },
  { place: 'packages/host/src/node', may: [...CONTRACT, ...SCHEMA], own: ['@space/host/node'], env: 'node', yjs: false },
  { place: 'packages/agents/src', may: [...SCHEMA, '@space/runtime', ...CONTRACT], own: ['@space/agents'], env: 'fetch', yjs: false },
  { place: 'packages/scene/src', may: [...SCHEMA, '@space/runtime', ...CONTRACT], own: ['@space/scene'], env: 'view', yjs: false },
  {
    place: 'packages/workspace/src',
    may: [...SCHEMA, '@space/runtime', ...PROVIDERS, ...CONTRACT, '@space/agents', '@space/scene'],
    own: ['@space/workspace'],
    env: 'view',
    yjs: false,
  },
  { place: 'apps/relay/src', may: [...SCHEMA, ...PROVIDERS, '@space/runtime'], own: ['@space/relay'], env: 'node', yjs: false },
  { place: 'apps/command-line/src', may: [...SCHEMA, '@space/providers'], own: [], env: 'node', yjs: false },
  {
    place: 'apps/desktop/src/main',
    may: ['@space/host', ...CONTRACT, '@space/host/node', ...PROVIDERS, ...SCHEMA],
    own: [],
    env: 'node',
    yjs: false,
  },
  { place: 'apps/desktop/src/preload', may: CONTRACT, own: [], env: 'node', yjs: false },
];

/** Files outside doc-schema and providers that bind yjs types to something: text editors and the relay's rooms. */
export const YJS_BINDINGS = ['packages/workspace/src/**/*text-binding*.{ts,tsx}', 'apps/relay/src/rooms/**', 'apps/relay/src/store/**'];

/** Names the DOM brings. Code outside a browser must not count on them. */
const DOM_ONLY = [
  'window',
  'document',
  'location',
  'history',
  'screen',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'alert',
  'confirm',
  'prompt',
  'customElements',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'matchMedia',
  'getComputedStyle',
  'HTMLElement',
  'Element',
  'XMLHttpRequest',
  'Image',
  'Audio',
  'ResizeObserver',
  'MutationObserver',
];
/** Names that browsers and Node share, yet plain ES lacks. */
const WEB = ['navigator', 'WebSocket', 'BroadcastChannel', 'Worker', 'self'];
const NODE_ONLY = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global', 'setImmediate'];

/** What each environment refuses: globals, and modules by what they stand for. */
export const ENVIRONMENTS = {
  plain: {
    globals: [...DOM_ONLY, ...WEB, ...NODE_ONLY, 'fetch'],
    modules: ['node', 'three', 'react'],
    says: 'plain ES: no DOM, no Node, no three, no React',
  },
  fetch: {
    globals: [...DOM_ONLY, ...WEB, ...NODE_ONLY],
    modules: ['node', 'three', 'react'],
    says: 'plain ES with fetch: no DOM, no Node, no three, no React',
  },
  dom: { globals: NODE_ONLY, modules: ['node', 'three', 'react'], says: 'plain ES with the DOM: no Node, no three, no React' },
  view: { globals: NODE_ONLY, modules: ['node'], says: 'runs in a browser: no Node' },
  node: { globals: DOM_ONLY, modules: ['three', 'react'], says: 'runs in Node: no DOM, no three, no React' },
};

/** Import patterns for each kind of banned module. */
export const MODULES = {
  node: {
    names: [
      'assert',
      'buffer',
      'child_process',
      'crypto',
      'events',
      'fs',
      'fs/promises',
      'http',
      'https',
      'net',
      'os',
      'path',
      'process',
      'stream',
      'url',
      'util',
      'worker_threads',
      'zlib',
    ],
    groups: ['node:*', 'ws'],
  },
  three: { names: ['three'], groups: ['three/*', '@react-three/*'] },
  react: { names: ['react', 'react-dom'], groups: ['react/*', 'react-dom/*'] },
};
