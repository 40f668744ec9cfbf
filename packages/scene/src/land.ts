/** A rise of the land: centre x and z, height and spread, metres. */
export type Mound = readonly [x: number, z: number, heightM: number, spreadM: number];

/** The hills around the place people build on. The ground's shader holds the same list. */
export const MOUNDS: readonly Mound[] = [
  [-11, -9, 2.6, 4.2],
  [10.5, -12, 3.2, 5],
  [-15, 3, 1.5, 4.5],
  [15.5, -2, 1.7, 4.4],
  [1, -22, 3.2, 7],
  [-22, -20, 4, 8],
  [24, -18, 4, 8],
];

/** Within the first radius the land is flat, beyond the second it has its full height, metres from the origin. */
export const FLAT_M: readonly [number, number] = [4, 8.5];

/** The height of the land at a point, metres: flat where people build, rounded hills around it. */
export function landHeight(x: number, z: number): number {
  let height = 0;
  for (const [mx, mz, rise, spread] of MOUNDS) {
    height += rise * Math.exp(-((x - mx) ** 2 + (z - mz) ** 2) / (spread * spread));
  }
  const t = Math.min(1, Math.max(0, (Math.hypot(x, z) - FLAT_M[0]) / (FLAT_M[1] - FLAT_M[0])));
  return height * t * t * (3 - 2 * t);
}

/** GLSL `float landHeight(vec2 at)`, the same land as `landHeight`. */
export const LAND_GLSL: string = `
float landHeight(vec2 at) {
  float h = 0.0; vec2 d;
${MOUNDS.map(([x, z, rise, spread]) => `  d = at - vec2(${x.toFixed(3)}, ${z.toFixed(3)}); h += ${rise.toFixed(3)} * exp(-dot(d, d) / ${(spread * spread).toFixed(4)});`).join('\n')}
  return h * smoothstep(${FLAT_M[0].toFixed(2)}, ${FLAT_M[1].toFixed(2)}, length(at));
}`;
