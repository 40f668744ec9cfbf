/** Something a person, an agent or the command line can do. Palette, menus, key hints and launcher are views on these. */
export interface Command<Context, Input = unknown> {
  /** `noun.verb`, such as `note.create`. */
  readonly id: string;
  /** Verb first, sentence case. */
  readonly title: string;
  /** Keys that run it, such as `Mod+K`, `Delete`, `Shift+D`; Mod is Ctrl, or Cmd on a Mac. */
  readonly keys?: readonly string[];
  /** A lucide icon name. */
  readonly icon?: string;
  /** The heading it stands under. */
  readonly group: string;
  /** Whether undo takes it back. */
  readonly undoable: boolean;
  /** Words it is also found by. */
  readonly words?: string;
  /** True when it applies now; else a sentence that says why not. */
  readonly when?: (context: Context) => true | string;
  readonly run: (context: Context, input?: Input) => void | Promise<void>;
}

/** A key that went down, as browsers tell it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}
