import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/run.ts';
import { Icon } from '../parts/icon.tsx';
import { KeyCaps } from '../parts/key-caps.tsx';
import { useNothingYet } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { useUi } from '../ui/ui-state.ts';

const WAYS = [
  { id: 'thing.place', icon: 'box', kind: 'world', title: 'Place something', text: 'A form, lamp or panel' },
  { id: 'note.create', icon: 'sticky-note', kind: 'note', title: 'Write a note', text: 'Stand it anywhere' },
  { id: 'files.show', icon: 'folder-open', kind: 'code', title: 'Open the folder', text: 'Its files join the graph' },
] as const;

/** Three ways in, as long as the world is empty. */
export function FirstSteps(): ReactNode {
  const session = useSession();
  const empty = useNothingYet();
  const panels = useUi((ui) => ui.panels.length);
  if (!empty || panels > 0) return null;
  return (
    <section className="island first" aria-label="An empty world">
      <div>
        <h1 className="first-title">An empty world</h1>
        <p className="quiet-text">It is saved on this machine already. Begin with any of these; what you make can be undone.</p>
      </div>
      <div className="choices">
        {WAYS.map((way) => (
          <button key={way.id} type="button" className="choice" onClick={() => void runCommand(session, way.id)}>
            <span className="pic" style={{ color: `var(--kind-${way.kind})` }}>
              <Icon name={way.icon} size={20} />
            </span>
            <span className="column grow">
              <span className="strong">{way.title}</span>
              <span className="quiet-text small-text">{way.text}</span>
            </span>
            <KeyCaps keys={keysOf(session, way.id) ?? ''} />
          </button>
        ))}
      </div>
    </section>
  );
}
