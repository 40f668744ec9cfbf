import type { Key } from '@space/doc-schema';
import type { Point } from './camera.ts';

/** A link as it is drawn. `bow` bends it, so that several between two things lie side by side. */
export interface DrawnEdge {
  readonly from: Key;
  readonly to: Key;
  readonly word: string;
  readonly bow: number;
}

/** A thing as edges see it: its middle and half its width and height, pixels of the view. */
export interface DrawnBox {
  readonly at: Point;
  readonly half: Point;
  readonly round: boolean;
}

/** What is drawn, and what stands out. */
export interface EdgePicture {
  readonly edges: readonly DrawnEdge[];
  readonly boxOf: (key: Key) => DrawnBox | undefined;
  readonly lit: ReadonlySet<Key>;
  readonly dimmed: ReadonlySet<Key>;
  /** Whether every word is written, or only those of what is lit. */
  readonly words: boolean;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** Colours and font of the theme in force. */
export interface EdgeColours {
  readonly link: string;
  readonly accent: string;
  readonly plate: string;
  readonly text: string;
  readonly font: string;
}

interface Curve {
  readonly start: Point;
  readonly bend: Point;
  readonly end: Point;
}

/** Where a line from a box's middle towards a point leaves the box, with a little air. */
function edgeOf({ at, half, round }: DrawnBox, toward: Point, air: number): Point {
  const [dx, dy] = [toward[0] - at[0], toward[1] - at[1]];
  const length = Math.hypot(dx, dy) || 1;
  const reach = round
    ? half[0]
    : Math.min(half[0] / Math.max(1e-6, Math.abs(dx / length)), half[1] / Math.max(1e-6, Math.abs(dy / length)));
  return [at[0] + (dx / length) * (reach + air), at[1] + (dy / length) * (reach + air)];
}

function curveOf(from: DrawnBox | undefined, to: DrawnBox | undefined, bow: number): Curve | undefined {
  if (!from || !to) return undefined;
  const [dx, dy] = [to.at[0] - from.at[0], to.at[1] - from.at[1]];
  const length = Math.hypot(dx, dy);
  if (length < 4) return undefined;
  const lift = Math.min(42, length * 0.12) * bow;
  const bend: Point = [(from.at[0] + to.at[0]) / 2 + (dy / length) * lift, (from.at[1] + to.at[1]) / 2 - (dx / length) * lift];
  return { start: edgeOf(from, bend, 3), bend, end: edgeOf(to, bend, 5) };
}

const middleOf = ({ start, bend, end }: Curve): Point => [(start[0] + 2 * bend[0] + end[0]) / 4, (start[1] + 2 * bend[1] + end[1]) / 4];

function isSeen(curve: Curve, { width, height }: EdgePicture): boolean {
  const xs = [curve.start[0], curve.bend[0], curve.end[0]];
  const ys = [curve.start[1], curve.bend[1], curve.end[1]];
  return Math.max(...xs) > -20 && Math.min(...xs) < width + 20 && Math.max(...ys) > -20 && Math.min(...ys) < height + 20;
}

function trace(context: CanvasRenderingContext2D, { start, bend, end }: Curve): void {
  context.moveTo(start[0], start[1]);
  context.quadraticCurveTo(bend[0], bend[1], end[0], end[1]);
}

function traceHead(context: CanvasRenderingContext2D, { bend, end }: Curve, size: number): void {
  const angle = Math.atan2(end[1] - bend[1], end[0] - bend[0]);
  context.moveTo(end[0], end[1]);
  context.lineTo(end[0] - size * Math.cos(angle - 0.38), end[1] - size * Math.sin(angle - 0.38));
  context.lineTo(end[0] - size * Math.cos(angle + 0.38), end[1] - size * Math.sin(angle + 0.38));
  context.closePath();
}

interface Pen {
  readonly colour: string;
  readonly width: number;
  readonly head: number;
  readonly alpha: number;
}

/** All edges of one look in one path: two calls to the canvas however many there are. */
function drawCurves(context: CanvasRenderingContext2D, curves: readonly Curve[], pen: Pen): void {
  const { colour, width, head, alpha } = pen;
  if (curves.length === 0) return;
  context.globalAlpha = alpha;
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (const curve of curves) trace(context, curve);
  context.stroke();
  if (head > 0) {
    context.beginPath();
    for (const curve of curves) traceHead(context, curve, head);
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawWord(context: CanvasRenderingContext2D, word: string, [x, y]: Point, colours: EdgeColours, alpha: number): void {
  context.globalAlpha = alpha;
  const width = context.measureText(word).width + 14;
  context.fillStyle = colours.plate;
  context.beginPath();
  context.roundRect(x - width / 2, y - 9, width, 18, 9);
  context.fill();
  context.fillStyle = colours.text;
  context.fillText(word, x, y + 0.5);
  context.globalAlpha = 1;
}

/** How far a colour goes back where its ends do not fit the filter, as in the pictures. */
const DIM = 0.22;

interface Sorted {
  readonly plain: Curve[];
  readonly faint: Curve[];
  readonly lit: Curve[];
  readonly words: { readonly word: string; readonly at: Point; readonly lit: boolean }[];
}

/** The links in view by how they are drawn. */
function sortEdges(picture: EdgePicture): Sorted {
  const sorted: Sorted = { plain: [], faint: [], lit: [], words: [] };
  for (const edge of picture.edges) {
    const curve = curveOf(picture.boxOf(edge.from), picture.boxOf(edge.to), edge.bow);
    if (!curve || !isSeen(curve, picture)) continue;
    const lit = picture.lit.has(edge.from) || picture.lit.has(edge.to);
    const dimmed = picture.dimmed.has(edge.from) || picture.dimmed.has(edge.to);
    (lit ? sorted.lit : dimmed ? sorted.faint : sorted.plain).push(curve);
    if (lit || (picture.words && !dimmed)) sorted.words.push({ word: edge.word, at: middleOf(curve), lit });
  }
  return sorted;
}

/** Draws the links of a map: plain ones, those that do not fit fainter, lit ones on top with their word. Cost: the edges. */
export function drawEdges(context: CanvasRenderingContext2D, picture: EdgePicture, colours: EdgeColours): void {
  const { plain, faint, lit, words } = sortEdges(picture);
  const thin = Math.max(0.75, Math.min(1.5, picture.zoom * 1.6));
  const head = picture.zoom < 0.3 ? 0 : Math.max(6, Math.min(9, 9 * picture.zoom));
  drawCurves(context, faint, { colour: colours.link, width: thin, head: 0, alpha: DIM });
  drawCurves(context, plain, { colour: colours.link, width: thin, head, alpha: 0.82 });
  drawCurves(context, lit, { colour: colours.accent, width: Math.max(1.5, thin * 1.6), head: head * 1.15, alpha: 1 });
  context.font = colours.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const each of words) drawWord(context, each.word, each.at, colours, each.lit ? 1 : 0.85);
}
