import type { GraphNode, Json } from '@space/doc-schema';
import { sayValue, textOf } from '../../parts/words.ts';
import { momentOf } from '../../ui/time.ts';

const MEGABYTE = 1_000_000;

/** `52 MB`, `3.4 kB`, `12 bytes`. */
function saySize(bytes: number): string {
  if (bytes >= MEGABYTE) return `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`;
  return bytes >= 1000 ? `${(bytes / 1000).toFixed(1)} kB` : `${bytes} bytes`;
}

function sayDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** The unit at the end of a fact's name says how its number reads. */
const UNITS: readonly { readonly end: RegExp; readonly say: (value: number) => string }[] = [
  { end: /ForMs$/u, say: sayDuration },
  { end: /Ms$/u, say: (value) => momentOf(value) },
  { end: /Bytes$/u, say: saySize },
  { end: /Share$/u, say: (value) => `${Math.round(value * 100)} %` },
];

const LABELS: Readonly<Record<string, string>> = { cpuShare: 'Processor', pid: 'Id', lineEnd: 'Last line' };

/** A fact as people read it: `memoryBytes: 52000000` is “Memory: 52 MB”. */
export function sayFact(name: string, value: Json): { readonly label: string; readonly value: string } {
  const unit = typeof value === 'number' ? UNITS.find((each) => each.end.test(name)) : undefined;
  const plain = unit ? name.replace(unit.end, unit.end.source.startsWith('For') ? 'For' : '') : name;
  const words = plain.replaceAll(/([a-z])([A-Z])/gu, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  const label = LABELS[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
  if (unit) return { label, value: unit.say(value as number) };
  return { label, value: typeof value === 'number' ? value.toLocaleString('en') : sayValue(value) };
}

/** The fact that tells a row from its neighbours, by its kind. */
const TAILS: Readonly<Record<string, (facts: GraphNode['facts']) => string>> = {
  process: ({ cpuShare }) => (typeof cpuShare === 'number' && cpuShare >= 0.01 ? `${Math.round(cpuShare * 100)} %` : ''),
  symbol: ({ line }) => (typeof line === 'number' ? String(line) : ''),
  command: ({ keys }) => textOf(keys).split(', ')[0] ?? '',
  place: ({ connection }) => textOf(connection),
  setting: ({ value }) => (value === undefined ? '' : sayValue(value)),
};

/** What stands at the end of a row: the one fact that tells it from its neighbours. */
export const tailOf = ({ kind, facts }: GraphNode): string => (Object.hasOwn(TAILS, kind) ? (TAILS[kind]?.(facts) ?? '') : '');
