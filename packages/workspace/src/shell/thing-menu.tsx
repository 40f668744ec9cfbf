import { Menu } from '@base-ui/react/menu';
import type { Key } from '@space/doc-schema';
import { type ReactNode, useMemo } from 'react';
import { readContext, runCommand } from '../commands/run.ts';
import { MenuRows, MenuSurface, type MenuEntry } from '../parts/menu.tsx';
import type { CommandContext, Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { setUi, useUi } from '../ui/ui-state.ts';
import type { MenuRequest } from '../ui/ui-types.ts';

/** One order everywhere. A dash is a line. */
const ENTITY_ORDER = [
  'entity.open',
  'entity.peek',
  'entity.inspect',
  '-',
  'link.draw',
  'link.pick',
  'link.remove',
  'link.describe',
  'entity.reveal',
  'entity.rename',
  '-',
  'task.toggle',
  'entity.recolour',
  'bulk.tag',
  'bulk.untag',
  'bulk.set',
  'bulk.move',
  'entity.duplicate',
  'thing.stand',
  'panel.create.stand',
  'map.put',
  'list.put',
  'entity.mend',
  '-',
  'history.open',
  'entity.makers',
  'link.copy',
  '-',
  'entity.take-out',
  'entity.trash',
  'entity.restore',
];
const KEY_ORDER = [
  'entity.open',
  'entity.peek',
  'entity.inspect',
  '-',
  'system.run-command',
  'link.draw',
  'link.pick',
  'link.remove',
  'link.describe',
  'entity.reveal',
  '-',
  'thing.stand',
  'panel.create.stand',
  'map.put',
  'list.put',
  '-',
  'import.host',
  'link.copy',
  '-',
  'entity.take-out',
];
const GROUND_ORDER = [
  'note.create',
  'task.create',
  'shape.create.box',
  'shape.create.sphere',
  'shape.create.cylinder',
  'light.create.lamp',
  'panel.create.board',
  'thing.place',
  '-',
  'edit.undo',
  'edit.redo',
  '-',
  'select.all',
  'view.home',
  'mode.fly',
];
/** Left out where they do not apply, instead of standing there switched off. */
const ONLY_WHEN = new Set([
  'task.toggle',
  'entity.recolour',
  'bulk.tag',
  'bulk.untag',
  'bulk.set',
  'thing.stand',
  'entity.mend',
  'entity.restore',
  'link.remove',
  'link.describe',
  'system.run-command',
  'panel.create.stand',
  'entity.take-out',
  'import.host',
]);

function aboutOf(request: MenuRequest): Partial<CommandContext> {
  const ground = request.ground;
  if (request.about.type === 'entities') return { targets: request.about.ids, ground, container: request.container };
  if (request.about.type === 'key') return { key: request.about.key, targets: [], ground, container: request.container };
  return { targets: [], ground };
}

function entriesFor(session: Session, request: MenuRequest): readonly MenuEntry[] {
  const context = readContext(session, aboutOf(request));
  const order = request.about.type === 'entities' ? ENTITY_ORDER : request.about.type === 'key' ? KEY_ORDER : GROUND_ORDER;
  const entries: MenuEntry[] = [];
  let line = false;
  for (const id of order) {
    if (id === '-') {
      line = entries.length > 0;
      continue;
    }
    const command = session.commands.get(id);
    const off = session.commands.refusal(id, context);
    if (
      !command ||
      (off !== undefined && ONLY_WHEN.has(id)) ||
      (id === 'entity.trash' && off !== undefined && session.commands.refusal('entity.restore', context) === undefined)
    )
      continue;
    entries.push({
      id,
      label: command.title,
      icon: command.icon,
      keys: command.keys?.[0],
      off,
      line,
      run: () => void runCommand(session, id, context),
    });
    line = false;
  }
  return entries;
}

/** The one context menu: on things of the world, rows, chips, files and the ground. */
export function ThingMenu(): ReactNode {
  const session = useSession();
  const request = useUi((ui) => ui.menu);
  const entries = useMemo(() => (request ? entriesFor(session, request) : []), [session, request]);
  const anchor = useMemo(() => ({ getBoundingClientRect: () => new DOMRect(request?.x ?? 0, request?.y ?? 0, 0, 0) }), [request]);
  return (
    <Menu.Root open={request !== undefined} modal={false} onOpenChange={(open) => !open && setUi({ menu: undefined })}>
      <MenuSurface label="What can be done" anchor={anchor} side="bottom" align="start" wide>
        <MenuRows entries={entries} />
      </MenuSurface>
    </Menu.Root>
  );
}

/** Opens the context menu where a pointer or the menu key asked for it. */
export function openMenu(event: React.MouseEvent, about: MenuRequest['about'], container?: Key): void {
  event.preventDefault();
  event.stopPropagation();
  const box = event.currentTarget.getBoundingClientRect();
  const byKey = event.clientX === 0 && event.clientY === 0;
  setUi({ menu: { x: byKey ? box.left + 16 : event.clientX, y: byKey ? box.bottom : event.clientY, about, container } });
}
