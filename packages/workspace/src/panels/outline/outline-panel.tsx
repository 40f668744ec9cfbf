import { type ReactNode, useMemo } from 'react';
import { keysOf, runCommand } from '../../commands/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { useNothingYet, useVisit, useWorldTitle } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { entriesOf } from '../../shell/launcher.tsx';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { answersQuery, type OutlineQuery, type OutlineView, readListed } from './outline-rows.ts';
import { OutlineTree } from './outline-tree.tsx';
import { countSentence, type Outline, useOutline } from './use-outline.ts';

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
  const present = new Set(graph.list().map((id) => graph.read(id)?.kind));
  const kinds = graph.kinds.list().filter((each) => each.name !== 'world' && (present.has(each.name) || each.name === kind));
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
  const ready = useVisit((visit) => visit.ready);
  if (!ready) return <p className="empty">Reading the world…</p>;
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

function Filter({ outline }: { outline: Outline }): ReactNode {
  const { view, filtered, change, clear } = outline;
  return (
    <div style={{ padding: '0 0 8px' }}>
      <TextField
        label="Filter by name, kind or link"
        placeholder="Filter by name, kind or link"
        sunken
        before={<KindFilter kind={view.kind} onKind={(kind) => change({ kind })} />}
        value={view.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || view.text === '') return;
          event.stopPropagation();
          event.preventDefault();
          change({ text: '' });
        }}
        after={filtered ? <IconButton small icon="x" label="Clear the filter" tip={false} onClick={clear} /> : null}
      />
    </div>
  );
}

function ListHead({ outline }: { outline: Outline }): ReactNode {
  const title = useWorldTitle();
  const { view, rows, total, filtered } = outline;
  const ready = useVisit((visit) => visit.ready);
  return (
    <div className={total > 0 && !view.trash ? 'section' : ''}>
      <div className="group-head">
        {view.trash ? 'Trash' : title}
        <span className="faint num" style={{ fontWeight: 'var(--weight-text)' }}>
          {ready || total > 0 ? countSentence(rows.length, total, filtered, view.trash) : ''}
        </span>
        <span className="tail">
          {view.trash ? (
            <IconButton small icon="x" label="Close the trash" onClick={() => setUi({ trashShown: false, selection: [] })} />
          ) : (
            <MakeMenu />
          )}
        </span>
      </div>
    </div>
  );
}

/** Everything in the world as a list that keyboards and screen readers reach. */
export function OutlinePanel(): ReactNode {
  const outline = useOutline();
  const { view, rows, total, version, filtered, change } = outline;
  const empty = useNothingYet() && !view.trash && !filtered;
  return (
    <>
      <Filter outline={outline} />
      {total > 0 && !view.trash && !empty ? (
        <Queries chosen={view.query} onChoose={(query) => change({ query })} version={version} />
      ) : null}
      <ListHead outline={empty ? { ...outline, total: 0 } : outline} />
      {rows.length === 0 || empty ? (
        <Nothing view={view} filtered={filtered} />
      ) : (
        <OutlineTree rows={rows} unfolded={view.unfolded} onUnfold={(unfolded) => change({ unfolded })} />
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
