import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../../commands/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { useNothingYet, useVisit, useWorldTitle } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { entriesOf } from '../../shell/launcher.tsx';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { readKindFilter, writeKindFilter } from '../query/query-examples.ts';
import { QueryField } from '../query/query-field.tsx';
import { QueryHelp } from '../query/query-help.tsx';
import { OutlineQueries } from './outline-queries.tsx';
import { OutlineTree } from './outline-tree.tsx';
import { countSentence, type Outline, useOutline } from './use-outline.ts';

const MAKE = [
  'note.create',
  'task.create',
  'shape.create.box',
  'light.create.lamp',
  'panel.create.board',
  'list.create',
  'map.create',
  'thing.place',
];

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

function Nothing({ trash, filtered }: { trash: boolean; filtered: boolean }): ReactNode {
  const session = useSession();
  const ready = useVisit((visit) => visit.ready);
  if (!ready) return <p className="empty">Reading the world…</p>;
  if (filtered)
    return (
      <div className="empty">
        <span>Nothing fits. Try fewer words, or another kind.</span>
        <Button small icon="x" onClick={() => void runCommand(session, 'query.clear')}>
          Clear the filter
        </Button>
      </div>
    );
  if (trash) return <p className="empty">The trash is empty. What you move to it waits here and can be restored.</p>;
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
  const { text, filtered, filter } = outline;
  return (
    <div style={{ padding: '0 0 8px' }}>
      <QueryField
        label="Filter by name, kind or link"
        placeholder="Filter, or ask: is:open"
        text={text}
        onText={filter}
        before={<KindFilter kind={readKindFilter(text)} onKind={(kind) => filter(writeKindFilter(text, kind))} />}
        after={
          filtered ? (
            <IconButton small icon="x" label="Clear the filter" tip={false} onClick={() => filter('')} />
          ) : (
            <QueryHelp onPick={filter} />
          )
        }
      />
    </div>
  );
}

/** What can be done with what was found. */
function Found({ outline }: { outline: Outline }): ReactNode {
  const session = useSession();
  if (!outline.filtered || outline.trash) return null;
  const run = (id: string) => () => void runCommand(session, id);
  return (
    <>
      <IconButton small icon="square-check" label="Select all results" onClick={run('query.select')} />
      <IconButton small icon="save" label="Save this query" onClick={run('query.save')} />
      <QueryHelp onPick={outline.filter} />
    </>
  );
}

function ListHead({ outline }: { outline: Outline }): ReactNode {
  const title = useWorldTitle();
  const { trash, shown, total, filtered } = outline;
  const ready = useVisit((visit) => visit.ready);
  return (
    <div className={total > 0 && !trash ? 'section' : ''}>
      <div className="group-head">
        {trash ? 'Trash' : title}
        <span className="faint num" style={{ fontWeight: 'var(--weight-text)' }}>
          {ready || total > 0 ? countSentence(shown, total, filtered, trash) : ''}
        </span>
        <span className="tail">
          <Found outline={outline} />
          {trash ? (
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
  const { text, trash, rows, total, filtered, unfolded, unfold, filter } = outline;
  const empty = useNothingYet() && !trash && !filtered;
  return (
    <>
      <Filter outline={outline} />
      {total > 0 && !trash && !empty ? <OutlineQueries text={text} onChoose={filter} /> : null}
      <ListHead outline={empty ? { ...outline, total: 0 } : outline} />
      {rows.length === 0 || empty ? (
        <Nothing trash={trash} filtered={filtered} />
      ) : (
        <OutlineTree label="Outline" results={filtered} rows={rows} unfolded={unfolded} onUnfold={unfold} />
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
