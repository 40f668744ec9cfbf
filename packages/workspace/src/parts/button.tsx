import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import { Tip } from './tip.tsx';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'>;

/** What a button takes. `off` switches it off and says why, in its tooltip. */
export interface ButtonProps extends Native {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger' | 'danger-solid';
  readonly small?: boolean;
  readonly icon?: string;
  readonly keys?: string | undefined;
  readonly off?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

const offProps = (off: string | undefined, onClick: Native['onClick']): Native =>
  off ? { 'aria-disabled': true, onClick: (event) => event.preventDefault() } : onClick ? { onClick } : {};

/** A button with a word on it. At most one on a screen is primary. */
export function Button({ look = 'plain', small, icon, keys, off, onClick, className = '', children, ...rest }: ButtonProps): ReactNode {
  const button = (
    <button type="button" {...rest} {...offProps(off, onClick)} className={`button ${look} ${small ? 'small' : ''} ${className}`}>
      {icon ? <Icon name={icon} size={small ? 14 : 16} /> : null}
      {children}
      {keys ? <KeyCaps keys={keys} /> : null}
    </button>
  );
  return off ? <Tip text={off}>{button}</Tip> : button;
}

/** What an icon button takes: its label is its accessible name and its tooltip. */
export interface IconButtonProps extends Native {
  readonly icon: string;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly small?: boolean;
  readonly on?: boolean;
  readonly off?: string | undefined;
  readonly tip?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon, for bars and heads. */
export function IconButton({
  icon,
  label,
  keys,
  small,
  on,
  off,
  tip = true,
  onClick,
  className = '',
  ...rest
}: IconButtonProps): ReactNode {
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      {...offProps(off, onClick)}
      className={`icon-button ${small ? 'small' : ''} ${on ? 'on' : ''} ${className}`}
    >
      <Icon name={icon} />
    </button>
  );
  if (!tip) return button;
  return (
    <Tip text={off ?? label} keys={off ? undefined : keys}>
      {button}
    </Tip>
  );
}
