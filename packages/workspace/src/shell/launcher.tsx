import { Toolbar } from '@base-ui/react/toolbar';
import { Fragment, type ReactNode } from 'react';
import { movable } from '../commands/conditions.ts';
import { keysOf, runCommand } from '../commands/run.ts';
import { Icon } from '../parts/icon.tsx';
import { MenuRows, MenuSurface, type MenuEntry } from '../parts/menu.tsx';
import { Menu } from '@base-ui/react/menu';
import { Tip } from '../parts/tip.tsx';
import { useGraphVersion } from '../session/hooks.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { useUi } from '../ui/ui-state.ts';

const shapeIds = ['box', 'sphere', 'cylinder', 'cone', 'plane', 'torus', 'slab', 'arch', 'tower', 'cypress', 'tree'].map(
  (form) => `shape.create.${form}`,
);

/** Menu rows for a list of commands. */
export function entriesOf(session: Session, ids: readonly string[]): readonly MenuEntry[] {
  return ids.flatMap((id) => {
    const command = session.commands.get(id);
    return command
      ? [{ id, label: command.title, icon: command.icon, keys: command.keys?.[0], run: () => void runCommand(session, id) }]
      : [];
  });
}

interface ToolProps {
  readonly id: string;
  readonly label: string;
  readonly on?: boolean;
  readonly quiet?: boolean;
  /** Why it does nothing now. */
  readonly off?: string | undefined;
}

/** A button that opens the commands of one kind. */
function MenuTool({ id, label, menu }: { id: string; label: string; menu: readonly string[] }): ReactNode {
  const session = useSession();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger
        render={
          <Toolbar.Button className="tool" aria-label={label}>
            <Icon name={session.commands.get(id)?.icon ?? 'circle'} />
          </Toolbar.Button>
        }
      />
      <MenuSurface label={label} side="top">
        <MenuRows entries={entriesOf(session, menu)} />
      </MenuSurface>
    </Menu.Root>
  );
}

function Tool({ id, label, on, quiet, off }: ToolProps): ReactNode {
  const session = useSession();
  const command = session.commands.get(id);
  return (
    <Tip text={off ?? command?.title ?? label} keys={off ? undefined : keysOf(session, id)}>
      <Toolbar.Button
        className={`tool ${on ? (quiet ? 'chosen' : 'on word') : ''}`}
        aria-label={label}
        aria-pressed={on}
        aria-disabled={off ? true : undefined}
        onClick={() => void runCommand(session, id)}
      >
        <Icon name={command?.icon ?? 'circle'} />
        {on && !quiet ? label : null}
      </Toolbar.Button>
    </Tip>
  );
}

function GizmoTools(): ReactNode {
  const session = useSession();
  const gizmo = useUi((ui) => ui.gizmo);
  const selection = useUi((ui) => ui.selection);
  // Followed for the lock, which may be set from anywhere.
  useGraphVersion();
  const refusal = movable({ session, targets: selection });
  const off = refusal === true ? undefined : refusal;
  return (
    <Fragment>
      <Tool id="gizmo.move" label="Move" on={gizmo === 'move' && !off} quiet off={off} />
      <Tool id="gizmo.turn" label="Turn" on={gizmo === 'turn' && !off} quiet off={off} />
      <Tool id="gizmo.size" label="Size" on={gizmo === 'size' && !off} quiet off={off} />
      <span className="upright" />
    </Fragment>
  );
}

/** The bar at the bottom: modes, things to place, linking, and everything else. Every button is a command. */
export function Launcher(): ReactNode {
  const session = useSession();
  const mode = useUi((ui) => ui.mode);
  const linking = useUi((ui) => ui.linking !== undefined);
  const hasSelection = useUi((ui) => ui.selection.length > 0);
  return (
    <Toolbar.Root className="island launcher" aria-label="Launcher">
      <Tool id="mode.select" label="Select" on={mode === 'select' && !linking} />
      <Tool id="mode.fly" label="Fly" on={mode === 'fly'} />
      <span className="upright" />
      {hasSelection && mode === 'select' && !linking ? <GizmoTools /> : null}
      <MenuTool id="shape.create.box" label="Shape" menu={shapeIds} />
      <Tool id="note.create" label="Note" />
      <Tool id="task.create" label="Task" />
      <Tool id="panel.create.board" label="Panel" />
      <MenuTool id="light.create.lamp" label="Light" menu={['light.create.lamp', 'light.create.point']} />
      <Tool id="link.draw" label="Link" on={linking} />
      <span className="upright" />
      <Toolbar.Button className="tool word" onClick={() => void runCommand(session, 'palette.open')}>
        <Icon name="layout-grid" />
        All
      </Toolbar.Button>
    </Toolbar.Root>
  );
}
