import type { ReactNode } from 'react';

/** Two to four exclusive choices in one control. */
export function Segment<T extends string>({
  label,
  value,
  choices,
  onChange,
  small,
}: {
  label: string;
  value: T;
  choices: readonly { readonly value: T; readonly label: string }[];
  onChange: (value: T) => void;
  small?: boolean;
}): ReactNode {
  return (
    <div className={`segment ${small ? 'small' : ''}`} role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <button key={choice.value} type="button" role="radio" aria-checked={choice.value === value} onClick={() => onChange(choice.value)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}
