// breaks: eslint(no-restricted-globals)
/** A planted violation. */
export const bytes: Uint8Array = Buffer.from('a');
