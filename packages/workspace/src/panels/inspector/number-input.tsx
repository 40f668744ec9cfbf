import type { ReactNode } from 'react';
import { Tip } from '../../parts/tip.tsx';
import { writeNumber } from './parse-number.ts';
import { type NumberField, useNumberDraft } from './use-number-draft.ts';

interface NumberProps extends Omit<NumberField, 'sign'> {
  readonly label: string;
  readonly prefix?: string;
  readonly unit?: string | undefined;
  /** Why it cannot be changed now; its value still shows. */
  readonly off?: string | undefined;
}

function StillNumber({ label, prefix, unit, value, off }: NumberProps & { readonly off: string }): ReactNode {
  const sign = unit === '°' ? unit : '';
  return (
    <Tip text={off}>
      <span className="field sunken small off">
        {prefix ? <span className="unit">{prefix}</span> : null}
        <input
          className="num"
          aria-label={label}
          aria-description={off}
          disabled
          value={value === undefined ? '' : `${writeNumber(value)}${sign}`}
          placeholder={value === undefined ? 'mixed' : ''}
        />
        {unit && sign === '' ? <span className="unit">{unit}</span> : null}
      </span>
    </Tip>
  );
}

function LiveNumber({ label, prefix, unit, ...field }: NumberProps): ReactNode {
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

/** A number that is typed, stepped with the arrow keys, or scrubbed by its letter or unit; switched off it shows and says why. */
export function NumberInput(props: NumberProps): ReactNode {
  return props.off ? <StillNumber {...props} off={props.off} /> : <LiveNumber {...props} />;
}
