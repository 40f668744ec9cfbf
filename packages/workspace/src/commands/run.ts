import type { CommandContext, Session } from '../session/session.ts';
import { showToast } from '../ui/toast.ts';
import { readUi } from '../ui/ui-state.ts';

/** What a command acts on when nothing else is said: what the inspector shows, a key or the selection. */
export function readContext(session: Session, about: Partial<CommandContext> = {}): CommandContext {
  const { inspected } = readUi();
  if (inspected && !about.key && !about.targets) return { session, key: inspected, targets: [], ...about };
  return { session, targets: about.key ? [] : readUi().selection, ...about };
}

/** Runs a command; a refusal or a failure becomes a sentence at the bottom. */
export async function runCommand(session: Session, id: string, about: Partial<CommandContext> = {}, input?: unknown): Promise<void> {
  try {
    const refusal = await session.commands.run(id, readContext(session, about), input);
    if (refusal) showToast(refusal, { icon: 'info' });
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error), { icon: 'circle-alert' });
  }
}

/** The first key combination of a command, for menus and tooltips. */
export const keysOf = (session: Session, id: string): string | undefined => session.commands.get(id)?.keys?.[0];
