import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { keysOf, runCommand } from '../../commands/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { useGraphVersion, useWorldTitle } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { entriesOf } from '../../shell/launcher.tsx';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import { answersQuery, type OutlineQuery, type OutlineView, readAncestors, readListed, readRows } from './outline-rows.ts';
import { OutlineTree } from './outline-tree.tsx';

const QUERIES: readonly { readonly query: OutlineQuery; readonly label: string; readonly icon: string; readonly kind: string }[] = [
  { query: 'open-tasks', label: 'Open tasks', icon: 'square-check', kind: 'task' },
  { query: 'problems', label: 'To mend', icon: 'octagon-alert', kind: 'error' },
  { query: 'loose-notes', label: 'Notes with no link', icon: 'unlink', kind: '' },
];
const MAKE = ['note.create', 'task.create', 'shape.create.box', 'light.create.lamp', 'panel.create.board', 'thing.place'];

function Queries({
  chosen,
  onChoose,
  version,
}: {
  chosen: OutlineQuery | undefined;
  onChoose: (query: OutlineQuery | undefined) => void;
  version: number;
}): ReactNode {
  const { graph } = useSession();
  const counts = useMemo(() => {
    const listed = version >= 0 ? readListed(graph, false) : [];
    return new Map(QUERIES.map(({ query }) => [query, listed.filter((entity) => answersQuery(graph, entity, query)).length]));
  }, [graph, version]);
  return (
    <section aria-label="Queries">
      <div className="group-head">Queries</div>
      {QUERIES.map(({ query, label, icon, kind }) => (
        <button
          key={query}
          type="button"
          className={`row dense ${chosen === query ? 'on' : ''}`}
          style={{ paddingLeft: 24 }}
          aria-pressed={chosen === query}
          onClick={() => onChoose(chosen === query ? undefined : query)}
        >
          <Icon name={icon} size={14} kind={kind} />
          <span className="cut">{label}</span>
          <span className="tail">
            <span className={`badge ${query === 'problems' && (counts.get(query) ?? 0) > 0 ? 'danger' : ''}`}>{counts.get(query)}</span>
          </span>
        </button>
      ))}
    </section>
  );
}

function KindFilter({ kind, onKind }: { kind: string | undefined; onKind: (kind: string | undefined) => void }): ReactNode {
  const { graph } = useSession();
  const entry = (id: string, label: string, icon: string | undefined, value: string | undefined) => ({
    id,
    label,
    icon,
    ...(value ? { kind: value } : {}),
    checked: kind === value,
    run: () => onKind(value),
  });
  const kinds = graph.kinds.list().filter((each) => each.name !== 'world');
  return (
    <MenuButton
      label="Filter by kind"
      align="start"
      entries={[
        entry('all', 'Every kind', 'list-filter', undefined),
        ...kinds.map((each) => entry(each.name, each.title, each.icon, each.name)),
      ]}
      trigger={
        <button
          type="button"
          className="icon-button small"
          style={{ marginLeft: -4 }}
          aria-label={kind ? `Filter by kind: ${graph.kinds.get(kind)?.title}` : 'Filter by kind'}
        >
          <Icon name={kind ? (graph.kinds.get(kind)?.icon ?? 'list-filter') : 'list-filter'} size={14} kind={kind} />
        </button>
      }
    />
  );
}

function Nothing({ view, filtered }: { view: OutlineView; filtered: boolean }): ReactNode {
  const session = useSession();
  if (view.trash) return <p className="empty">The trash is empty. What you move to it waits here and can be restored.</p>;
  if (filtered) return <p className="empty">Nothing fits. Try fewer words, or another kind.</p>;
  return (
    <div className="empty">
      <span>Everything you place, write or bring in is listed here, and can be reached by keyboard.</span>
      <Button small icon="sticky-note" keys={keysOf(session, 'note.create')} onClick={() => void runCommand(session, 'note.create')}>
        Write a note
      </Button>
      <span className="faint small-text">or drop a text file anywhere</span>
    </div>
  );
}

/** Everything in the world as a list that keyboards and screen readers reach. */
export function OutlinePanel(): ReactNode {
  const { graph } = useSession();
  const version = useGraphVersion();
  const title = useWorldTitle();
  const trash = useUi((ui) => ui.trashShown);
  const revealed = useUi((ui) => ui.revealed);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<string | undefined>();
  const [query, setQuery] = useState<OutlineQuery | undefined>();
  const [unfolded, setUnfolded] = useState<OutlineView['unfolded']>(new Set());
  const view: OutlineView = useMemo(() => ({ text, kind, query, unfolded, trash }), [text, kind, query, unfolded, trash]);
  const rows = useMemo(() => (version >= 0 ? readRows(graph, view) : []), [graph, view, version]);
  const total = useMemo(() => (version >= 0 ? readListed(graph, trash).length : 0), [graph, trash, version]);
  useEffect(() => {
    const [first] = readUi().selection;
    if (revealed === 0 || !first) return;
    setText('');
    setKind(undefined);
    setQuery(undefined);
    setUnfolded((known) => new Set([...known, ...readAncestors(graph, first)]));
  }, [revealed, graph]);
  const filtered = text.trim() !== '' || kind !== undefined || query !== undefined;
  const count =
    total === 0
      ? trash
        ? 'empty'
        : 'nothing yet'
      : filtered
        ? `${rows.length} of ${total}`
        : total === 1
          ? '1 entity'
          : `${total} entities`;
  return (
    <>
      <div style={{ padding: '0 0 8px' }}>
        <TextField
          label="Filter by name, kind or link"
          placeholder="Filter by name, kind or link"
          sunken
          before={<KindFilter kind={kind} onKind={setKind} />}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') {
              event.stopPropagation();
              event.preventDefault();
              setText('');
            }
          }}
          after={
            filtered ? (
              <IconButton
                small
                icon="x"
                label="Clear the filter"
                tip={false}
                onClick={() => {
                  setText('');
                  setKind(undefined);
                  setQuery(undefined);
                }}
              />
            ) : null
          }
        />
      </div>
      {total > 0 && !trash ? <Queries chosen={query} onChoose={setQuery} version={version} /> : null}
      <div className={total > 0 && !trash ? 'section' : ''}>
        <div className="group-head">
          {trash ? 'Trash' : title}
          <span className="faint num" style={{ fontWeight: 'var(--weight-text)' }}>
            {count}
          </span>
          <span className="tail">
            {trash ? (
              <IconButton small icon="x" label="Close the trash" onClick={() => setUi({ trashShown: false, selection: [] })} />
            ) : (
              <MakeMenu />
            )}
          </span>
        </div>
      </div>
      {rows.length === 0 ? (
        <Nothing view={view} filtered={filtered} />
      ) : (
        <OutlineTree rows={rows} unfolded={unfolded} onUnfold={setUnfolded} />
      )}
    </>
  );
}

function MakeMenu(): ReactNode {
  const session = useSession();
  return (
    <MenuButton
      label="Add"
      align="end"
      entries={entriesOf(session, MAKE)}
      trigger={
        <button type="button" className="icon-button small" aria-label="Add">
          <Icon name="plus" />
        </button>
      }
    />
  );
}

/** The foot of the outline: make something, or look into the trash. */
export function OutlineFoot(): ReactNode {
  const session = useSession();
  const trash = useUi((ui) => ui.trashShown);
  return (
    <div className="dock-foot">
      <MenuButton
        label="New"
        side="top"
        align="start"
        entries={entriesOf(session, MAKE)}
        trigger={
          <Button small look="quiet" icon="plus">
            New
          </Button>
        }
      />
      <span className="grow" />
      <Button small look="quiet" icon="trash" aria-pressed={trash} onClick={() => setUi({ trashShown: !trash, selection: [] })}>
        Trash
      </Button>
    </div>
  );
}
