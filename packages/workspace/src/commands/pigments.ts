/** The house pigments, the same in both themes. */
export const PIGMENTS: readonly { readonly name: string; readonly colour: string }[] = [
  { name: 'Chalk', colour: '#efe8dc' },
  { name: 'Sand', colour: '#dcc6a4' },
  { name: 'Terracotta', colour: '#c8745b' },
  { name: 'Coral', colour: '#e0a08c' },
  { name: 'Mustard', colour: '#dfb96e' },
  { name: 'Sage', colour: '#a3bba2' },
  { name: 'Moss', colour: '#75987f' },
  { name: 'Teal', colour: '#6a9aa3' },
  { name: 'Slate', colour: '#7c88a4' },
  { name: 'Plum', colour: '#94809f' },
  { name: 'Ink', colour: '#3a3d54' },
];

/** Colours that kinds begin with and that are no pigments. */
const NAMED: typeof PIGMENTS = [
  { name: 'Straw', colour: '#f0d48c' },
  { name: 'Lamplight', colour: '#ffc98a' },
];

/** A pigment's name, or the colour itself when it is none. */
export const pigmentName = (colour: string): string =>
  [...PIGMENTS, ...NAMED].find((pigment) => pigment.colour === colour.toLowerCase())?.name ?? colour;
