// breaks: eslint(no-restricted-globals)
/** A planted violation. */
export const home: string = process.cwd();
