import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon } from './icon.tsx';

/** What a text field takes: `label` is its accessible name; `bad` is the one line below it. */
export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  readonly label: string;
  readonly icon?: string;
  readonly bad?: string | undefined;
  readonly sunken?: boolean;
  readonly small?: boolean;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A one-line input in its frame, with an error line that says what was seen. */
export function TextField({
  label,
  icon,
  bad,
  sunken,
  small,
  before,
  after,
  inputRef,
  className = '',
  id,
  ...rest
}: TextFieldProps): ReactNode {
  return (
    <span className={`column ${className}`} style={{ gap: 4 }}>
      <span className={`field ${sunken ? 'sunken' : ''} ${small ? 'small' : ''} ${bad ? 'bad' : ''}`}>
        {icon ? <Icon name={icon} size={14} /> : null}
        {before}
        <input
          {...rest}
          id={id}
          ref={inputRef}
          aria-label={label}
          aria-invalid={bad ? true : undefined}
          spellCheck={false}
          autoComplete="off"
        />
        {after}
        {bad ? <Icon name="circle-alert" size={14} /> : null}
      </span>
      {bad ? (
        <span className="help bad" role="alert">
          {bad}
        </span>
      ) : null}
    </span>
  );
}
