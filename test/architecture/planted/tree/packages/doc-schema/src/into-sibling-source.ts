// breaks: eslint(no-restricted-imports)
export { something } from '../../providers/src/index.ts';
