import type { EntityId } from '@space/doc-schema';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { Group } from 'three';
import type { Stage } from '../stage/stage.ts';
import { useStage } from '../stage/stage-context.ts';
import type { Peer } from '../world-face.ts';
import { Hull, type OutlineStyle } from './hull.ts';

/** Outlines draw after all else but the gizmo. */
const FIRST_ORDER = 100;
/** Steps of one outline. */
const ORDERS = 4;
const YOURS_PX = 2.5;
const PEERS_PX = 2;
const HOVER_PX = 1.5;
const HOVER_OPACITY = 0.6;

interface Kept {
  readonly hull: Hull;
  readonly version: number;
  readonly style: OutlineStyle;
}

/** Keeps one outline for each thing that is selected or pointed at; remakes only those that changed. */
class OutlineKeeper {
  readonly root: Group = new Group();
  readonly #kept = new Map<EntityId, Kept>();
  #order = FIRST_ORDER;

  update(stage: Stage, wanted: ReadonlyMap<EntityId, OutlineStyle>): void {
    for (const [id, kept] of this.#kept) {
      const style = wanted.get(id);
      const thing = stage.things.get(id);
      const same = style && thing && thing.version === kept.version && sameStyle(style, kept.style);
      if (same) continue;
      kept.hull.dispose();
      this.#kept.delete(id);
    }
    if (this.#kept.size === 0) this.#order = FIRST_ORDER;
    for (const [id, style] of wanted) {
      const thing = stage.things.get(id);
      if (this.#kept.has(id) || !thing) continue;
      const hull = new Hull(thing.object, style, stage.size, this.#order);
      this.#order += ORDERS;
      this.#kept.set(id, { hull, version: thing.version, style });
      this.root.add(hull.root);
    }
  }

  dispose(): void {
    for (const { hull } of this.#kept.values()) hull.dispose();
    this.#kept.clear();
  }
}

const sameStyle = (a: OutlineStyle, b: OutlineStyle): boolean =>
  a.widthPx === b.widthPx && a.opacity === b.opacity && a.colour.equals(b.colour);

/** What is outlined and how; the last to claim a thing wins: hover, then peers, then you. */
function useWanted(
  selection: readonly EntityId[],
  hovered: EntityId | undefined,
  peers: readonly Peer[],
): ReadonlyMap<EntityId, OutlineStyle> {
  const { colours } = useStage();
  return useMemo(() => {
    const wanted = new Map<EntityId, OutlineStyle>();
    if (hovered !== undefined) wanted.set(hovered, { colour: colours.accent, widthPx: HOVER_PX, opacity: HOVER_OPACITY });
    for (const peer of peers) {
      const colour = colours.person[peer.colour] ?? colours.accent;
      for (const id of peer.selection) wanted.set(id, { colour, widthPx: PEERS_PX, opacity: 1 });
    }
    for (const id of selection) wanted.set(id, { colour: colours.accent, widthPx: YOURS_PX, opacity: 1 });
    return wanted;
  }, [selection, hovered, peers, colours]);
}

/** Outlines around what you and others selected, and what you point at. */
export function Outlines(props: {
  readonly selection: readonly EntityId[];
  readonly hovered: EntityId | undefined;
  readonly peers: readonly Peer[];
}): ReactNode {
  const { stage } = useStage();
  const keeper = useMemo(() => new OutlineKeeper(), []);
  const wanted = useWanted(props.selection, props.hovered, props.peers);
  const latest = useRef(wanted);
  latest.current = wanted;
  useLayoutEffect(() => {
    keeper.update(stage, wanted);
    stage.wake();
  }, [keeper, stage, wanted]);
  useEffect(
    () =>
      stage.onTouch((id) => {
        if (latest.current.has(id)) keeper.update(stage, latest.current);
      }),
    [keeper, stage],
  );
  useEffect(() => () => keeper.dispose(), [keeper]);
  return <primitive object={keeper.root} />;
}
