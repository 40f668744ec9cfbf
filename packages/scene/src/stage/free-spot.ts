/** Rings that are tried around the wanted spot, metres: beyond the last, a new thing would stand out of sight. */
const RINGS_M = [1.25, 2.5, 3.75, 5];
/** Spots on a ring; the first is in front, then right and left of it in turn, the last behind. */
const SPOTS = 12;

/**
 * The spot nearest to (x, z) on which nothing stands, metres; the wanted one where all around is taken, since a thing on top of others can
 * still be moved and one out of sight cannot be found. `frontRad` is the way to the viewer, radians from +x towards +z.
 */
export function freeSpot(
  x: number,
  z: number,
  frontRad: number,
  taken: (x: number, z: number) => boolean,
): readonly [x: number, z: number] {
  if (!taken(x, z)) return [x, z];
  for (const ring of RINGS_M) {
    for (let i = 0; i < SPOTS; i++) {
      const aside = i % 2 === 0 ? i / 2 : -(i + 1) / 2;
      const turn = frontRad + (aside / SPOTS) * Math.PI * 2;
      const spot = [x + Math.cos(turn) * ring, z + Math.sin(turn) * ring] as const;
      if (!taken(...spot)) return spot;
    }
  }
  return [x, z];
}
