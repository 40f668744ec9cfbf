// breaks: eslint(no-restricted-imports)
export { mintId } from '@space/doc-schema';
