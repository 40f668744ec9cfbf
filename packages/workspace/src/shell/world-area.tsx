import type { Entity, EntityId } from '@space/doc-schema';
import { entityKey } from '@space/doc-schema';
import type { DragPreview, WorldHandle } from '@space/scene';
import { type ReactNode, Suspense, useCallback, useMemo } from 'react';
import { openKey } from '../commands/open.ts';
import { finishLinking } from '../commands/links.ts';
import { useHistory, usePastThings } from '../panels/history/use-history.ts';
import { Face } from '../panels/board/face.tsx';
import { lazyPart } from '../parts/lazy-part.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNothingYet, useVisit } from '../session/hooks.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { isInspecting, readUi, setUi, useUi } from '../ui/ui-state.ts';
import { useMedia, usePhone } from '../ui/use-media.ts';

const WorldView = lazyPart(() => import('@space/scene').then((module) => module.WorldView));

const MOVED = { position: 'Move', turn: 'Turn', scale: 'Size' } as const;

/** Writes where a drag ended: one gesture, whatever it moved. */
function writeTransform(session: Session, changes: DragPreview): void {
  const { graph } = session;
  const first = changes[0];
  if (!first) return;
  const before = graph.read(first.id)?.properties;
  const changed =
    (['position', 'turn', 'scale'] as const).find((name) => JSON.stringify(before?.[name]) !== JSON.stringify(first[name])) ?? 'position';
  const what = changes.length === 1 ? (graph.read(first.id)?.title ?? 'it') : `${changes.length} things`;
  graph.edit({ title: `${MOVED[changed]} ${what}` }, (edit) => {
    for (const { id, position, turn, scale } of changes) {
      if (!graph.read(id)) continue;
      edit.set(id, 'position', [...position]);
      edit.set(id, 'turn', [...turn]);
      edit.set(id, 'scale', [...scale]);
    }
  });
}

function select(session: Session, ids: readonly EntityId[], additive: boolean): void {
  const { linking, selection } = readUi();
  const first = ids[0];
  if (linking) {
    if (first) finishLinking(session, entityKey(first));
    return;
  }
  if (!additive) return setUi({ selection: ids });
  const kept = selection.filter((id) => !ids.includes(id));
  setUi({ selection: ids.every((id) => selection.includes(id)) ? kept : [...kept, ...ids] });
}

/** Hands the drawn world to whoever asks it for something: commands, drops, people. */
function holdWorld(session: Session, world: WorldHandle | null): void {
  session.world.current = world;
}

/** CSS pixels that islands cover at each edge, so that what is looked at stays in the middle of what is seen. */
function useInsets(): { left: number; right: number; top: number; bottom: number } {
  const phone = usePhone();
  const past = useHistory((view) => view.phase !== 'closed');
  const left = useUi((ui) => ui.left && !ui.bare && !past);
  const right = useUi((ui) => isInspecting(ui) || (past && ui.right && !ui.bare));
  const share = useUi((ui) => ui.share && !ui.bare);
  const sheet = useUi((ui) => ui.phonePlace);
  return useMemo(() => {
    if (phone) return { left: 0, right: 0, top: 64, bottom: sheet === 'world' ? 230 : 420 };
    return { left: left ? 272 : 0, right: share ? 408 : right ? 296 : 0, top: 0, bottom: past ? 156 : 0 };
  }, [phone, left, right, share, sheet, past]);
}

/** The world and everything it tells: selection, opening, menus, where a drag ended. */
export function WorldArea({ theme }: { theme: 'dark' | 'light' }): ReactNode {
  const session = useSession();
  const selection = useUi((ui) => ui.selection);
  const hovered = useUi((ui) => ui.hovered);
  const mode = useUi((ui) => ui.mode);
  const gizmo = useUi((ui) => ui.gizmo);
  const identity = useVisit((visit) => visit.identity);
  const colour = useVisit((visit) => visit.colour);
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)');
  const insets = useInsets();
  const empty = useNothingYet();
  const past = usePastThings();
  const you = useMemo(() => ({ name: identity.name, colour }), [identity, colour]);
  const handle = useCallback((world: WorldHandle | null) => holdWorld(session, world), [session]);
  const renderFace = useCallback((entity: Entity) => <Face entity={entity} />, []);
  return (
    <main className="world" aria-label="World">
      <Suspense fallback={null}>
        <WorldView
          graph={session.graph}
          theme={theme}
          selection={selection}
          hovered={hovered}
          insets={insets}
          mode={mode}
          gizmo={gizmo}
          peers={session.presence}
          you={you}
          ghost={empty ? 'Your first thing goes here' : undefined}
          past={past}
          reducedMotion={reducedMotion}
          renderIcon={renderIcon}
          renderFace={renderFace}
          onSelect={(ids, how) => select(session, ids, how.additive)}
          onHover={(id) => setUi({ hovered: id })}
          onOpen={(id) => openKey(session, entityKey(id))}
          onContextMenu={({ id, screen, ground }) => {
            const { selection: held } = readUi();
            const ids = id ? (held.includes(id) ? held : [id]) : [];
            if (id && !held.includes(id)) setUi({ selection: [id] });
            setUi({ menu: { x: screen[0], y: screen[1], ground, about: id ? { type: 'entities', ids } : { type: 'ground' } } });
          }}
          onPose={(pose) => session.presence.setPose(pose)}
          onPointer={(point) => session.presence.setPointer(point)}
          onDrag={(preview) => session.presence.setDrag(preview)}
          onTransform={(changes) => writeTransform(session, changes)}
          handle={handle}
        />
      </Suspense>
    </main>
  );
}

const renderIcon = (icon: string): ReactNode => <Icon name={icon} size={12} />;
