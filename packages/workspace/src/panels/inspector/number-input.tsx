import type { ReactNode } from 'react';
import { type NumberField, useNumberDraft } from './use-number-draft.ts';

interface NumberProps extends Omit<NumberField, 'sign'> {
  readonly label: string;
  readonly prefix?: string;
  readonly unit?: string | undefined;
}

/** A number that is typed, stepped with the arrow keys, or scrubbed by its letter or unit. */
export function NumberInput({ label, prefix, unit, ...field }: NumberProps): ReactNode {
  const sign = unit === '°' ? unit : '';
  const { bad, input, scrub } = useNumberDraft({ ...field, sign });
  return (
    <span className={`field sunken small ${bad ? 'bad' : ''}`}>
      {prefix ? (
        <span className="prefix" aria-hidden="true" {...scrub}>
          {prefix}
        </span>
      ) : null}
      <input className="num" inputMode="decimal" aria-label={label} aria-invalid={bad || undefined} {...input} />
      {unit && sign === '' ? (
        <span className={prefix ? 'unit' : 'unit prefix'} {...(prefix ? {} : scrub)}>
          {unit}
        </span>
      ) : null}
    </span>
  );
}
