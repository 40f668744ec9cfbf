import { applyImport, type ImportBundle, type ImportPlan, planImport } from '@space/doc-schema/interchange';
import type { EntityId, GraphDoc } from '@space/doc-schema';
import { runCommand } from '../../commands/run.ts';
import type { FileAddress } from '../../host-client/file-source.ts';
import type { Session } from '../../session/session.ts';
import { readUi, setUi } from '../../ui/ui-state.ts';
import { showToast } from '../../ui/toast.ts';
import type { Gathered } from './gather-files.ts';
import { rememberClaim } from './own-claims.ts';
import { readGathered, readHostFolder, type Reading } from './read-source.ts';
import { outcomeSentence, setWork, useInterchange } from './work.ts';

/** Brings in what was chosen or dropped, one source after the other, each with its review. */
export async function bringIn(session: Session, sources: readonly Gathered[]): Promise<void> {
  for (const source of sources) await bringOne(session, source.name, (reading) => readGathered(source, reading));
}

/** Brings in a folder of this machine's as notes. */
export const bringHostFolder = (session: Session, address: FileAddress): Promise<void> =>
  bringOne(session, address.path === '' ? address.repository : `${address.repository}/${address.path}`, (reading) =>
    readHostFolder(session.host, address, reading),
  );

async function bringOne(session: Session, source: string, read: (reading: Reading) => Promise<ImportBundle | undefined>): Promise<void> {
  if (useInterchange.getState().work) return showToast('Something is being brought in already: end that first.', { icon: 'info' });
  try {
    const bundle = await readWith(source, read);
    if (bundle) await review(session, planImport(bundle, session.graph));
  } catch (error) {
    showToast(`${source} could not be brought in: ${error instanceof Error ? error.message : String(error)}`, { icon: 'circle-alert' });
  } finally {
    setWork(undefined);
  }
}

async function readWith(source: string, read: (reading: Reading) => Promise<ImportBundle | undefined>): Promise<ImportBundle | undefined> {
  const signal = { aborted: false };
  const tell = (files: number): void => setWork({ phase: 'reading', source, read: files, signal });
  tell(0);
  return await read({ signal, onRead: (files) => (files % 20 === 0 || files < 20) && tell(files) });
}

async function review(session: Session, plan: ImportPlan): Promise<void> {
  const take = await new Promise<ReadonlySet<string> | undefined>((settle) => setWork({ phase: 'review', plan, settle }));
  if (take) await write(session, plan, take);
}

async function write(session: Session, plan: ImportPlan, take: ReadonlySet<string>): Promise<void> {
  const signal = { aborted: false };
  const tell = (share: number): void => setWork({ phase: 'writing', plan, share, signal });
  tell(0);
  rememberClaim(session.graph, plan.bundle.source, plan.claim.nonce);
  const outcome = await applyImport(plan, session.graph, { take, signal, onProgress: tell });
  if (outcome.cancelled) return showToast(outcome.refused[0]?.reason ?? 'Called off: everything was taken back.', { icon: 'info' });
  showTop(session.graph, plan);
  const undo = { label: 'Undo', keys: 'Mod+Z', run: () => void runCommand(session, 'edit.undo') };
  const wrote = outcome.made + outcome.changed + outcome.links > 0;
  showToast(outcomeSentence(plan, outcome), {
    ...(outcome.refused.length > 0 ? { icon: 'circle-alert' } : {}),
    ...(wrote ? { action: undo } : {}),
  });
}

/** Shows what came in at its top: the folder's list, or the things themselves. */
function showTop(graph: GraphDoc, plan: ImportPlan): void {
  const fresh = plan.items.filter((item) => item.status === 'new');
  const top = fresh.find((item) => item.external === '/') ?? fresh[0];
  const ids: readonly EntityId[] = top?.id && graph.read(top.id) ? [top.id] : [];
  if (ids.length > 0) setUi({ selection: ids, revealed: readUi().revealed + 1, left: true, leftTab: 'outline', trashShown: false });
}
