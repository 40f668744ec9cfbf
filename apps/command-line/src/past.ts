import type { Flush } from '@space/doc-schema';
import { HistoryLog, Timeline } from '@space/doc-schema/history';
import { fetchHistory } from '@space/providers';
import type { OpenWorld } from './open-world.ts';
import { Refusal } from './refusal.ts';

/** The past of a world from `fromMs` on, as the relay keeps it. Dispose it. @throws Refusal where it cannot be had. */
export async function openPast({ address, graph }: OpenWorld, fromMs: number): Promise<Timeline> {
  const answer = await fetchHistory({ origin: address.origin, region: graph.region, accessKey: address.key, fromMs });
  if ('problem' in answer) throw new Refusal('failed', answer.problem.message);
  const timeline = Timeline.open(HistoryLog.of(answer.range, graph.flushes));
  timeline.advance();
  return timeline;
}

const AGO = /^(\d{1,6})\s*(s|m|h|d)(?:\s+ago)?$/i;
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A moment as typed: a date and time (UTC where no zone is given), or so long ago: `10m`, `2h ago`. @throws Refusal for anything else. */
export function readMoment(typed: string, now: number): number {
  const ago = AGO.exec(typed.trim());
  if (ago) return now - Number(ago[1]) * (UNITS[(ago[2] ?? '').toLowerCase()] ?? 0);
  const text = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(typed) ? `${typed.replace(' ', 'T')}Z` : typed;
  const time = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new Refusal(
    'wrongUse',
    `"${typed.slice(0, 40)}" is no time: write 2026-11-23, "2026-11-23 18:30" (UTC) or 10m, 2h, 3d for so long ago.`,
  );
}

/** A moment as it can be typed again. */
export const writeMoment = (time: number | undefined): string =>
  time === undefined ? 'unknown' : new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** Who, with what and under which title something was done. */
export const readMaker = (flush: Flush | undefined): { readonly name: string; readonly title: string; readonly tool: string } => ({
  name: flush?.name ?? 'unknown',
  title: flush?.title ?? '',
  tool: flush?.tool ?? '',
});
