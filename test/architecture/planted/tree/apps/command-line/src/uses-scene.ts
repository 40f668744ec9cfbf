// breaks: eslint(no-restricted-imports)
export { something } from '@space/scene';
