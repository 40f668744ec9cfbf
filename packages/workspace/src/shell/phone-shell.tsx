import { Dialog } from '@base-ui/react/dialog';
import { Tabs } from '@base-ui/react/tabs';
import type { Entity } from '@space/doc-schema';
import { type ReactNode, useMemo } from 'react';
import { openKey } from '../commands/open.ts';
import { runCommand } from '../commands/run.ts';
import { progressSentence, readBoard } from '../panels/board/board-rows.ts';
import { stepActOf } from '../panels/board/board-body.tsx';
import { FilesPanel } from '../panels/files/files-panel.tsx';
import { HistoryBar } from '../panels/history/history-bar.tsx';
import { HistoryDock } from '../panels/history/history-dock.tsx';
import { HistoryLanes } from '../panels/history/history-lanes.tsx';
import { useHistory } from '../panels/history/use-history.ts';
import { Inspector } from '../panels/inspector/inspector.tsx';
import { OutlineFoot, OutlinePanel } from '../panels/outline/outline-panel.tsx';
import { SystemPanel } from '../panels/sources/system-panel.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { MenuButton } from '../parts/menu.tsx';
import { useEntity, useGraphVersion, useWorldTitle } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { readUi, setUi, type UiState, useUi } from '../ui/ui-state.ts';
import type { PhonePlace } from '../ui/ui-types.ts';
import { entityKey } from '@space/doc-schema';
import { PeopleRows, PeopleStack, usePeople } from './people-list.tsx';
import { SharePanel } from './share.tsx';
import { useSyncSentence } from './sync-chip.tsx';
import { useWorldMenu } from './top-left.tsx';

function Top(): ReactNode {
  const title = useWorldTitle();
  const entries = useWorldMenu().filter(
    (entry) => !['dock.left', 'dock.right', 'launcher.toggle', 'hints.toggle', 'keys.show'].includes(entry.id),
  );
  const sync = useSyncSentence();
  return (
    <header className="island phone-top">
      <MenuButton
        label="World"
        align="start"
        entries={entries}
        trigger={
          <button
            type="button"
            className="world-name grow"
            style={{ height: 44 }}
            aria-label={`World menu: ${title}. Sync: ${sync.text}`}
            data-sync={sync.tone}
          >
            <span className="mark" style={{ width: 28, height: 28, borderRadius: 8 }} />
            <span className="column" style={{ lineHeight: '18px' }}>
              <span className="cut">{title}</span>
              <span className={`line small-text phone-sync ${sync.tone}`} style={{ gap: 4 }} role="status">
                <Icon name={sync.icon} size={14} />
                <span className="cut">{sync.short}</span>
              </span>
            </span>
          </button>
        }
      />
      <PeopleStack shown={2} others />
      <IconButton icon="user-plus" label="Share" tip={false} className="touch" onClick={() => setUi({ share: true })} />
    </header>
  );
}

/** The board whose first open step is offered, when nothing is selected. */
function useBoard(): Entity | undefined {
  const { graph } = useSession();
  const version = useGraphVersion();
  return useMemo(() => {
    const boards =
      version < 0
        ? []
        : graph.list().flatMap((id) => {
            const entity = graph.read(id);
            return entity?.kind === 'panel' && entity.properties.view === 'board' && !entity.trashed ? [entity] : [];
          });
    return boards.find((board) => readBoard(graph, board).next) ?? boards[0];
  }, [graph, version]);
}

function BoardSheet({ board }: { board: Entity }): ReactNode {
  const session = useSession();
  const { tasks, done, next } = readBoard(session.graph, board);
  const act = stepActOf(next);
  return (
    <>
      <SheetHead icon="panel-top" kind="panel" title={board.title} sub={progressSentence(done, tasks.length)} entity={board} />
      <div style={{ padding: '0 16px 8px' }}>
        <div className="progress good">
          <span style={{ width: `${tasks.length === 0 ? 0 : (done / tasks.length) * 100}%` }} />
        </div>
      </div>
      {next ? (
        <div className="phone-next">
          <span className="grow strong">{next.title}</span>
          {act ? (
            <Button look="primary" onClick={() => act.run(session)}>
              {act.label}
            </Button>
          ) : (
            <Button look="primary" onClick={() => openKey(session, entityKey(board.id))}>
              Open
            </Button>
          )}
        </div>
      ) : null}
    </>
  );
}

function SheetHead({
  icon,
  kind,
  title,
  sub,
  entity,
}: {
  icon: string;
  kind: string;
  title: string;
  sub: string;
  entity?: Entity;
}): ReactNode {
  return (
    <div className="line sheet-head">
      <Icon name={icon} size={20} kind={kind} />
      <span className="grow column">
        <span className="cut sheet-title">{title}</span>
        <span className="faint small-text cut">{sub}</span>
      </span>
      {entity ? (
        <IconButton
          icon="ellipsis"
          label={`More for ${entity.title}`}
          tip={false}
          className="touch"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            setUi({ menu: { x: box.right - 264, y: box.top - 8, about: { type: 'entities', ids: [entity.id] } } });
          }}
        />
      ) : null}
    </div>
  );
}

function SelectionSheet({ entity, more }: { entity: Entity; more: number }): ReactNode {
  const session = useSession();
  const kind = session.graph.kinds.get(entity.kind);
  const button = (id: string, label: string, primary = false): ReactNode => (
    <Button look={primary ? 'primary' : 'plain'} onClick={() => void runCommand(session, id)}>
      {label}
    </Button>
  );
  return (
    <>
      <SheetHead
        icon={kind?.icon ?? 'circle'}
        kind={entity.kind}
        title={more > 0 ? `${more + 1} things` : entity.title}
        sub={(kind?.title ?? entity.kind).toLowerCase()}
        entity={entity}
      />
      <div className="line sheet-acts">
        {button('entity.open', 'Open', true)}
        {button('link.draw', 'Link')}
        {button('view.frame', 'Frame')}
        {button('entity.trash', 'Trash')}
      </div>
    </>
  );
}

function WorldSheet(): ReactNode {
  const session = useSession();
  const selection = useUi((ui) => ui.selection);
  const linking = useUi((ui) => ui.linking);
  const entity = useEntity(selection[0]);
  const board = useBoard();
  if (linking) {
    return (
      <div className="line sheet-acts" style={{ paddingTop: 8 }}>
        <span className="grow">Point at the other end, or</span>
        <Button onClick={() => void runCommand(session, 'link.pick')}>Pick from a list</Button>
        <Button onClick={() => setUi({ linking: undefined })}>Cancel</Button>
      </div>
    );
  }
  if (entity) return <SelectionSheet entity={entity} more={selection.length - 1} />;
  if (board) return <BoardSheet board={board} />;
  return (
    <div className="line sheet-acts" style={{ paddingTop: 8 }}>
      <span className="grow quiet-text">Nothing is here yet. Begin with a note.</span>
      <Button look="primary" icon="sticky-note" onClick={() => void runCommand(session, 'note.create')}>
        Write a note
      </Button>
    </div>
  );
}

function OutlineSheet(): ReactNode {
  const tab = useUi((ui) => ui.leftTab);
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => setUi({ leftTab: next as UiState['leftTab'] })}
      render={<div className="column phone-full" />}
    >
      <Tabs.List className="tabs">
        <Tabs.Tab className="tab" value="outline">
          Outline
        </Tabs.Tab>
        <Tabs.Tab className="tab" value="files">
          Files
        </Tabs.Tab>
        <Tabs.Tab className="tab" value="system">
          System
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="outline" className="dock-body" tabIndex={-1}>
        <OutlinePanel />
      </Tabs.Panel>
      <Tabs.Panel value="files" className="dock-body" tabIndex={-1}>
        <FilesPanel />
      </Tabs.Panel>
      <Tabs.Panel value="system" className="dock-body" tabIndex={-1}>
        <SystemPanel />
      </Tabs.Panel>
      {tab === 'outline' ? <OutlineFoot /> : null}
    </Tabs.Root>
  );
}

function Nav({ place }: { place: PhonePlace }): ReactNode {
  const session = useSession();
  const holding = useUi((ui) => ui.selection.length > 0 || ui.inspected !== undefined);
  const last: { place: PhonePlace; icon: string; label: string } = holding
    ? { place: 'inspect', icon: 'panel-right', label: 'Inspect' }
    : { place: 'people', icon: 'users', label: 'People' };
  const go = (next: PhonePlace): void => setUi({ phonePlace: readUi().phonePlace === next && next !== 'world' ? 'world' : next });
  const item = (to: PhonePlace, icon: string, label: string): ReactNode => (
    <button type="button" className={place === to ? 'on' : ''} aria-current={place === to ? 'page' : undefined} onClick={() => go(to)}>
      <Icon name={icon} size={20} />
      {label}
    </button>
  );
  return (
    <nav className="phone-nav" aria-label="Places">
      {item('world', 'globe', 'World')}
      {item('outline', 'list-tree', 'Outline')}
      <button type="button" className="add" aria-label="Place something" onClick={() => void runCommand(session, 'thing.place')}>
        <Icon name="plus" size={20} />
      </button>
      <button type="button" onClick={() => void runCommand(session, 'palette.open')}>
        <Icon name="search" size={20} />
        Search
      </button>
      {item(last.place, last.icon, last.label)}
    </nav>
  );
}

function ShareSheet(): ReactNode {
  const open = useUi((ui) => ui.share);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setUi({ share: next })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog" aria-label="Share">
          <SharePanel onClose={() => setUi({ share: false })} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What the sheet shows at a place; history takes all of it while it is open. */
function Sheet({ place }: { place: PhonePlace }): ReactNode {
  const holding = useUi((ui) => ui.selection.length > 0 || ui.inspected !== undefined);
  const past = useHistory((view) => view.phase !== 'closed');
  const people = usePeople();
  if (past) {
    return (
      <div className="column phone-full">
        <HistoryBar />
        <HistoryDock />
        <HistoryLanes />
      </div>
    );
  }
  if (place === 'outline') return <OutlineSheet />;
  if (place === 'world') return <WorldSheet />;
  if (place === 'inspect' && holding) {
    return (
      <div className="column phone-full">
        <Inspector />
      </div>
    );
  }
  return (
    <div style={{ padding: '0 8px 8px' }}>
      <PeopleRows people={people} />
    </div>
  );
}

/** A narrow window: one bar, one sheet, five places within reach of a thumb. */
export function PhoneShell(): ReactNode {
  const place = useUi((ui) => ui.phonePlace);
  const bare = useUi((ui) => ui.bare);
  if (bare) {
    return (
      <div className="shell">
        <IconButton
          icon="eye"
          label="Show everything"
          className="island touch phone-eye"
          tip={false}
          onClick={() => setUi({ bare: false })}
        />
      </div>
    );
  }
  return (
    <div className="shell">
      <Top />
      <section className="island phone-sheet" aria-label="Sheet">
        <div className="grab" />
        <Sheet place={place} />
        <Nav place={place} />
      </section>
      <ShareSheet />
    </div>
  );
}
