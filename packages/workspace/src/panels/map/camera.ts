/** What part of a map is seen: the map point in the middle of the view, and how many pixels one map unit takes. */
export interface MapCamera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** Pixels of the view. */
export interface ViewSize {
  readonly width: number;
  readonly height: number;
}

/** Two numbers: map units or pixels, as the one who gives them says. */
export type Point = readonly [x: number, y: number];

/** A map of a thousand things fits a panel at the lower bound; above the upper one a tile fills it. */
const ZOOM = { low: 0.05, high: 3 } as const;
/** Fitting a few things does not blow them up. */
const FIT_ZOOM = 1.25;

/** A zoom that is allowed. */
export const boundZoom = (zoom: number): number => Math.max(ZOOM.low, Math.min(ZOOM.high, zoom));

/** Where a map point is in the view, pixels from its top left corner. */
export const toView = (camera: MapCamera, size: ViewSize, [x, y]: Point): Point => [
  (x - camera.x) * camera.zoom + size.width / 2,
  (y - camera.y) * camera.zoom + size.height / 2,
];

/** The map point under a point of the view. */
export const toMap = (camera: MapCamera, size: ViewSize, [x, y]: Point): Point => [
  (x - size.width / 2) / camera.zoom + camera.x,
  (y - size.height / 2) / camera.zoom + camera.y,
];

/** Zooms by a factor and leaves the map point under `at` where it is in the view. */
export function zoomAt(camera: MapCamera, size: ViewSize, at: Point, factor: number): MapCamera {
  const [x, y] = toMap(camera, size, at);
  const zoom = boundZoom(camera.zoom * factor);
  return { x: x - (at[0] - size.width / 2) / zoom, y: y - (at[1] - size.height / 2) / zoom, zoom };
}

/** Shows all points with `pad` pixels of air around them; the middle of the map where there are none. */
export function fitCamera(points: readonly Point[], size: ViewSize, pad = 56): MapCamera {
  if (points.length === 0) return { x: 0, y: 0, zoom: 1 };
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  // Not Math.min(...xs): a map of many thousand things would overflow the stack.
  const bounds = (values: readonly number[]): Point => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const [left, right] = bounds(xs);
  const [top, bottom] = bounds(ys);
  const across = Math.max(1, size.width - 2 * pad) / Math.max(1, right - left);
  const down = Math.max(1, size.height - 2 * pad) / Math.max(1, bottom - top);
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom: boundZoom(Math.min(FIT_ZOOM, across, down)) };
}

/** How much is written: 0 tiles alone, 1 short names, 2 names in full. */
export const detailOf = (zoom: number): 0 | 1 | 2 => (zoom < 0.26 ? 0 : zoom < 0.62 ? 1 : 2);

/** How large a tile is, pixels. */
export const tileOf = (zoom: number): number => Math.round(Math.max(13, Math.min(48, 44 * Math.sqrt(zoom))));

/** The thing nearest in a direction, counting what lies off to the side as farther; undefined where there is none. */
export function nearestToward<T extends { readonly at: Point }>(things: readonly T[], from: Point, [dx, dy]: Point): T | undefined {
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const [x, y] = [thing.at[0] - from[0], thing.at[1] - from[1]];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (along <= 0.5 || aside > along * 2) continue;
    const cost = along + aside * 1.5;
    if (cost < least) [best, least] = [thing, cost];
  }
  return best;
}
