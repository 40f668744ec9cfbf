// breaks: eslint(no-restricted-globals)
/** A planted violation. */
export const width: number = window.innerWidth;
