import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { copyText } from '../commands/copy-text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useWorldTitle } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { isLoopback, writeInvite } from '../start/address.ts';
import { setUi, useUi } from '../ui/ui-state.ts';
import { PeopleRows, usePeople } from './people-list.tsx';

/** What the link reaches, in the words that are true for this address. */
function reachOf(hostname: string): string {
  return isLoopback(hostname)
    ? 'This address works on this machine only. To let others in, start Space so that they can reach it (see “Host it” in the README), open the world at that address, and share from there.'
    : 'It works for whoever can reach this address over the network.';
}

function LinkCard(): ReactNode {
  const { options, region } = useSession();
  const link = writeInvite(options.origin, region, options.accessKey);
  const gives =
    options.accessKey || options.open
      ? 'Whoever has this link may see and edit everything in this world.'
      : 'This window holds no key, so the link opens only for those who have one.';
  return (
    <div className="well column" style={{ gap: 10 }}>
      <div className="line">
        <Icon name="link" className="faint" />
        <span className="strong grow">Link to this world</span>
      </div>
      <div className="line">
        <span className="field grow">
          <input aria-label="Link to this world" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        </span>
        <Button look="primary" icon="copy" onClick={() => void copyText(link, 'Link copied')}>
          Copy
        </Button>
      </div>
      <p className="small-text quiet-text">{gives}</p>
    </div>
  );
}

/** Share, as far as it is true now: one link, what it gives, who is here. */
export function SharePanel({ onClose }: { onClose?: () => void }): ReactNode {
  const title = useWorldTitle();
  const people = usePeople();
  return (
    <>
      <div className="head">
        <h2 className="title grow cut">Share {title}</h2>
        {onClose ? <IconButton icon="x" label="Close" onClick={onClose} tip={false} /> : null}
      </div>
      <div style={{ padding: '4px 16px 16px' }}>
        <LinkCard />
      </div>
      <div style={{ borderTop: 'var(--hairline)', padding: 8 }}>
        <div className="group-head">
          Here now<span className="badge">{people.length}</span>
        </div>
        <PeopleRows people={people} />
      </div>
      <div className="footnote">
        <Icon name="info" size={14} />
        <span>{reachOf(location.hostname)}</span>
      </div>
    </>
  );
}

/** The share button with its popover; the command “Share this world” opens the same one. */
export function SharePopover({ trigger }: { trigger: ReactElement<Record<string, unknown>> }): ReactNode {
  const open = useUi((ui) => ui.share);
  return (
    <Popover.Root open={open} onOpenChange={(next) => setUi({ share: next })}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner sideOffset={16} align="end" alignOffset={-8} collisionPadding={8} style={{ zIndex: 'var(--z-dialog)' }}>
          <Popover.Popup className="pop" style={{ width: 400, maxWidth: 'calc(100vw - 16px)' }} aria-label="Share">
            <SharePanel onClose={() => setUi({ share: false })} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
