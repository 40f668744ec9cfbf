/** What a field shows while it is typed, and the words why it cannot be written. */
export interface Draft {
  /** What was typed and is not written yet; undefined when the field shows what is written. */
  readonly text: string | undefined;
  set(text: string): void;
  /** Writes a text; one that is refused stays as typed. */
  commit(text: string): void;
  /** The keyboard leaves: what was typed is written, once. */
  leave(): void;
  /** What was typed is given up and nothing is written, however the field is left after. */
  drop(): void;
}

/** What a draft tells, and how it writes. */
export interface DraftActs {
  show(text: string | undefined): void;
  tell(message: string | undefined): void;
  /** Writes; answers why not. */
  write(text: string): string | undefined;
}

/**
 * Makes the acts of a draft over `held`, which outlives a drawing: leaving a field in the same moment as its draft was dropped finds
 * nothing left to write.
 */
export function createDraft(held: { current: string | undefined }, { show, tell, write }: DraftActs): Draft {
  const put = (text: string | undefined): void => {
    held.current = text;
    show(text);
  };
  const draft: Draft = {
    get text() {
      return held.current;
    },
    set: put,
    commit: (text) => {
      const message = write(text);
      tell(message);
      if (message === undefined) put(undefined);
    },
    leave: () => {
      if (held.current !== undefined) draft.commit(held.current);
    },
    drop: () => {
      put(undefined);
      tell(undefined);
    },
  };
  return draft;
}
