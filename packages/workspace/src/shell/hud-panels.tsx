import { entityIdOf, type Key } from '@space/doc-schema';
import { type KeyboardEvent, type PointerEvent, type ReactNode, Suspense, useRef } from 'react';
import { closePanel } from '../commands/open.ts';
import { runCommand } from '../commands/run.ts';
import { PANEL_BODIES } from '../panels/panel-bodies.tsx';
import { panelSortOf } from '../panels/panel-sorts.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { useEntity, useNode } from '../session/hooks.ts';
import { useSession } from '../session/session-context.ts';
import { readUi, setUi, useUi } from '../ui/ui-state.ts';
import type { OpenPanel } from '../ui/ui-types.ts';
import { openMenu } from './thing-menu.tsx';

const NUDGE_PX = 16;
const MIN = { width: 280, height: 200 };

function change(key: Key, next: (panel: OpenPanel) => OpenPanel): void {
  setUi({ panels: readUi().panels.map((panel) => (panel.key === key ? next(panel) : panel)) });
}

/** The head stays within reach, wherever a panel is dragged. */
function keepInside(panel: OpenPanel, x: number, y: number): OpenPanel {
  return { ...panel, x: Math.max(80 - panel.width, Math.min(innerWidth - 80, x)), y: Math.max(8, Math.min(innerHeight - 48, y)) };
}

function raise(key: Key): void {
  const { panels } = readUi();
  const panel = panels.find((each) => each.key === key);
  if (panel && panels.at(-1) !== panel) setUi({ panels: [...panels.filter((each) => each !== panel), panel] });
}

function useDrag(
  panel: OpenPanel,
  apply: (start: OpenPanel, dx: number, dy: number) => OpenPanel,
): Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp', (event: PointerEvent<HTMLElement>) => void> {
  const start = useRef<{ x: number; y: number; panel: OpenPanel } | undefined>(undefined);
  return {
    onPointerDown: (event) => {
      if (event.target instanceof Element && event.target.closest('button')) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY, panel };
    },
    onPointerMove: (event) => {
      const from = start.current;
      if (from) change(panel.key, () => apply(from.panel, event.clientX - from.x, event.clientY - from.y));
    },
    onPointerUp: () => {
      start.current = undefined;
    },
  };
}

function Head({ panel }: { panel: OpenPanel }): ReactNode {
  const session = useSession();
  const node = useNode(panel.key);
  const id = entityIdOf(panel.key);
  const about = id ? { targets: [id] } : { key: panel.key, targets: [] };
  const drag = useDrag(panel, (start, dx, dy) => keepInside(start, start.x + dx, start.y + dy));
  const nudge = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: [-NUDGE_PX, 0], ArrowRight: [NUDGE_PX, 0], ArrowUp: [0, -NUDGE_PX], ArrowDown: [0, NUDGE_PX] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    change(panel.key, (now) => keepInside(now, now.x + (by[0] ?? 0), now.y + (by[1] ?? 0)));
  };
  return (
    <div
      className="panel-head"
      {...drag}
      onContextMenu={(event) => openMenu(event, id ? { type: 'entities', ids: [id] } : { type: 'key', key: panel.key })}
    >
      <Icon name={node?.icon ?? 'circle'} size={16} kind={node?.kind} />
      <h2 className="strong cut grow">{node?.title ?? ''}</h2>
      <IconButton small icon="grip-horizontal" className="grip" label="Move this panel with the arrow keys" onKeyDown={nudge} />
      <IconButton small icon="panel-top" label="Stand in the world" onClick={() => void runCommand(session, 'panel.create.stand', about)} />
      <IconButton small icon="spline" label="Link to…" onClick={() => void runCommand(session, 'link.pick', about)} />
      <IconButton small icon="x" label="Close" keys="Esc" onClick={() => closePanel(panel.key)} />
    </div>
  );
}

function HudPanel({ panel, top }: { panel: OpenPanel; top: boolean }): ReactNode {
  const entity = useEntity(entityIdOf(panel.key));
  const node = useNode(panel.key);
  const size = useDrag(panel, (start, dx, dy) => ({
    ...start,
    width: Math.max(MIN.width, start.width + dx),
    height: Math.max(MIN.height, start.height + dy),
  }));
  return (
    <section
      className="island hud-panel"
      role="dialog"
      aria-label={`Panel: ${node?.title ?? ''}`}
      style={{ left: panel.x, top: panel.y, width: panel.width, height: panel.height }}
      onPointerDownCapture={() => raise(panel.key)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        const active = document.activeElement;
        // Blur comes before closing: the first Esc leaves the text, the second closes the panel.
        if (active instanceof HTMLElement && active !== event.currentTarget && active.matches('input, textarea, [contenteditable="true"]'))
          event.currentTarget.focus();
        else closePanel(panel.key);
      }}
      tabIndex={-1}
    >
      <Head panel={panel} />
      <div className="panel-body">
        <Suspense fallback={<p className="faint panel-bars">Opening…</p>}>
          {PANEL_BODIES[panelSortOf(panel.key, entity).name](panel.key, top)}
        </Suspense>
      </div>
      <span className="panel-size" aria-hidden="true" {...size} />
    </section>
  );
}

/** The panels that hang in the HUD, the one used last in front. */
export function HudPanels(): ReactNode {
  const panels = useUi((ui) => ui.panels);
  const top = panels.at(-1)?.key;
  // Sorted by key in the page and layered by z: a panel that comes to the front keeps its place in the document, and so its editor.
  const layer = new Map(panels.map((panel, i) => [panel.key, i]));
  return (
    <div className="shell hud">
      {panels
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
        .map((panel) => (
          <div key={panel.key} style={{ position: 'relative', zIndex: layer.get(panel.key) }}>
            <HudPanel panel={panel} top={panel.key === top} />
          </div>
        ))}
    </div>
  );
}
