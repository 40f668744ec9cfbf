import { useEffect } from 'react';
import type { Session } from '../session/session.ts';
import { readUi, setUi } from '../ui/ui-state.ts';
import { readContext, runCommand } from './run.ts';

const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
/** Commands that work while typing too. */
const WHILE_TYPING = new Set(['palette.open', 'search.open', 'keys.show']);
/** What a focused control does by itself with these keys is not taken from it. */
const OWN_KEYS = new Set(['Enter', ' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Tab']);

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
export function stepOut(session: Session): boolean {
  const ui = readUi();
  if (ui.linking) setUi({ linking: undefined });
  else if (ui.peek) setUi({ peek: undefined });
  else if (ui.share) setUi({ share: false });
  else if (ui.mode === 'fly') setUi({ mode: 'select' });
  else if (session.history.view.getState().phase !== 'closed') session.history.close();
  else if (ui.panels.length > 0 && document.activeElement?.closest('.hud-panel')) setUi({ panels: ui.panels.slice(0, -1) });
  else if (ui.inspected) setUi({ inspected: undefined });
  else if (ui.selection.length > 0) setUi({ selection: [] });
  else if (ui.bare) setUi({ bare: false });
  else return false;
  return true;
}

/** Whether something modal floats that has the keyboard to itself. */
function isModal(): boolean {
  const ui = readUi();
  return ui.palette || ui.searching !== undefined || ui.menu !== undefined || ui.keySheet || ui.naming !== undefined;
}

/** Whether a key press is none of the commands' business: taken already, or the focused control has its own use for it. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || isModal()) return true;
  const plain = !event.ctrlKey && !event.metaKey;
  if (plain && OWN_KEYS.has(event.key) && isControl(event.target)) return true;
  // Flying has the letter keys; only combinations and named keys reach commands.
  return plain && readUi().mode === 'fly' && event.key.length === 1;
}

function pressed(session: Session, event: KeyboardEvent): void {
  const typing = isTyping(event.target);
  if (isTaken(event)) return;
  if (event.key === 'Escape') {
    if (typing) (event.target as HTMLElement).blur();
    else stepOut(session);
    return;
  }
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

/** Which view with keys of its own an element is. */
function readWithin(element: Element | null): 'map' | 'list' | undefined {
  if (element?.classList.contains('map-stage')) return 'map';
  return element?.classList.contains('list-rows') ? 'list' : undefined;
}

/** Lets the keys run commands while the session is open. */
export function useKeyboard(session: Session): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => pressed(session, event);
    const focus = (): void => {
      const typing = isTyping(document.activeElement);
      const within = readWithin(document.activeElement);
      if (readUi().typing !== typing || readUi().within !== within) setUi({ typing, within });
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
