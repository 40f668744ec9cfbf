import { Toolbar } from '@base-ui/react/toolbar';
import { Fragment, type ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { Icon } from '../parts/icon.tsx';
import { MenuRows, MenuSurface, type MenuEntry } from '../parts/menu.tsx';
import { Menu } from '@base-ui/react/menu';
import { Tip } from '../parts/tip.tsx';
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

function Tool({
  id,
  label,
  on,
  quiet,
  menu,
}: {
  id: string;
  label: string;
  on?: boolean;
  quiet?: boolean;
  menu?: readonly string[];
}): ReactNode {
  const session = useSession();
  const command = session.commands.get(id);
  const icon = command?.icon ?? 'circle';
  const look = `tool ${on ? (quiet ? 'chosen' : 'on word') : ''}`;
  const button = (
    <Toolbar.Button className={look} aria-label={label} aria-pressed={on}>
      <Icon name={icon} />
      {on && !quiet ? label : null}
    </Toolbar.Button>
  );
  if (menu) {
    return (
      <Menu.Root modal={false}>
        <Menu.Trigger render={button} />
        <MenuSurface label={label} side="top">
          <MenuRows entries={entriesOf(session, menu)} />
        </MenuSurface>
      </Menu.Root>
    );
  }
  return (
    <Tip text={command?.title ?? label} keys={keysOf(session, id)}>
      <Toolbar.Button className={look} aria-label={label} aria-pressed={on} onClick={() => void runCommand(session, id)}>
        <Icon name={icon} />
        {on && !quiet ? label : null}
      </Toolbar.Button>
    </Tip>
  );
}

/** The bar at the bottom: modes, things to place, linking, and everything else. Every button is a command. */
export function Launcher(): ReactNode {
  const session = useSession();
  const mode = useUi((ui) => ui.mode);
  const linking = useUi((ui) => ui.linking !== undefined);
  const gizmo = useUi((ui) => ui.gizmo);
  const hasSelection = useUi((ui) => ui.selection.length > 0);
  return (
    <Toolbar.Root className="island launcher" aria-label="Launcher">
      <Tool id="mode.select" label="Select" on={mode === 'select' && !linking} />
      <Tool id="mode.fly" label="Fly" on={mode === 'fly'} />
      <span className="upright" />
      {hasSelection && mode === 'select' && !linking ? (
        <Fragment>
          <Tool id="gizmo.move" label="Move" on={gizmo === 'move'} quiet />
          <Tool id="gizmo.turn" label="Turn" on={gizmo === 'turn'} quiet />
          <Tool id="gizmo.size" label="Size" on={gizmo === 'size'} quiet />
          <span className="upright" />
        </Fragment>
      ) : null}
      <Tool id="shape.create.box" label="Shape" menu={shapeIds} />
      <Tool id="note.create" label="Note" />
      <Tool id="task.create" label="Task" />
      <Tool id="panel.create.board" label="Panel" />
      <Tool id="light.create.lamp" label="Light" menu={['light.create.lamp', 'light.create.point']} />
      <Tool id="link.draw" label="Link" on={linking} />
      <span className="upright" />
      <Toolbar.Button className="tool word" onClick={() => void runCommand(session, 'palette.open')}>
        <Icon name="layout-grid" />
        All
      </Toolbar.Button>
    </Toolbar.Root>
  );
}
