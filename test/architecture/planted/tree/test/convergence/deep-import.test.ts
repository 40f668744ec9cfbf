// breaks: eslint(no-restricted-imports)
export { something } from '../../packages/doc-schema/src/clean.ts';
