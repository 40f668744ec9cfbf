import { type ChangeEvent, type FocusEvent, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { createDraft, type Draft } from './draft.ts';
import { parseNumber, stepNumber, writeNumber } from './parse-number.ts';

/** A number field: what it shows and how it is written. */
export interface NumberField {
  /** undefined: several things, several values. */
  readonly value: number | undefined;
  /** Written behind the number: ° and the like. */
  readonly sign: string;
  readonly step?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Writes; answers why not. */
  readonly onCommit: (value: number) => string | undefined;
  readonly onBad: (message: string | undefined) => void;
}

/** What a number input and the letter it is scrubbed by hang on. */
export interface NumberDraft {
  readonly bad: boolean;
  readonly input: {
    readonly value: string;
    readonly placeholder: string;
    onFocus(event: FocusEvent<HTMLInputElement>): void;
    onChange(event: ChangeEvent<HTMLInputElement>): void;
    onBlur(): void;
    onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
  };
  readonly scrub: Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp', (event: PointerEvent<HTMLElement>) => void>;
}

/** Pixels of a scrub that make one step. */
const SCRUB_PX = 4;

function useScrub({ value, step = 1, min, max }: NumberField, draft: Draft): NumberDraft['scrub'] {
  const scrub = useRef<{ x: number; from: number; to: number } | undefined>(undefined);
  return {
    onPointerDown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      scrub.current = { x: event.clientX, from: value ?? 0, to: value ?? 0 };
    },
    onPointerMove: (event) => {
      const start = scrub.current;
      if (!start) return;
      start.to = stepNumber(start.from, Math.round((event.clientX - start.x) / SCRUB_PX), { step, min, max });
      draft.set(writeNumber(start.to));
    },
    onPointerUp: () => {
      const start = scrub.current;
      scrub.current = undefined;
      if (start && start.to !== start.from) draft.commit(String(start.to));
      else draft.drop();
    },
  };
}

function keyed(event: KeyboardEvent<HTMLInputElement>, { value, step = 1, min, max }: NumberField, shown: string, draft: Draft): void {
  event.stopPropagation();
  if (event.key === 'Enter') draft.leave();
  else if (event.key === 'Escape') {
    draft.drop();
    event.currentTarget.blur();
  } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    event.preventDefault();
    const steps = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1);
    draft.set(writeNumber(stepNumber(parseNumber(shown) ?? value ?? 0, steps, { step, min, max })));
  }
}

/** A number while it is typed, stepped or scrubbed: written once, on Enter, on leaving or on release. Bad input stays as typed. */
export function useNumberDraft(field: NumberField): NumberDraft {
  const { value, sign, onCommit, onBad } = field;
  const [text, setText] = useState<string | undefined>();
  const [bad, setBad] = useState(false);
  const draft = createDraft(useRef<string | undefined>(undefined), {
    show: setText,
    tell: (message) => {
      setBad(message !== undefined);
      onBad(message);
    },
    write: (typed) => {
      if (typed.trim() === '') return undefined;
      const number = parseNumber(typed);
      return number === undefined ? `Give a number; saw “${typed.trim()}”.` : onCommit(number);
    },
  });
  const shown = text ?? (value === undefined ? '' : `${writeNumber(value)}${sign}`);
  return {
    bad,
    input: {
      value: shown,
      placeholder: value === undefined ? 'mixed' : '',
      onFocus: (event) => event.currentTarget.select(),
      onChange: (event) => draft.set(event.target.value),
      onBlur: draft.leave,
      onKeyDown: (event) => keyed(event, field, shown, draft),
    },
    scrub: useScrub(field, draft),
  };
}
