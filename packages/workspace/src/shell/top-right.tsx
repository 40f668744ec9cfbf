import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { KeyCaps } from '../parts/key-caps.tsx';
import { useSession } from '../session/session-context.ts';
import { PeopleStack } from './people-list.tsx';
import { SharePopover } from './share.tsx';

/** People, search, share. */
export function TopRight(): ReactNode {
  const session = useSession();
  return (
    <div className="island bar-top at-right" role="toolbar" aria-label="People, search, share">
      <PeopleStack />
      <span className="upright" style={{ margin: '0 2px' }} />
      <button
        type="button"
        className="field sunken search-button"
        aria-label="Search"
        onClick={() => void runCommand(session, 'palette.open')}
      >
        <Icon name="search" size={14} />
        <span className="grow">Search</span>
        <KeyCaps keys={keysOf(session, 'palette.open') ?? 'Mod+K'} />
      </button>
      <SharePopover
        trigger={
          <Button look="primary" icon="user-plus">
            Share
          </Button>
        }
      />
    </div>
  );
}
