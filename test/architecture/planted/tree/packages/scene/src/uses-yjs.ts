// breaks: eslint(no-restricted-imports)
export { Doc } from 'yjs';
