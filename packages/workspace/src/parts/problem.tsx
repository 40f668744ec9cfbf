import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** An error in its place: what happened, what was tried or seen, what to do. It never covers the thing that failed. */
export function Problem({
  title,
  text,
  amber,
  children,
}: {
  title: string;
  text?: ReactNode;
  amber?: boolean;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className={`problem ${amber ? 'amber' : ''}`} role="alert">
      <Icon name="circle-alert" />
      <div className="grow">
        <p className="strong">{title}</p>
        {text ? <p>{text}</p> : null}
        {children ? <div className="actions">{children}</div> : null}
      </div>
    </div>
  );
}
