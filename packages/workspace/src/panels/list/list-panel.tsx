import { type EntityId, entityKey, type Key } from '@space/doc-schema';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef, useState } from 'react';
import { runCommand } from '../../commands/run.ts';
import { Button } from '../../parts/button.tsx';
import { Segment } from '../../parts/segment.tsx';
import { useEntity } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { usePhone } from '../../ui/use-media.ts';
import { usePicked } from '../map/pick.ts';
import { addTask } from './list-acts.ts';
import { ListRow } from './list-row.tsx';
import { type ListView, pressRowKey, type Sort, useCursor, useDrop, useRowActs, useRows } from './use-rows.ts';
import './list.css';

const SORTS = [
  { value: 'hand', label: 'By hand' },
  { value: 'title', label: 'By title' },
  { value: 'newest', label: 'Newest' },
] as const;

const rowId = (list: Key, index: number): string => `list-${list}-${index}`;

function Rows({ view }: { view: ListView }): ReactNode {
  const { list, title, rows } = view;
  const session = useSession();
  const box = useRef<HTMLDivElement>(null);
  const rowPx = usePhone() ? 48 : 32;
  const picked = usePicked();
  const [renaming, setRenaming] = useState<Key | undefined>();
  // reason: the window is read in this component and handed to no memoised child, so that nothing goes stale.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowPx, overscan: 8 });
  const { at, go, setCursor } = useCursor(rows, (index) => virtual.scrollToIndex(index, { align: 'auto' }));
  const acts = useRowActs(session, view, setCursor);
  const drop = useDrop(view, rowPx);
  const renamed = (): void => {
    setRenaming(undefined);
    box.current?.focus();
  };
  return (
    <div
      ref={box}
      role="listbox"
      aria-label={title}
      aria-multiselectable="true"
      aria-activedescendant={rows[at] ? rowId(list, at) : undefined}
      tabIndex={0}
      className="list-rows"
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) pressRowKey(session, event, view, { at, go, rename: () => setRenaming(rows[at]?.key) });
      }}
      {...drop.handlers}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          const look = row && {
            id: rowId(list, item.index),
            selected: picked.has(row.key),
            active: item.index === at,
            renaming: renaming === row.key,
          };
          return row && look ? (
            <ListRow key={row.key} row={row} index={item.index} top={item.start} onRenamed={renamed} {...look} {...acts} />
          ) : null;
        })}
        {drop.over === undefined ? null : <span className="list-drop" style={{ top: drop.over * rowPx }} />}
      </div>
    </div>
  );
}

function Empty({ view }: { view: ListView }): ReactNode {
  const session = useSession();
  const drop = useDrop(view, 32);
  return (
    <div className={`list-empty ${drop.over === undefined ? '' : 'over'}`} {...drop.handlers}>
      <p>Things will stand here in the order you choose.</p>
      <Button small icon="plus" onClick={() => void runCommand(session, 'list.add')}>
        Put something in it
      </Button>
      <span className="faint small-text">or drag rows here from the outline or the files</span>
    </div>
  );
}

function Foot({ list, title }: { list: Key; title: string }): ReactNode {
  const session = useSession();
  const [text, setText] = useState('');
  return (
    <form
      className="panel-foot list-foot"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        addTask(session, list, text.trim());
        setText('');
      }}
    >
      <span className="field sunken small grow">
        <input
          aria-label={`Add a task to ${title}`}
          placeholder="Add a task"
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
        />
      </span>
      <Button small icon="plus" onClick={() => void runCommand(session, 'list.add')}>
        Existing…
      </Button>
    </form>
  );
}

/** A list: things in an order people choose. Taking a row out of it never deletes the thing. */
export function ListPanel({ id }: { id: EntityId }): ReactNode {
  const list = entityKey(id);
  const { graph } = useSession();
  const entity = useEntity(id);
  const sort = (entity?.properties.sort ?? 'hand') as Sort;
  const rows = useRows(list, sort);
  if (!entity) return <p className="panel-bars faint">It is not in this world, or has not arrived yet.</p>;
  const view: ListView = { list, title: entity.title, rows, sort };
  return (
    <div className="list-panel">
      <div className="list-head">
        <Segment
          small
          label="Order"
          value={sort}
          choices={SORTS}
          onChange={(next) => graph.edit({ title: `Order ${entity.title}` }, (edit) => edit.set(id, 'sort', next))}
        />
        <span className="grow" />
        <span className="faint num small-text">{rows.length === 1 ? '1 thing' : `${rows.length} things`}</span>
      </div>
      {rows.length === 0 ? <Empty view={view} /> : <Rows view={view} />}
      <Foot list={list} title={entity.title} />
    </div>
  );
}
