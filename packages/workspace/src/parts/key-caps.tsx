import type { ReactNode } from 'react';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);
const NAMES: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  ctrl: 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  delete: 'Del',
  backspace: '⌫',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  ' ': 'Space',
  space: 'Space',
  enter: 'Enter',
  tab: 'Tab',
};

/** The words on the caps of one key combination such as `Ctrl+Shift+Z`. */
export function capsOf(combination: string): readonly string[] {
  return combination.split('+').map((part) => NAMES[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** One key combination drawn as raised caps. */
export function KeyCaps({ keys }: { keys: string }): ReactNode {
  return (
    <span className="keys">
      {capsOf(keys).map((cap) => (
        <kbd className="key" key={cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
