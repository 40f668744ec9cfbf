import { entityKey, type Key } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { KeyChip } from '../../parts/key-chip.tsx';
import { IconButton } from '../../parts/button.tsx';
import { useSession } from '../../session/session-context.ts';
import type { Session } from '../../session/session.ts';
import { setUi } from '../../ui/ui-state.ts';

function ask(session: Session, label: string, onChange: (key: string) => void): void {
  const options = session.graph.list().flatMap((id) => {
    const entity = session.graph.read(id);
    if (!entity || entity.trashed || entity.kind === 'world') return [];
    return [
      {
        id: entityKey(id) as string,
        label: entity.title,
        icon: session.graph.kinds.get(entity.kind)?.icon ?? 'circle',
        kind: entity.kind,
        sub: entity.kind,
      },
    ];
  });
  const folder = session.host.status.folder;
  const find = async (text: string) => {
    const answer = folder ? await session.host.request('files.find', { text: text.slice(0, 200), limit: 12 }) : undefined;
    return answer?.ok
      ? answer.value.paths.map((path) => ({
          id: `file:${folder?.name}/${path}`,
          label: path,
          icon: 'file-text',
          kind: 'file',
          sub: 'file',
        }))
      : [];
  };
  setUi({
    palette: true,
    ask: {
      title: `${label}: what does it show?`,
      hint: 'Name of a thing, or of a file',
      undoable: true,
      options,
      find,
      choose: (option) => onChange(option.id),
    },
  });
}

/** A key as a chip, with a way to choose another. */
export function TargetControl({ label, value, onChange }: { label: string; value: Key | ''; onChange: (key: string) => void }): ReactNode {
  const session = useSession();
  return (
    <span className="line grow" style={{ gap: 4 }}>
      {value === '' ? (
        <span className="faint grow">none</span>
      ) : (
        <span className="grow">
          <KeyChip target={value} />
        </span>
      )}
      <IconButton small icon="search" label={`Choose ${label.toLowerCase()}`} onClick={() => ask(session, label, onChange)} />
      {value === '' ? null : <IconButton small icon="x" label={`Clear ${label.toLowerCase()}`} onClick={() => onChange('')} />}
    </span>
  );
}
