/** A person's colour and when they came, as the world knows them. */
export interface KnownPerson {
  readonly colour: number;
  readonly joined: number;
}

const COLOURS = 12;

/** The person colour that was given out longest ago in this world, or never; the lower number first. 1 to 12. */
export function chooseColour(people: readonly KnownPerson[]): number {
  const lastUse = Array.from({ length: COLOURS }, () => -1);
  for (const { colour, joined } of people) {
    if (Number.isInteger(colour) && colour >= 1 && colour <= COLOURS) lastUse[colour - 1] = Math.max(lastUse[colour - 1] ?? -1, joined);
  }
  let best = 0;
  for (let i = 1; i < COLOURS; i++) if ((lastUse[i] ?? -1) < (lastUse[best] ?? -1)) best = i;
  return best + 1;
}
