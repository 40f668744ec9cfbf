import type { Edit, GraphDoc } from '@space/doc-schema';
import { writeMany } from '../session/write-many.ts';
import { showToast } from '../ui/toast.ts';
import { setUi } from '../ui/ui-state.ts';

const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Writes each of many things as one undo step, with progress and a way to stop where it takes long. False when it was stopped. */
export const writeTargets = <T>(
  graph: GraphDoc,
  title: string,
  items: readonly T[],
  write: (edit: Edit, item: T) => void,
): Promise<boolean> =>
  writeMany(graph, title, items, write, { now: () => performance.now(), drawn, show: (progress) => setUi({ progress }) }).catch(
    (error: unknown) => {
      showToast(error instanceof Error ? error.message : String(error), { icon: 'circle-alert' });
      return false;
    },
  );
