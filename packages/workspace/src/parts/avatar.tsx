import type { ReactNode } from 'react';
import { initialsOf } from './initials.ts';

/** A person as a disc: their colour and initials, always with the name in its title. You are lapis. */
export function Avatar({
  name,
  colour,
  you,
  size,
  away,
}: {
  name: string;
  colour: number;
  you?: boolean;
  size?: 'small' | 'large' | undefined;
  away?: boolean;
}): ReactNode {
  const initials = initialsOf(name);
  return (
    <span
      className={`person ${size ?? ''} ${you ? 'you' : ''} ${away ? 'away' : ''}`}
      style={you ? undefined : ({ '--person': `var(--person-${colour})` } as Record<string, string>)}
      title={you ? `${name} (you)` : name}
      role="img"
      aria-label={you ? `${name} (you)` : name}
    >
      {size === 'small' ? initials.slice(0, 1) : initials}
    </span>
  );
}
