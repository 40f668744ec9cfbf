import { type Entity, type EntityId, entityKey } from '@space/doc-schema';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { Avatar } from '../../parts/avatar.tsx';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { carryKeys } from '../../parts/key-drag.ts';
import { useEntity, useHolder } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import { InlineName } from './inline-name.tsx';
import type { OutlineRow } from './outline-rows.ts';

interface RowProps {
  /** The tree it is a row of. */
  readonly tree: string;
  readonly row: OutlineRow;
  readonly top: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly onFold: (open: boolean) => void;
  readonly onPick: (event: MouseEvent) => void;
  readonly onOpen: () => void;
}

function Twist({ row, title, onFold }: { row: OutlineRow; title: string; onFold: (open: boolean) => void }): ReactNode {
  if (!row.hasChildren) return <span className="twist" />;
  return (
    <button
      type="button"
      className="twist"
      tabIndex={-1}
      aria-label={row.unfolded ? `Fold ${title}` : `Unfold ${title}`}
      onClick={(event) => {
        event.stopPropagation();
        onFold(!row.unfolded);
      }}
    >
      <Icon name={row.unfolded ? 'chevron-down' : 'chevron-right'} size={12} />
    </button>
  );
}

function Tail({ id, holder }: { id: EntityId; holder: ReturnType<typeof useHolder> }): ReactNode {
  const entity = useEntity(id);
  const { graph } = useSession();
  if (!entity) return null;
  const done = entity.kind === 'task' && entity.properties.state === 'done';
  return (
    <span className="tail">
      {done ? <span className="faint">done</span> : null}
      {entity.issues.length > 0 ? (
        <span className="badge danger" title={entity.issues[0]?.message}>
          {entity.issues.length}
        </span>
      ) : null}
      {entity.trashed ? (
        <IconButton
          small
          icon="undo-2"
          label={`Restore ${entity.title}`}
          onClick={(event) => {
            event.stopPropagation();
            graph.edit({ title: `Restore ${entity.title}` }, (edit) => edit.restore(id));
          }}
        />
      ) : null}
      {holder ? <Avatar name={holder.name} colour={holder.colour} size="small" /> : null}
    </span>
  );
}

function Name({ entity }: { entity: Entity }): ReactNode {
  const renaming = useUi((ui) => ui.renaming === entity.id);
  if (renaming) return <InlineName id={entity.id} title={entity.title} />;
  const done = entity.kind === 'task' && entity.properties.state === 'done';
  return (
    <span className={`cut ${done ? 'faint' : ''}`} title={entity.title}>
      {entity.title}
    </span>
  );
}

/** Opens the menu of a row: about the selection when the row is part of it, else about the row. */
export function askMenu(event: MouseEvent, row: OutlineRow): void {
  const held = readUi().selection;
  const ids = held.includes(row.id) ? held : [row.id];
  setUi({ selection: ids });
  openMenu(event, { type: 'entities', ids }, row.container);
}

/** One row of the outline: what it is, its name, who holds it. */
export const TreeRow: React.NamedExoticComponent<RowProps> = memo(function TreeRow(props: RowProps): ReactNode {
  const { tree, row, top, active, selected, onFold, onPick, onOpen } = props;
  const { graph } = useSession();
  const entity = useEntity(row.id);
  const holder = useHolder(row.id);
  if (!entity) return null;
  const kind = graph.kinds.get(entity.kind);
  const look = [selected && 'on', active && 'cursor', holder && 'held'].filter((name) => typeof name === 'string').join(' ');
  return (
    <div
      id={`${tree}-row-${row.path}`}
      role="treeitem"
      aria-label={`${entity.title}, ${(kind?.title ?? entity.kind).toLowerCase()}`}
      aria-level={row.depth + 1}
      aria-selected={selected}
      aria-expanded={row.hasChildren ? row.unfolded : undefined}
      className={`row dense tree-row ${look}`}
      style={rowStyle(top, row.depth, holder?.colour)}
      draggable
      onDragStart={(event) => {
        const held = readUi().selection;
        carryKeys(event, (held.includes(row.id) ? held : [row.id]).map(entityKey), entity.title);
      }}
      onClick={onPick}
      onDoubleClick={onOpen}
      onPointerEnter={() => setUi({ hovered: row.id })}
      onPointerLeave={() => readUi().hovered === row.id && setUi({ hovered: undefined })}
      onContextMenu={(event) => askMenu(event, row)}
    >
      <Twist row={row} title={entity.title} onFold={onFold} />
      <Icon name={kind?.icon ?? 'circle-alert'} size={14} kind={entity.kind} />
      <Name entity={entity} />
      <Tail id={row.id} holder={holder} />
    </div>
  );
});

/** Where a row stands and whose colour its right edge has. */
const rowStyle = (top: number, depth: number, colour: number | undefined): Record<string, string | number> => ({
  transform: `translateY(${top}px)`,
  '--depth': depth,
  ...(colour === undefined ? {} : { '--person': `var(--person-${colour})` }),
});
