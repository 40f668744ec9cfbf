import { type EntityId, entityIdOf, type GraphNode, type Key } from '@space/doc-schema';
import type { Row } from '@space/doc-schema/maps';
import { type DragEvent, memo, type MouseEvent, type ReactNode } from 'react';
import { Check } from '../../parts/check.tsx';
import { Icon } from '../../parts/icon.tsx';
import { textOf } from '../../parts/words.ts';
import { useEntity, useNode } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { InlineName } from '../outline/inline-name.tsx';

/** What a row is drawn with. */
export interface ListRowProps {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly id: string;
  readonly selected: boolean;
  readonly active: boolean;
  readonly renaming: boolean;
  readonly onRenamed: () => void;
  readonly onPick: (event: MouseEvent, index: number) => void;
  readonly onOpen: (key: Key) => void;
  readonly onMenu: (event: MouseEvent, key: Key) => void;
  readonly onDrag: (event: DragEvent, key: Key, title: string) => void;
}

/** What a row says of its key, whatever source answers for it. */
interface RowWords {
  readonly id: EntityId | undefined;
  readonly title: string;
  readonly kind: string;
  readonly icon: string;
  readonly task: boolean;
  readonly done: boolean;
  readonly missing: string | undefined;
  readonly due: string;
}

/** The title of a key: its source's own, else the one its link carries, else the key. */
const titleFrom = (node: GraphNode | undefined, { key, link }: Row): string =>
  node && node.title !== key ? node.title : textOf(link.data.title) || key;

function useWords(row: Row): RowWords {
  const { key } = row;
  const id = entityIdOf(key);
  const entity = useEntity(id);
  const node = useNode(key);
  const missing = node?.missing;
  const icon = node?.icon ?? 'circle';
  if (!entity) return { id, title: titleFrom(node, row), kind: node?.kind ?? '', icon, task: false, done: false, missing, due: '' };
  const { state, due } = entity.properties;
  return {
    id,
    title: entity.title,
    kind: entity.kind,
    icon,
    task: entity.kind === 'task',
    done: state === 'done',
    missing,
    due: textOf(due),
  };
}

function Lead({ words }: { words: RowWords }): ReactNode {
  const { graph } = useSession();
  const { id, title, task, done } = words;
  if (!task || !id) return <Icon name={words.icon} kind={words.kind} />;
  const tick = (on: boolean): void =>
    graph.edit({ title: `${on ? 'Finish' : 'Open'} ${title}` }, (edit) => edit.set(id, 'state', on ? 'done' : 'open'));
  return <Check round label={`Done: ${title}`} on={done} onChange={tick} />;
}

const sayRow = ({ title, kind, done, missing }: RowWords): string =>
  [title, kind, ...(done ? ['done'] : []), ...(missing ? [missing] : [])].join(', ');

/** One row of a list: whatever its key names, by the card of its source; a task with its tick. */
export const ListRow: React.NamedExoticComponent<ListRowProps> = memo(function ListRow(props: ListRowProps): ReactNode {
  const { row, index, top, selected, active, renaming, onRenamed, onPick, onOpen, onMenu, onDrag } = props;
  const { key } = row;
  const words = useWords(row);
  const { id, title, done, missing, due } = words;
  const look = [selected && 'on', active && 'cursor', missing && 'away'].filter((name) => typeof name === 'string').join(' ');
  return (
    <div
      id={props.id}
      role="option"
      aria-selected={selected}
      aria-label={sayRow(words)}
      data-file-key={id ? undefined : key}
      className={`row list-row ${look}`}
      style={{ transform: `translateY(${top}px)` }}
      title={missing ? `${title}: ${missing}` : title}
      draggable={!renaming}
      onDragStart={(event) => onDrag(event, key, title)}
      onClick={(event) => onPick(event, index)}
      onDoubleClick={() => onOpen(key)}
      onContextMenu={(event) => onMenu(event, key)}
    >
      <Icon name="grip-vertical" size={12} className="list-grip" />
      <Lead words={words} />
      {renaming && id ? (
        <InlineName id={id} title={title} onLeft={onRenamed} />
      ) : (
        <span className={`cut ${done ? 'list-done' : ''}`}>{title}</span>
      )}
      <span className="tail">{missing ? 'away' : due}</span>
    </div>
  );
});
