// breaks: eslint(no-restricted-imports)
export { startHost } from '@space/host/node';
