// breaks: eslint(no-restricted-imports)
export { Vector3 } from 'three';
