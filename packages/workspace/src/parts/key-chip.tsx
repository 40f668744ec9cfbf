import { entityIdOf, type GraphNode, type Key } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { finishLinking, titleOfKey } from '../commands/links.ts';
import { openKey } from '../commands/open.ts';
import { useNode } from '../session/hooks.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { openMenu } from '../shell/thing-menu.tsx';
import { readUi } from '../ui/ui-state.ts';
import { Icon } from './icon.tsx';

/** The title of a thing: its own, else the one its link carried, else what its key says. */
function titleOf(session: Session, node: GraphNode | undefined, target: Key, fallback: string | undefined): string {
  if (node && node.title !== target) return node.title;
  return fallback ?? titleOfKey(session, target);
}

/** Anything of the graph as a chip: kind icon and title; Enter or a click opens it, the menu has the rest. Greyed with the reason while it is away. */
export function KeyChip({ target, fallback }: { target: Key; fallback?: string | undefined }): ReactNode {
  const session = useSession();
  const node = useNode(target);
  const id = entityIdOf(target);
  const title = titleOf(session, node, target, fallback);
  const missing = node?.missing;
  return (
    <button
      type="button"
      className={`chip link ${missing ? 'away' : ''}`}
      title={missing ? `${title}: ${missing}` : title}
      data-file-key={id ? undefined : target}
      onClick={() => (readUi().linking ? finishLinking(session, target) : openKey(session, target))}
      onContextMenu={(event) => openMenu(event, id ? { type: 'entities', ids: [id] } : { type: 'key', key: target })}
    >
      <Icon name={node?.icon ?? 'circle'} size={12} kind={node?.kind} />
      <span className="cut">{title}</span>
    </button>
  );
}
