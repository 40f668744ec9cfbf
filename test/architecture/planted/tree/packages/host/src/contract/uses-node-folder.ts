// breaks: eslint(no-restricted-imports)
export { startHost } from '../node/index.ts';
