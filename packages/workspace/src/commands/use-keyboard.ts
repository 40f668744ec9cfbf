import { useEffect } from 'react';
import type { Session } from '../session/session.ts';
import { readUi, setUi } from '../ui/ui-state.ts';
import { readContext, runCommand } from './run.ts';

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** Commands that work while typing too. */
const WHILE_TYPING = new Set(['palette.open', 'keys.show']);
/** What a focused control does by itself with these keys is not taken from it. */
const OWN_KEYS = new Set(['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Tab', 'Escape']);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox'));

const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, [role="tab"], [role="menu"], [role="treeitem"], [role="dialog"], [role="listbox"]') !== null;

/** Esc goes one step out: of what floats, of a mode, of the selection. True when there was a step. */
export function stepOut(): boolean {
  const ui = readUi();
  if (ui.linking) setUi({ linking: undefined });
  else if (ui.peek) setUi({ peek: undefined });
  else if (ui.share) setUi({ share: false });
  else if (ui.mode === 'fly') setUi({ mode: 'select' });
  else if (ui.panels.length > 0 && document.activeElement?.closest('.hud-panel')) setUi({ panels: ui.panels.slice(0, -1) });
  else if (ui.selection.length > 0) setUi({ selection: [] });
  else if (ui.bare) setUi({ bare: false });
  else return false;
  return true;
}

function pressed(session: Session, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const ui = readUi();
  if (ui.palette || ui.menu || ui.keySheet || ui.naming) return;
  const typing = isTyping(event.target);
  if (event.key === 'Escape') {
    if (typing) (event.target as HTMLElement).blur();
    else stepOut();
    return;
  }
  if (isControl(event.target) && OWN_KEYS.has(event.key) && !event.ctrlKey && !event.metaKey) return;
  // Flying has the letter keys; only combinations and the keys of functions reach commands.
  if (ui.mode === 'fly' && event.key.length === 1 && !event.ctrlKey && !event.metaKey) return;
  const context = readContext(session, readTargetUnder(event.target));
  const command = session.commands.match(event, context, mac);
  if (!command || (typing && !WHILE_TYPING.has(command.id))) return;
  event.preventDefault();
  void runCommand(session, command.id, context);
}

/** A focused chip or file row is what a command acts on, before the selection. */
function readTargetUnder(target: EventTarget | null): Partial<Parameters<typeof readContext>[1] & object> {
  const key = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-file-key]')?.dataset.fileKey : undefined;
  return key ? { key: key as NonNullable<ReturnType<typeof readContext>['key']>, targets: [] } : {};
}

/** Lets the keys run commands while the session is open. */
export function useKeyboard(session: Session): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => pressed(session, event);
    const focus = (): void => {
      const typing = isTyping(document.activeElement);
      if (readUi().typing !== typing) setUi({ typing });
    };
    const leave = (): void => queueMicrotask(focus);
    window.addEventListener('keydown', listener);
    window.addEventListener('focusin', focus);
    window.addEventListener('focusout', leave);
    return () => {
      window.removeEventListener('keydown', listener);
      window.removeEventListener('focusin', focus);
      window.removeEventListener('focusout', leave);
    };
  }, [session]);
}
