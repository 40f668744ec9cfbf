import { type EntityId, entityIdOf, entityKey } from '@space/doc-schema';
import { useMemo, useSyncExternalStore } from 'react';
import { Vector3 } from 'three';
import type { GizmoControl } from '../gizmo/gizmo-control.ts';
import { axisVector, LETTER_AT } from '../gizmo/handles.ts';
import { isDrawnLink } from '../marks/drawn-links.ts';
import { GHOST_LABEL_AT, GHOST_YOU_AT } from '../marks/ghost.tsx';
import type { LinkKeeper } from '../marks/link-keeper.ts';
import type { PastTops } from '../marks/past-things.tsx';
import { AVATAR_M } from '../peers/avatar.tsx';
import type { PeerTracker } from '../peers/peer-tracker.ts';
import type { Stage } from '../stage/stage.ts';
import type { PastThing, Peer } from '../world-face.ts';
import type { Label } from './label.ts';

/** A label hangs this far over its thing, metres. */
const ABOVE_M = 0.12;
/** The read-out is this far under the gizmo, pixels. */
const READ_OUT_PX = 74;
const LETTERS = ['X', 'Y', 'Z'] as const;
const AXIS_COLOURS = ['var(--axis-x)', 'var(--axis-y)', 'var(--axis-z)'] as const;

const personColour = (peer: Peer): string => `var(--person-${peer.colour})`;

function overThing(stage: Stage, id: EntityId): Label['anchor'] {
  return (out) => {
    const thing = stage.things.get(id);
    if (!thing) return false;
    const box = stage.things.box(thing);
    box.getCenter(out).y = box.max.y + ABOVE_M;
    return true;
  };
}

function selectionLabels(stage: Stage, selection: readonly EntityId[], hovered: EntityId | undefined, peers: readonly Peer[]): Label[] {
  const labels: Label[] = [];
  const taken = new Set(selection);
  for (const id of selection.slice(0, 12))
    labels.push({ key: `own ${id}`, look: 'tag', text: '', entity: id, rank: 4, anchor: overThing(stage, id) });
  for (const peer of peers) {
    for (const id of peer.selection.slice(0, 4)) {
      if (taken.has(id)) continue;
      taken.add(id);
      const colour = personColour(peer);
      labels.push({
        key: `held ${id} ${colour} ${peer.name}`,
        look: 'tag',
        text: ` · ${peer.name}`,
        entity: id,
        colour,
        rank: 3,
        anchor: overThing(stage, id),
      });
    }
  }
  if (hovered !== undefined && !taken.has(hovered)) labels.push(nameLabel(stage, hovered, 2));
  return labels;
}

function nameLabel(stage: Stage, id: EntityId, rank: number): Label {
  const kind = stage.graph.read(id)?.kind ?? '';
  const icon = stage.graph.kinds.get(kind)?.icon ?? 'component';
  return { key: `name ${id} ${rank}`, look: 'name', text: '', entity: id, icon, rank, anchor: overThing(stage, id) };
}

function peopleLabels(tracker: PeerTracker, peers: readonly Peer[]): Label[] {
  return peers.flatMap((peer): Label[] => {
    const colour = personColour(peer);
    const name: Label = {
      key: `person ${peer.session} ${colour} ${peer.name}`,
      look: 'person',
      text: peer.name,
      colour,
      // Under the tag of what they hold, which says their name too.
      rank: 2.5,
      anchor: (out) => {
        const shown = tracker.shown.get(peer.session);
        if (shown) out.copy(shown.at).y += AVATAR_M + ABOVE_M;
        return shown !== undefined;
      },
    };
    if (!peer.pointer) return [name];
    const anchor: Label['anchor'] = (out) => {
      const shown = tracker.shown.get(peer.session);
      if (shown?.hasPointer) out.copy(shown.pointer);
      return shown?.hasPointer === true;
    };
    return [
      name,
      { key: `cursor ${peer.session} ${colour} ${peer.name}`, look: 'cursor', text: peer.name, colour, rank: 0, free: true, anchor },
    ];
  });
}

function relationLabels(stage: Stage, links: LinkKeeper, selection: readonly EntityId[]): Label[] {
  const labels = new Map<string, Label>();
  for (const id of selection.slice(0, 8)) {
    const key = entityKey(id);
    for (const link of [...stage.graph.linksFrom(key), ...stage.graph.linksTo(key)]) {
      const from = entityIdOf(link.from);
      const to = entityIdOf(link.to);
      if (!isDrawnLink(link) || from === undefined || to === undefined || !stage.entities.has(from) || !stage.entities.has(to)) continue;
      const name = `relation ${from} ${link.relation} ${to}`;
      labels.set(name, {
        key: name,
        look: 'relation',
        text: link.relation,
        rank: 1,
        anchor: (out) => links.middle(from, link.relation, to, out),
      });
    }
  }
  return [...labels.values()];
}

function gizmoLabels(gizmo: GizmoControl): Label[] {
  const unit = new Vector3();
  const letters = ([0, 1, 2] as const).map(
    (axis): Label => ({
      key: `axis ${axis}`,
      look: 'axis',
      text: LETTERS[axis],
      colour: AXIS_COLOURS[axis],
      rank: 0,
      free: true,
      anchor: (out) => {
        const { mode, dragged } = gizmo;
        const other = dragged !== undefined && dragged.part !== 'hub' && dragged.axis !== axis;
        if (!gizmo.visible || other) return false;
        // A ring's letter stands where the ring is highest over the other axes.
        if (mode === 'turn')
          unit
            .copy(axisVector(((axis + 1) % 3) as 0 | 1 | 2))
            .multiplyScalar(0.78)
            .addScaledVector(axisVector(((axis + 2) % 3) as 0 | 1 | 2), 0.78);
        else unit.copy(axisVector(axis)).multiplyScalar(LETTER_AT);
        out.copy(unit).applyQuaternion(gizmo.frame).multiplyScalar(gizmo.unitM).add(gizmo.anchor);
        return true;
      },
    }),
  );
  const readOut: Label = {
    key: 'read-out',
    look: 'read',
    text: '',
    rank: 0,
    free: true,
    dropPx: READ_OUT_PX,
    anchor: (out) => {
      out.copy(gizmo.anchor);
      return gizmo.dragging && gizmo.readOut.length > 0;
    },
    live: () => gizmo.readOut.map(({ letter, value }) => `${letter} ${value}`).join('   '),
  };
  return [...letters, readOut];
}

function ghostLabels(ghost: string | undefined): Label[] {
  if (ghost === undefined) return [];
  const at =
    (point: Vector3, up: number): Label['anchor'] =>
    (out) => {
      out.copy(point).y += up;
      return true;
    };
  return [
    { key: 'ghost you', look: 'tag', text: 'You', rank: 4, anchor: at(GHOST_YOU_AT, AVATAR_M + ABOVE_M) },
    { key: `ghost ${ghost}`, look: 'name', text: ghost, rank: 4, free: true, anchor: at(GHOST_LABEL_AT, 0) },
  ];
}

function pastLabels(past: readonly PastThing[], tops: PastTops): Label[] {
  return past.map(({ entity, label }) => ({
    key: `past ${entity.id} ${label}`,
    look: 'name',
    text: label,
    icon: 'rotate-ccw-clock',
    rank: 3,
    free: true,
    anchor: (out) => {
      const top = tops.get(entity.id);
      if (top) out.copy(top).y += ABOVE_M;
      return top !== undefined;
    },
  }));
}

/** What the world's labels are made from. */
export interface LabelFacts {
  readonly stage: Stage;
  readonly selection: readonly EntityId[];
  readonly hovered: EntityId | undefined;
  readonly peers: readonly Peer[];
  readonly standing: readonly EntityId[];
  readonly tracker: PeerTracker;
  readonly links: LinkKeeper;
  readonly gizmo: GizmoControl;
  readonly ghost: string | undefined;
  readonly past: readonly PastThing[];
  readonly tops: PastTops;
}

/** Every label the world would show now; the layer decides which there is room for. */
export function useWorldLabels(facts: LabelFacts): readonly Label[] {
  const { stage, selection, hovered, peers, standing, tracker, links, gizmo, ghost, past, tops } = facts;
  const version = useSyncExternalStore(stage.entities.subscribeLinks, stage.entities.linksVersion);
  const fixed = useMemo(() => [...gizmoLabels(gizmo), ...ghostLabels(ghost)], [gizmo, ghost]);
  const before = useMemo(() => pastLabels(past, tops), [past, tops]);
  const people = useMemo(() => peopleLabels(tracker, peers), [tracker, peers]);
  // another version means other links in the same document
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const related = useMemo(() => relationLabels(stage, links, selection), [stage, links, selection, version]);
  const held = useMemo(() => selectionLabels(stage, selection, hovered, peers), [stage, selection, hovered, peers]);
  const names = useMemo(() => {
    const taken = new Set<EntityId | undefined>([hovered, ...selection, ...peers.flatMap((peer) => peer.selection)]);
    return standing.filter((id) => !taken.has(id)).map((id) => nameLabel(stage, id, 0));
  }, [stage, standing, selection, hovered, peers]);
  return useMemo(() => [...names, ...related, ...before, ...people, ...held, ...fixed], [names, related, before, people, held, fixed]);
}
