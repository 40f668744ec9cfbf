/** What the hints depend on. */
export interface HintState {
  readonly mode: 'select' | 'fly';
  readonly linking: boolean;
  /** How many things are selected. */
  readonly count: number;
  readonly typing: boolean;
  /** The view that has the keyboard, when its keys are its own. */
  readonly within?: 'map' | 'list' | undefined;
}

/** Keys and what they do, in the order shown. */
export type Hint = readonly [keys: string, what: string];

const WITHIN: Readonly<Record<'map' | 'list', readonly Hint[]>> = {
  map: [
    ['Enter', 'open'],
    ['E', 'show neighbours'],
    ['L', 'link'],
    ['Backspace', 'take out of this map'],
    ['0', 'fit'],
    ['F1', 'all keys'],
  ],
  list: [
    ['Enter', 'open'],
    ['Alt+ArrowUp', 'move up'],
    ['X', 'tick'],
    ['F2', 'rename'],
    ['Backspace', 'take out of this list'],
    ['F1', 'all keys'],
  ],
};

/** The hints for what the person is doing: typing, linking, flying, holding something, or nothing yet. */
export function readHints({ mode, linking, count, typing, within }: HintState): readonly Hint[] {
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
  if (within) return WITHIN[within];
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
      ['H', 'history'],
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
