import type { ImportOutcome, ImportPlan } from '@space/doc-schema/interchange';
import { create, type StoreApi, type UseBoundStore } from 'zustand';

/** What is being brought in, from reading its files to the last piece written. */
export type Work =
  | { readonly phase: 'reading'; readonly source: string; readonly read: number; readonly signal: { aborted: boolean } }
  | { readonly phase: 'review'; readonly plan: ImportPlan; readonly settle: (take: ReadonlySet<string> | undefined) => void }
  | { readonly phase: 'writing'; readonly plan: ImportPlan; readonly share: number; readonly signal: { aborted: boolean } };

/** What is brought in and whether something is being written out; of this tab only. */
export interface Interchange {
  readonly work: Work | undefined;
  readonly exporting: boolean;
}

/** The state of bringing in and writing out, as a hook and a store. */
export const useInterchange: UseBoundStore<StoreApi<Interchange>> = create<Interchange>()(() => ({ work: undefined, exporting: false }));

/** Sets what is being brought in. */
export const setWork = (work: Work | undefined): void => useInterchange.setState({ work });

/** What an import did, as a sentence. */
export function outcomeSentence(plan: ImportPlan, { made, changed, refused }: ImportOutcome): string {
  const parts = [
    made > 0 ? `${made} new` : '',
    changed > 0 ? `${changed} updated` : '',
    refused.length > 0 ? `${refused.length} refused` : '',
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  return said === '' ? `${plan.bundle.source}: nothing was new.` : `Brought in ${plan.bundle.source}: ${said}.`;
}
