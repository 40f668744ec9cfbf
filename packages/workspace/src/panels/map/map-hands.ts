import type { Key } from '@space/doc-schema';
import type { PointerEvent } from 'react';
import type { Point } from './camera.ts';
import type { MapStage } from './map-stage.ts';
import { pick, readPicked, togglePick } from './pick.ts';

/** A rectangle being drawn to pick what lies in it, pixels of the view. */
export interface Marquee {
  readonly from: Point;
  readonly to: Point;
}

/** What hands on a map need, and what they bring about when they let go. */
export interface HandsOptions {
  readonly stage: MapStage;
  /** Whether something is on the map now. */
  readonly has: (key: Key) => boolean;
  readonly sizeOf: (key: Key) => Point;
  /** The other end of a link was pointed at; false when none is being drawn. */
  readonly link: (key: Key) => boolean;
  readonly onMarquee: (marquee: Marquee | undefined) => void;
  readonly onMoved: (places: ReadonlyMap<Key, Point>) => void;
  readonly onSizing: (key: Key, size: Point) => void;
  readonly onSized: (key: Key, size: Point) => void;
}

/** Pixels a press may wander before it is a drag. */
const SLOP_PX = 4;

type Act =
  | { readonly type: 'pan' }
  | { readonly type: 'marquee'; readonly from: Point }
  | { readonly type: 'drag'; readonly starts: ReadonlyMap<Key, Point>; readonly pressed: Key; moved: boolean }
  | { readonly type: 'resize'; readonly key: Key; readonly size: Point; now: Point };

const isMore = (event: PointerEvent): boolean => event.shiftKey || event.ctrlKey || event.metaKey;

/** The distance and middle of two fingers. */
function readPinch(points: ReadonlyMap<number, Point>): { far: number; middle: Point } | undefined {
  const [a, b] = [...points.values()];
  return a && b ? { far: Math.hypot(a[0] - b[0], a[1] - b[1]), middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] } : undefined;
}

/**
 * What the pointer does on a map: one finger or button pans the ground or drags what it pressed, with Shift it draws a rectangle;
 * two fingers pinch. Nothing is written before they let go, and then once.
 */
export class MapHands {
  readonly #options: HandsOptions;
  readonly #fingers = new Map<number, Point>();
  #act: Act | undefined;
  #start: Point = [0, 0];
  #last: Point = [0, 0];

  constructor(options: HandsOptions) {
    this.#options = options;
  }

  /** Whether something is being dragged: then the document does not move it. */
  get busy(): boolean {
    return this.#act?.type === 'drag' && this.#act.moved;
  }

  readonly onGround = (event: PointerEvent): void => {
    if (event.button > 1) return;
    const from = this.#options.stage.viewPoint(event.clientX, event.clientY);
    this.#begin(event, event.shiftKey && event.button === 0 ? { type: 'marquee', from } : { type: 'pan' });
  };

  readonly onThing = (event: PointerEvent, key: Key): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button, input, .map-card-open'))) return;
    event.stopPropagation();
    if (this.#options.link(key)) return;
    if (isMore(event)) togglePick(key);
    else if (!readPicked().includes(key)) pick([key]);
    const keys = readPicked().filter((each) => this.#options.has(each));
    const starts = new Map(keys.map((each) => [each, this.#options.stage.positionOf(each) ?? ([0, 0] as const)]));
    this.#begin(event, { type: 'drag', starts, pressed: key, moved: false });
  };

  readonly onResize = (event: PointerEvent, key: Key): void => {
    event.stopPropagation();
    const size = this.#options.sizeOf(key);
    this.#begin(event, { type: 'resize', key, size, now: size });
  };

  readonly onMove = (event: PointerEvent): void => {
    const before = this.#fingers.size === 2 ? readPinch(this.#fingers) : undefined;
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const after = before && readPinch(this.#fingers);
    const { stage } = this.#options;
    if (before && after && before.far > 0) {
      stage.pan(after.middle[0] - before.middle[0], after.middle[1] - before.middle[1]);
      stage.zoom(after.far / before.far, stage.viewPoint(...after.middle));
    } else if (this.#act) this.#move(this.#act, event);
  };

  readonly onUp = (event: PointerEvent): void => {
    const act = this.#act;
    const pinched = this.#fingers.size > 1;
    this.#fingers.delete(event.pointerId);
    if (pinched || !act) return;
    this.#act = undefined;
    this.#end(act, event);
  };

  /** The window took the pointer away: everything is as it was. */
  readonly onCancel = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    if (this.#act?.type === 'drag') this.#options.stage.hold(this.#act.starts);
    this.#act = undefined;
    this.#options.onMarquee(undefined);
  };

  #begin(event: PointerEvent, act: Act): void {
    const stage = event.currentTarget.closest<HTMLElement>('.map-stage');
    stage?.focus({ preventScroll: true });
    // A press on a thing may be half a double click, which a captured pointer would keep from it: it is captured once it wanders.
    if (act.type !== 'drag') stage?.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, [event.clientX, event.clientY]);
    // The second finger pinches; what the first one began ends where it is.
    if (this.#fingers.size > 1) return;
    this.#act = act;
    this.#start = this.#last = [event.clientX, event.clientY];
  }

  #wandered([x, y]: Point): boolean {
    return Math.hypot(x - this.#start[0], y - this.#start[1]) >= SLOP_PX;
  }

  #move(act: Act, event: PointerEvent): void {
    const { stage, onMarquee } = this.#options;
    const to: Point = [event.clientX, event.clientY];
    if (act.type === 'pan') stage.pan(to[0] - this.#last[0], to[1] - this.#last[1]);
    else if (act.type === 'marquee') onMarquee({ from: act.from, to: stage.viewPoint(...to) });
    else if (act.type === 'resize') this.#resize(act, to);
    else if (act.moved || this.#wandered(to)) {
      if (!act.moved) event.currentTarget.setPointerCapture(event.pointerId);
      act.moved = true;
      stage.hold(this.#shifted(act.starts, to));
    }
    this.#last = to;
  }

  #shifted(starts: ReadonlyMap<Key, Point>, to: Point): ReadonlyMap<Key, Point> {
    const { zoom } = this.#options.stage.camera;
    const [dx, dy] = [(to[0] - this.#start[0]) / zoom, (to[1] - this.#start[1]) / zoom];
    return new Map([...starts].map(([key, [x, y]]) => [key, [x + dx, y + dy]]));
  }

  #resize(act: Extract<Act, { type: 'resize' }>, to: Point): void {
    const { zoom } = this.#options.stage.camera;
    // A card grows about its middle: its corner follows the pointer at half the way.
    act.now = [act.size[0] + (2 * (to[0] - this.#start[0])) / zoom, act.size[1] + (2 * (to[1] - this.#start[1])) / zoom];
    this.#options.onSizing(act.key, act.now);
  }

  #end(act: Act, event: PointerEvent): void {
    const to: Point = [event.clientX, event.clientY];
    if (act.type === 'drag') {
      if (act.moved) this.#options.onMoved(this.#shifted(act.starts, to));
      else if (!isMore(event)) pick([act.pressed]);
    } else if (act.type === 'resize') this.#options.onSized(act.key, act.now);
    else if (act.type === 'pan') {
      if (!this.#wandered(to)) pick([]);
    } else {
      this.#options.onMarquee(undefined);
      const within = this.#options.stage.keysWithin(act.from, this.#options.stage.viewPoint(...to));
      pick([...new Set([...readPicked(), ...within])]);
    }
  }
}
