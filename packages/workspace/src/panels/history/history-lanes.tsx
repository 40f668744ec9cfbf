import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useState } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { Segment } from '../../parts/segment.tsx';
import { useVisit } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { momentOf, timeOfDay } from '../../ui/time.ts';
import type { HistorySpan } from './history-store.ts';
import { type Lane, layOutLanes, type Moment } from './moments.ts';
import { useColourOf, useHere, useHistory, useMoments } from './use-history.ts';

const SPAN_MS: Readonly<Record<Exclude<HistorySpan, 'all'>, number>> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
const TICKS = 5;
/** Below this the ticks tell seconds. */
const SHORT_MS = 600_000;
/** So far to the right the pointer means now. */
const NOW_SHARE = 0.995;
/** Playing goes on by a gesture each so many milliseconds. */
const PLAY_MS = 600;

interface ShownTime {
  readonly from: number;
  readonly until: number;
}

/** The time the lanes show: a span up to now, or all there is. */
function useWindow(moments: readonly Moment[]): ShownTime {
  const span = useHistory((view) => view.span);
  const until = Math.max(
    useHistory((view) => view.until),
    moments.at(-1)?.time ?? 0,
  );
  const first = moments[0]?.time ?? until - SPAN_MS.hour;
  return { from: span === 'all' ? first - 1 : Math.max(first - 60_000, until - SPAN_MS[span]), until };
}

/** Goes to the gesture before or after the one that is looked at; after the last one it is now. */
function step(session: ReturnType<typeof useSession>, moments: readonly Moment[], by: 1 | -1): void {
  const { index } = session.history.view.getState();
  const at = index === undefined ? moments.length : moments.findIndex((moment) => moment.index >= index);
  const next = moments[Math.max(0, (at < 0 ? moments.length : at) + by)];
  session.history.set({ index: next?.index });
}

function usePlaying(moments: readonly Moment[]): readonly [boolean, (playing: boolean) => void] {
  const session = useSession();
  const [playing, setPlaying] = useState(false);
  const atEnd = useHistory((view) => view.index) === undefined;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => step(session, moments, 1), PLAY_MS);
    return () => clearInterval(timer);
  }, [playing, moments, session]);
  return [playing && !atEnd, setPlaying];
}

function Head({ moments }: { moments: readonly Moment[] }): ReactNode {
  const session = useSession();
  const { history } = session;
  const span = useHistory((view) => view.span);
  const { from, until } = useWindow(moments);
  const [playing, setPlaying] = usePlaying(moments);
  const shown = moments.filter((moment) => moment.time >= from);
  const people = new Set(shown.map((moment) => moment.person ?? moment.name)).size;
  const play = (): void => {
    if (!playing && history.view.getState().index === undefined) history.set({ index: shown[0]?.index });
    setPlaying(!playing);
  };
  return (
    <div className="line">
      <IconButton small icon="step-back" label="The gesture before" onClick={() => step(session, moments, -1)} />
      <IconButton small icon={playing ? 'pause' : 'play'} label={playing ? 'Stop playing' : 'Play from here'} onClick={play} />
      <IconButton small icon="step-forward" label="The gesture after" onClick={() => step(session, moments, 1)} />
      <span className="strong num">
        {momentOf(from)} to {timeOfDay(until)}
      </span>
      <span className="grow" />
      <span className="faint num history-count">
        {shown.length} {shown.length === 1 ? 'gesture' : 'gestures'} by {people} {people === 1 ? 'person' : 'people'}
      </span>
      <Segment
        small
        label="Time shown"
        value={span}
        choices={[
          { value: 'hour', label: 'hour' },
          { value: 'day', label: 'day' },
          { value: 'week', label: 'week' },
          { value: 'all', label: 'all' },
        ]}
        onChange={(next) => history.set({ span: next })}
      />
    </div>
  );
}

/** Where the pointer is along the lanes, 0 to 1. */
function shareAt(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
}

function LaneRow({ lane, at }: { lane: Lane; at: number }): ReactNode {
  const me = useVisit((visit) => visit.identity.id);
  const colourOf = useColourOf();
  const background = lane.person === me ? 'var(--accent)' : `var(--person-${colourOf(lane.person)})`;
  return (
    <div className="lane">
      {lane.marks.map((mark) => (
        <span
          key={mark.index}
          className={`lane-mark ${mark.from > at ? 'later' : ''}`}
          style={{ left: `${mark.from * 100}%`, width: `${(mark.until - mark.from) * 100}%`, background }}
        />
      ))}
    </div>
  );
}

/** The lanes as one slider over the gestures. */
function LaneField({ moments, lanes, from, until }: ShownTime & { moments: readonly Moment[]; lanes: readonly Lane[] }): ReactNode {
  const session = useSession();
  const { history } = session;
  const index = useHistory((view) => view.index);
  const here = useHere(moments);
  const length = Math.max(1, until - from);
  const at = index === undefined ? 1 : Math.min(1, Math.max(0, ((here?.time ?? until) - from) / length));
  const goTo = (share: number): void => {
    const time = from + share * length;
    history.set({ index: share >= NOW_SHARE ? undefined : moments.find((moment) => moment.time >= time)?.index });
  };
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined;
    if (by === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    event.stopPropagation();
    if (by) step(session, moments, by);
    else history.set({ index: event.key === 'Home' ? moments[0]?.index : undefined });
  };
  return (
    <div
      className="lane-field"
      role="slider"
      tabIndex={0}
      aria-label="Moment that is looked at"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={index === undefined ? 'now' : timeOfDay(here?.time ?? until)}
      onKeyDown={keys}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(shareAt(event));
      }}
      onPointerMove={(event) => event.buttons === 1 && goTo(shareAt(event))}
    >
      {lanes.map((lane) => (
        <LaneRow key={lane.person} lane={lane} at={at} />
      ))}
      <span className="lane-after" style={{ left: `${at * 100}%` }} />
      <span className="lane-here" style={{ left: `${at * 100}%` }} />
    </div>
  );
}

/** A lane a person with a mark for what they did; the line is the moment that is looked at, dragged by pointer or moved by arrow keys. */
export function HistoryLanes(): ReactNode {
  const phase = useHistory((view) => view.phase);
  const me = useVisit((visit) => visit.identity.id);
  const moments = useMoments();
  const { from, until } = useWindow(moments);
  if (phase !== 'open') return null;
  const lanes = layOutLanes(moments, from, until);
  const length = Math.max(1, until - from);
  return (
    <section className="island history-lanes" aria-label="Timeline">
      <Head moments={moments} />
      <div className="lanes">
        <div className="lane-names">
          {lanes.map((lane) => (
            <span key={lane.person} className="small-text quiet-text cut">
              {lane.person === me ? 'You' : lane.name}
            </span>
          ))}
        </div>
        <LaneField moments={moments} lanes={lanes} from={from} until={until} />
        <span />
        <div className="lane-ticks faint small-text num">
          {Array.from({ length: TICKS }, (_, i) => from + (length * i) / (TICKS - 1)).map((time) => (
            <span key={time}>{length > SPAN_MS.day ? momentOf(time) : timeOfDay(time, length < SHORT_MS)}</span>
          ))}
        </div>
      </div>
    </section>
  );
}
