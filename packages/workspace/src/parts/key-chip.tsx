import { entityIdOf, type Key } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { openKey } from '../commands/open.ts';
import { finishLinking } from '../commands/links.ts';
import { useNode } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { openMenu } from '../shell/thing-menu.tsx';
import { readUi } from '../ui/ui-state.ts';
import { Icon } from './icon.tsx';

/** Anything of the graph as a chip: kind icon and title; Enter or a click opens it, the menu has the rest. Greyed with the reason while it is away. */
export function KeyChip({ target, fallback }: { target: Key; fallback?: string | undefined }): ReactNode {
  const session = useSession();
  const node = useNode(target);
  const id = entityIdOf(target);
  const title = node && node.title !== target ? node.title : (fallback ?? node?.title ?? target);
  return (
    <button
      type="button"
      className={`chip link ${node?.missing ? 'away' : ''}`}
      title={node?.missing ? `${title}: ${node.missing}` : title}
      data-file-key={id ? undefined : target}
      onClick={() => (readUi().linking ? finishLinking(session, target) : openKey(session, target))}
      onContextMenu={(event) => openMenu(event, id ? { type: 'entities', ids: [id] } : { type: 'key', key: target })}
    >
      <Icon name={node?.icon ?? 'circle'} size={12} kind={node?.kind} />
      <span className="cut">{title}</span>
    </button>
  );
}
