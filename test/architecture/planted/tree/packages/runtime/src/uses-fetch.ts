// breaks: eslint(no-restricted-globals)
/** A planted violation. */
export const answer: Promise<Response> = fetch('/');
