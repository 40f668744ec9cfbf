import * as v from 'valibot';
import { isRecord } from '../json.ts';
import { FORMATS } from './formats.ts';

type Rule = v.GenericSchema;
type Part = Readonly<Record<string, unknown>>;

/** A rule of ours needs three levels and a dozen parts; a hostile one gets no further than this. */
const MAX_DEPTH = 6;
const MAX_PARTS = 200;
/** Choices and places of a tuple. */
const MAX_CHOICES = 200;

/** Keywords that say nothing about what is allowed. */
const NOTES: ReadonlySet<string> = new Set(['$schema', 'title', 'description', 'default', 'examples']);

const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'format'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
  null: [],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
};

const finite = v.pipe(v.number('give a number'), v.finite('give a finite number'));

/** Thrown within this file only: the rule says something this reader does not know. */
class NotUnderstood extends Error {}

/** Builds checks of ours from a rule of others; code, references and regular expressions in it are never run. */
class SchemaReader {
  #parts = 0;

  read(raw: unknown, depth = 0): Rule {
    this.#parts++;
    if (!isRecord(raw) || depth > MAX_DEPTH || this.#parts > MAX_PARTS) throw new NotUnderstood();
    const part = Object.fromEntries(Object.entries(raw).filter(([key]) => !NOTES.has(key)));
    const names = Object.keys(part);
    if (names.includes('anyOf')) return only(names, ['anyOf']) ? this.#anyOf(part['anyOf'], depth) : refuse();
    if (names.includes('const')) return only(names, ['const', 'type']) ? oneOf([part['const']]) : refuse();
    if (names.includes('enum')) return only(names, ['enum', 'type']) ? oneOf(part['enum']) : refuse();
    return this.#typed(part, names, depth);
  }

  #typed(part: Part, names: readonly string[], depth: number): Rule {
    const { type } = part;
    if (typeof type !== 'string' || !Object.hasOwn(KEYWORDS, type)) return refuse();
    if (!only(names, ['type', ...(KEYWORDS[type] ?? [])])) return refuse();
    if (type === 'string') return readText(part);
    if (type === 'number' || type === 'integer') return readNumber(part, type === 'integer');
    if (type === 'boolean') return v.boolean('give yes or no');
    if (type === 'null') return v.null('give nothing');
    return this.#array(part, depth);
  }

  #anyOf(raw: unknown, depth: number): Rule {
    if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_CHOICES) return refuse();
    const rules = raw.map((each: unknown) => this.read(each, depth + 1));
    return v.lazy((value) => rules.find((rule) => v.safeParse(rule, value).success) ?? rules[0] ?? v.unknown());
  }

  #array(part: Part, depth: number): Rule {
    const { items, prefixItems } = part;
    const least = readCount(part['minItems']) ?? 0;
    const most = readCount(part['maxItems']) ?? Number.MAX_SAFE_INTEGER;
    const sized = (rule: Rule): Rule =>
      v.pipe(
        rule as v.GenericSchema<readonly unknown[]>,
        v.check((list) => list.length >= least, `at least ${least}`),
        v.check((list) => list.length <= most, `at most ${most}`),
      );
    if (Array.isArray(prefixItems)) {
      if (prefixItems.length > MAX_CHOICES || items !== undefined) return refuse();
      const places = prefixItems.map((each: unknown) => this.read(each, depth + 1));
      return sized(v.tuple(places, `give ${places.length} values`));
    }
    if (prefixItems !== undefined) return refuse();
    return sized(v.array(items === undefined ? v.unknown() : this.read(items, depth + 1), 'give a list'));
  }
}

function refuse(): never {
  throw new NotUnderstood();
}

const only = (names: readonly string[], known: readonly string[]): boolean => names.every((name) => known.includes(name));

function oneOf(raw: unknown): Rule {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > MAX_CHOICES) return refuse();
  const choices = raw.map((each: unknown) =>
    each === null || typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean' ? each : refuse(),
  );
  const known: ReadonlySet<unknown> = new Set(choices);
  return v.custom((value) => known.has(value), `choose one of ${choices.join(', ').slice(0, 200)}`);
}

function readBound(raw: unknown): number | undefined {
  if (raw === undefined) return undefined;
  return typeof raw === 'number' && Number.isFinite(raw) ? raw : refuse();
}

function readCount(raw: unknown): number | undefined {
  const bound = readBound(raw);
  return bound === undefined || (Number.isInteger(bound) && bound >= 0) ? bound : refuse();
}

function readText(part: Part): Rule {
  const least = readCount(part['minLength']) ?? 0;
  const most = readCount(part['maxLength']) ?? Number.MAX_SAFE_INTEGER;
  const { format } = part;
  if (format !== undefined && typeof format !== 'string') return refuse();
  const base = format === undefined ? v.string('give text') : (FORMATS.get(format) ?? v.string('give text'));
  return v.pipe(base, v.minLength(least, `at least ${least} characters`), v.maxLength(most, `at most ${most} characters`));
}

function readNumber(part: Part, whole: boolean): Rule {
  const low = readBound(part['minimum']) ?? -Number.MAX_VALUE;
  const high = readBound(part['maximum']) ?? Number.MAX_VALUE;
  const rule = v.pipe(finite, v.minValue(low, `at least ${low}`), v.maxValue(high, `at most ${high}`));
  return whole ? v.pipe(rule, v.integer('give a whole number')) : rule;
}

/**
 * A check built from a JSON Schema that came with a document, or undefined where it says something outside the bounded subset this
 * program reads: type, enum, const, minimum, maximum, minLength, maxLength, minItems, maxItems, items, prefixItems, anyOf and named
 * formats. Never throws, and bounded whatever it is given.
 */
export function readSchema(raw: unknown): Rule | undefined {
  try {
    return new SchemaReader().read(raw);
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}
