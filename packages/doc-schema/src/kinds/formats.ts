import * as v from 'valibot';
import { colour, keyText, personText, tag, webAddress } from './placement.ts';

/** A day as YYYY-MM-DD. */
const day: v.GenericSchema<string> = v.pipe(v.string('give a date'), v.isoDate('give a date as YYYY-MM-DD'));

/**
 * The rules for text that travel by name, since a rule that comes with a document is never run as a regular expression. A name is
 * never given another meaning; a reader that does not know one accepts any text.
 */
export const FORMATS: ReadonlyMap<string, v.GenericSchema<string>> = new Map([
  ['colour', colour],
  ['date', day],
  ['key', keyText],
  ['person', personText],
  ['tag', tag],
  ['web-address', webAddress],
]);
