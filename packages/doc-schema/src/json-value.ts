/** A value that can travel: no `undefined`, no dates, no class instances, no NaN. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
