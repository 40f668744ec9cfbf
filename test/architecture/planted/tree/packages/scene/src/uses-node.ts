// breaks: eslint(no-restricted-imports)
export { join } from 'path';
