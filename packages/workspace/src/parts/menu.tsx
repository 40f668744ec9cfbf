import { Menu } from '@base-ui/react/menu';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';

/** One row of a menu. `off` keeps it in its place and says why. `line` draws a separator before it. */
export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: string | undefined;
  readonly keys?: string | undefined;
  readonly kind?: string;
  readonly danger?: boolean;
  readonly checked?: boolean;
  readonly line?: boolean;
  readonly off?: string | undefined;
  run(): void;
}

/** The rows of a menu, as Base UI items. */
export function MenuRows({ entries }: { entries: readonly MenuEntry[] }): ReactNode {
  return entries.map((entry) => <MenuRow key={entry.id} entry={entry} />);
}

function MenuRow({ entry }: { entry: MenuEntry }): ReactNode {
  return (
    <>
      {entry.line ? <Menu.Separator className="menu-line" /> : null}
      <Menu.Item
        className={`menu-item ${entry.danger ? 'danger' : ''}`}
        label={entry.label}
        disabled={entry.off !== undefined}
        title={entry.off}
        onClick={() => entry.run()}
      >
        {entry.icon ? <Icon name={entry.icon} kind={entry.kind} /> : null}
        <span className="cut">{entry.label}</span>
        <span className="tail">{entry.checked ? <Icon name="check" /> : entry.keys ? <KeyCaps keys={entry.keys} /> : null}</span>
      </Menu.Item>
    </>
  );
}

type Placing = Pick<ComponentProps<typeof Menu.Positioner>, 'side' | 'align' | 'anchor'>;

/** The floating surface of a menu. */
export function MenuSurface({
  children,
  label,
  wide,
  ...placing
}: Placing & { children: ReactNode; label: string; wide?: boolean }): ReactNode {
  return (
    <Menu.Portal>
      <Menu.Positioner sideOffset={6} style={{ zIndex: 'var(--z-menu)', outline: 'none' }} {...placing}>
        <Menu.Popup className={`menu ${wide ? 'wide' : ''}`} aria-label={label}>
          {children}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

/** A control that opens a menu of entries. */
export function MenuButton({
  trigger,
  entries,
  label,
  wide,
  ...placing
}: Placing & { trigger: ReactElement<Record<string, unknown>>; entries: readonly MenuEntry[]; label: string; wide?: boolean }): ReactNode {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={trigger} />
      <MenuSurface label={label} {...(wide === undefined ? {} : { wide })} {...placing}>
        <MenuRows entries={entries} />
      </MenuSurface>
    </Menu.Root>
  );
}
