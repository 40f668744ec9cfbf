import { Popover } from '@base-ui/react/popover';
import { type ReactNode, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { KeyCaps } from '../../parts/key-caps.tsx';
import { QUERY_EXAMPLES } from './query-examples.ts';

/** Queries to try, as rows that can be clicked. */
export function QueryExamples({ onPick }: { onPick: (query: string) => void }): ReactNode {
  return (
    <ul className="column query-examples">
      {QUERY_EXAMPLES.map(({ query, means }) => (
        <li key={query}>
          <button type="button" className="row query-example" onClick={() => onPick(query)}>
            <code className="cut">{query}</code>
            <span className="quiet-text small-text cut">{means}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A button that shows how queries are written, with examples to take. */
export function QueryHelp({ onPick }: { onPick: (query: string) => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="icon-button small" aria-label="How to ask">
        <Icon name="info" size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" collisionPadding={8} style={{ zIndex: 'var(--z-menu)' }}>
          <Popover.Popup className="pop query-help" aria-label="How to ask">
            <p className="strong">Words find things by name, text, tag and link.</p>
            <p className="quiet-text small-text">
              Fields narrow it: <code>state:open</code>, <code>due&lt;1w</code>, <code>tag:red</code>. A minus leaves out, <code>or</code>{' '}
              joins, arrows follow links. <KeyCaps keys="Tab" /> takes what is offered.
            </p>
            <QueryExamples
              onPick={(query) => {
                setOpen(false);
                onPick(query);
              }}
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
