/** What the hints depend on. */
export interface HintState {
  readonly mode: 'select' | 'fly';
  readonly linking: boolean;
  /** How many things are selected. */
  readonly count: number;
  readonly typing: boolean;
}

/** Keys and what they do, in the order shown. */
export type Hint = readonly [keys: string, what: string];

/** The hints for what the person is doing: typing, linking, flying, holding something, or nothing yet. */
export function readHints({ mode, linking, count, typing }: HintState): readonly Hint[] {
  if (typing)
    return [
      ['Esc', 'leave the text'],
      ['Mod+Z', 'undo typing'],
      ['Mod+K', 'every command'],
    ];
  if (linking)
    return [
      ['Click', 'the other end'],
      ['Shift+L', 'pick from a list'],
      ['Esc', 'cancel'],
    ];
  if (mode === 'fly')
    return [
      ['W+A+S+D', 'fly'],
      ['Q+E', 'down, up'],
      ['Shift', 'faster'],
      ['Esc', 'stop flying'],
    ];
  if (count > 1)
    return [
      ['1', 'move'],
      ['2', 'turn'],
      ['C', 'recolour'],
      ['L', 'link'],
      ['Mod+D', 'duplicate'],
      ['Delete', 'trash'],
      ['F1', 'all keys'],
    ];
  if (count === 1)
    return [
      ['Enter', 'open'],
      ['Space', 'peek'],
      ['I', 'inspect'],
      ['L', 'link'],
      ['R', 'reveal'],
      ['H', 'who wrote it'],
      ['F1', 'all keys'],
    ];
  return [
    ['P', 'place'],
    ['N', 'note'],
    ['O', 'folder'],
    ['Mod+K', 'every command'],
    ['F1', 'all keys'],
  ];
}
