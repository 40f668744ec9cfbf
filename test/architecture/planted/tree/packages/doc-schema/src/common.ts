// breaks: space(plain-names)
/** A planted violation. */
export const one = 1;
