// breaks: unicorn(filename-case)
/** A planted violation. */
export const one = 1;
