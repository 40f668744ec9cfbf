import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { parseNumber, stepNumber, writeNumber } from './parse-number.ts';

interface NumberProps {
  readonly label: string;
  /** undefined: several things, several values. */
  readonly value: number | undefined;
  readonly prefix?: string;
  readonly unit?: string | undefined;
  readonly step?: number | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Writes; answers why not. */
  readonly onCommit: (value: number) => string | undefined;
  readonly onBad: (message: string | undefined) => void;
}

/** Pixels of a scrub that make one step. */
const SCRUB_PX = 4;

/** A number that is typed, stepped with the arrow keys, or scrubbed by its letter. It is written once: on Enter, on leaving, on release. */
export function NumberInput({ label, value, prefix, unit, step = 1, min, max, onCommit, onBad }: NumberProps): ReactNode {
  const [draft, setDraft] = useState<string | undefined>();
  const [bad, setBad] = useState(false);
  const scrub = useRef<{ x: number; from: number; to: number } | undefined>(undefined);
  const sign = unit === '°' ? unit : '';
  const shown = draft ?? (value === undefined ? '' : `${writeNumber(value)}${sign}`);
  const fail = (message: string | undefined): void => {
    setBad(message !== undefined);
    onBad(message);
  };
  const commit = (text: string): void => {
    const number = parseNumber(text);
    const message = number === undefined ? `Give a number; saw “${text.trim()}”.` : onCommit(number);
    fail(message);
    // Bad input stays as it was typed; what the document holds is untouched.
    if (message === undefined) setDraft(undefined);
  };
  const leave = (): void => {
    if (draft === undefined) return;
    if (draft.trim() === '') {
      setDraft(undefined);
      fail(undefined);
    } else commit(draft);
  };
  const keyed = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === 'Enter') leave();
    else if (event.key === 'Escape') {
      setDraft(undefined);
      fail(undefined);
      event.currentTarget.blur();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const from = parseNumber(shown) ?? value ?? 0;
      setDraft(writeNumber(stepNumber(from, (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1), { step, min, max })));
    }
  };
  const scrubbing = {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      scrub.current = { x: event.clientX, from: value ?? 0, to: value ?? 0 };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const start = scrub.current;
      if (!start) return;
      start.to = stepNumber(start.from, Math.round((event.clientX - start.x) / SCRUB_PX), { step, min, max });
      setDraft(writeNumber(start.to));
    },
    onPointerUp: (): void => {
      const start = scrub.current;
      scrub.current = undefined;
      if (start && start.to !== start.from) commit(String(start.to));
      else setDraft(undefined);
    },
  };
  return (
    <span className={`field sunken small ${bad ? 'bad' : ''}`}>
      {prefix ? (
        <span className="prefix" aria-hidden="true" {...scrubbing}>
          {prefix}
        </span>
      ) : null}
      <input
        className="num"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={bad || undefined}
        placeholder={value === undefined ? 'mixed' : ''}
        value={shown}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={leave}
        onKeyDown={keyed}
      />
      {unit && sign === '' ? (
        <span className={prefix ? 'unit' : 'unit prefix'} {...(prefix ? {} : scrubbing)}>
          {unit}
        </span>
      ) : null}
    </span>
  );
}
