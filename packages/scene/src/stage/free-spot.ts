/** Rings that are tried around the wanted spot, metres: beyond the last, a new thing would stand out of sight. */
const RINGS_M = [1.25, 2.5, 3.75, 5];
/** Spots on a ring, degrees from the way to the viewer: beside and a little before first, since what stands right before hides; behind last. */
const ASIDE_DEGREES = [60, -60, 90, -90, 30, -30, 0, 120, -120, 150, -150, 180];

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
    for (const aside of ASIDE_DEGREES) {
      const turn = frontRad - (aside / 180) * Math.PI;
      const spot = [x + Math.cos(turn) * ring, z + Math.sin(turn) * ring] as const;
      if (!taken(...spot)) return spot;
    }
  }
  return [x, z];
}
