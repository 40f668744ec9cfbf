// breaks: eslint(no-restricted-globals)
/** A planted violation. */
export const title: string = document.title;
