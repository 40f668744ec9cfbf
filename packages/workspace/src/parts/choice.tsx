import { Select } from '@base-ui/react/select';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** A choice among several values, as a small menu that shows the one in force. */
export function Choice({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: readonly { readonly value: string; readonly label: string }[];
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <Select.Root items={[...choices]} value={value} onValueChange={(next) => next !== null && onChange(String(next))}>
      <Select.Trigger className="field sunken small grow" aria-label={label}>
        <Select.Value className="grow cut" />
        <Select.Icon render={<Icon name="chevron-down" size={12} />} />
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner sideOffset={4} alignItemWithTrigger={false} style={{ zIndex: 'var(--z-menu)' }}>
          <Select.Popup className="menu" style={{ width: 'max(var(--anchor-width), 160px)' }}>
            {choices.map((choice) => (
              <Select.Item key={choice.value} value={choice.value} className="menu-item">
                <Select.ItemText>{choice.label}</Select.ItemText>
                <Select.ItemIndicator className="tail" render={<span />}>
                  <Icon name="check" />
                </Select.ItemIndicator>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
