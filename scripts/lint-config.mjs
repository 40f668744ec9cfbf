/**
 * Writes `.oxlintrc.json` from the table in layers.mjs.
 *   node scripts/lint-config.mjs           says whether the file on disk is what the table gives (exit 1 if not)
 *   node scripts/lint-config.mjs --write   writes it
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ENTRIES, ENVIRONMENTS, LAYERS, MODULES, YJS_BINDINGS } from './layers.mjs';

const FILE = new URL('../.oxlintrc.json', import.meta.url);
const TESTS = ['**/*.test.{ts,tsx}', '**/*.bench.ts', '**/*.test-d.ts'];

const BASE_RULES = {
  'eslint/max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
  'eslint/max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false }],
  'eslint/complexity': ['error', { max: 12 }],
  'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
  'eslint/no-var': 'error',
  'eslint/prefer-const': 'error',
  'import/no-cycle': ['error', { ignoreTypes: false }],
  'import/no-default-export': 'error',
  'typescript/no-explicit-any': 'error',
  'typescript/no-floating-promises': 'error',
  'typescript/no-misused-promises': ['error', { checksVoidReturn: false }],
  'typescript/await-thenable': 'error',
  'typescript/ban-ts-comment': 'error',
  // Types prove less than they say where bytes come from others; these three fight our own guards more than they find.
  'typescript/restrict-template-expressions': 'off',
  'typescript/no-redundant-type-constituents': 'off',
  'typescript/unbound-method': 'off',
  // Rules of the React compiler, which we do not use: a scene changes three's objects in place, by design.
  'react/immutability': 'off',
  'react/refs': 'off',
  'react/set-state-in-effect': 'off',
  'react/use-memo': 'off',
  // A copy of the listeners is what lets one of them leave while all are told.
  'unicorn/no-useless-spread': 'off',
  'unicorn/filename-case': ['error', { cases: { kebabCase: true } }],
  'react/rules-of-hooks': 'error',
  'react/exhaustive-deps': 'error',
  'space/no-export-star': 'error',
  'space/no-empty-catch': 'error',
  'space/plain-names': 'error',
  'space/docstring': 'error',
};

function importRule({ layer, own = [], test = false, yjs = layer.yjs }) {
  const allowed = new Set([...layer.may, ...own]);
  const denied = ENTRIES.filter((entry) => !allowed.has(entry));
  const env = ENVIRONMENTS[layer.env];
  const paths = denied.map((name) => ({ name, message: `${layer.place} may import of ours only: ${layer.may.join(', ') || 'nothing'}.` }));
  const patterns = [{ regex: '^\\.\\./(.*/)?src/', message: 'Import another package by its name: only its public face is stable.' }];
  for (const kind of test ? [] : env.modules) {
    const message = `${layer.place} is ${env.says}.`;
    for (const name of MODULES[kind].names) paths.push({ name, message });
    patterns.push({ group: MODULES[kind].groups, message });
  }
  for (const folder of layer.folders ?? [])
    patterns.push({ regex: `^\\.\\./${folder}/`, message: `${layer.place} must not know ${folder}/.` });
  if (!yjs && !test)
    paths.push({
      name: 'yjs',
      message: 'Only doc-schema, providers and text bindings touch yjs; go through GraphDoc.',
      allowTypeImports: true,
    });
  return ['error', { paths, patterns }];
}

function layerOverrides(layer) {
  const env = ENVIRONMENTS[layer.env];
  const globals = env.globals.map((name) => ({ name, message: `${layer.place} is ${env.says}.` }));
  return {
    files: [`${layer.place}/**`],
    rules: { 'eslint/no-restricted-imports': importRule({ layer }), 'eslint/no-restricted-globals': ['error', ...globals] },
  };
}

function bindingOverrides() {
  return YJS_BINDINGS.map((glob) => {
    const layer = LAYERS.find((row) => glob.startsWith(`${row.place}/`));
    return { files: [glob], rules: { 'eslint/no-restricted-imports': importRule({ layer, yjs: true }) } };
  });
}

function testOverrides() {
  const relaxed = { 'eslint/max-lines-per-function': 'off', 'eslint/no-restricted-globals': 'off', 'space/docstring': 'off' };
  const imports = LAYERS.map((layer) => ({
    files: TESTS.map((glob) => `${layer.place}/${glob}`),
    rules: { 'eslint/no-restricted-imports': importRule({ layer, own: layer.own, test: true }) },
  }));
  return [{ files: [...TESTS, 'test/**'], rules: relaxed }, ...imports];
}

/** The whole oxlint configuration as the table says it should be. */
export function createLintConfig() {
  return {
    $schema: './node_modules/oxlint/configuration_schema.json',
    plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'react'],
    jsPlugins: ['./scripts/lint-rules.mjs'],
    categories: { correctness: 'error' },
    options: { typeAware: true },
    ignorePatterns: ['**/node_modules', '**/dist', '.space', 'test/architecture/planted', 'test/browser/out', 'test/documents/readers'],
    rules: BASE_RULES,
    overrides: [
      ...LAYERS.map(layerOverrides),
      ...bindingOverrides(),
      ...testOverrides(),
      {
        files: ['test/**'],
        rules: {
          'eslint/no-restricted-imports': [
            'error',
            {
              patterns: [
                { regex: '^(\\.\\./)+(packages|apps)/', message: 'test/ uses public faces only: import the package by its name.' },
              ],
            },
          ],
        },
      },
      // Untyped, so that they run before anything is installed: without types this rule sees numbers everywhere.
      { files: ['scripts/**'], rules: { 'typescript/require-array-sort-compare': 'off' } },
      { files: ['**/*.config.ts', 'scripts/lint-rules.mjs'], rules: { 'import/no-default-export': 'off' } },
    ],
  };
}

/** The exact text `.oxlintrc.json` must have. */
export function createLintConfigText() {
  return `${JSON.stringify(createLintConfig(), null, 2)}\n`;
}

/** True when the file on disk is what the table gives. */
export function isLintConfigFresh(file = FILE) {
  try {
    return readFileSync(file, 'utf8') === createLintConfigText();
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) writeFileSync(FILE, createLintConfigText());
  else if (!isLintConfigFresh()) {
    console.error('.oxlintrc.json is not what scripts/layers.mjs gives. Run: node scripts/lint-config.mjs --write');
    process.exitCode = 1;
  }
}
