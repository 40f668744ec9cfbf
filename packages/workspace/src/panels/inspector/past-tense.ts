/** Verbs that gestures begin with, as they read once it is done. */
const PAST: Readonly<Record<string, string>> = {
  Add: 'added',
  Arrive: 'arrived',
  Bring: 'brought',
  Change: 'changed',
  Duplicate: 'duplicated',
  Finish: 'finished',
  Link: 'linked',
  Make: 'made',
  Mend: 'mended',
  Move: 'moved',
  Name: 'named',
  Open: 'opened again',
  Place: 'placed',
  Recolour: 'recoloured',
  Redo: 'did again:',
  Rename: 'renamed',
  Restore: 'restored',
  Size: 'sized',
  Take: 'took',
  Tick: 'ticked',
  Trash: 'trashed',
  Turn: 'turned',
  Undo: 'undid:',
  Unlink: 'unlinked',
  Write: 'wrote',
};

/** A gesture's title as what someone did: “Move Lamp” reads “moved Lamp”; typing reads as such. */
export function pastTense(title: string): string {
  if (title === 'Type') return 'typed in the text';
  const [verb = '', ...rest] = title.split(' ');
  const past = PAST[verb];
  return past ? [past, ...rest].join(' ') : title;
}
