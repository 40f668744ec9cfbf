import { foldDoubles } from '@space/doc-schema/interchange';
import type { Session } from '../../session/session.ts';
import { showToast } from '../../ui/toast.ts';
import { setUi } from '../../ui/ui-state.ts';
import { useInterchange } from './work.ts';

/** Folds what these claims made into what the other import made, and tells. */
export function joinImports({ graph }: Session, own: readonly (readonly [string, string])[]): void {
  if (useInterchange.getState().work?.phase === 'writing') return;
  for (const source of new Set(own.map(([name]) => name))) {
    const { folded, kept } = foldDoubles(graph, source, new Set(own.filter(([name]) => name === source).map(([, nonce]) => nonce)));
    if (kept.length > 0) {
      const titles = kept.slice(0, 3).map((each) => `“${each.title}”`);
      showToast(`${source} was brought in twice at once. Both of you changed ${titles.join(', ')}: both stay.`, {
        icon: 'info',
        stays: true,
      });
      setUi({ selection: kept.map((each) => each.id) });
    } else if (folded > 0) showToast(`${source} was brought in twice at once; it stands once now.`, { icon: 'info' });
  }
}
