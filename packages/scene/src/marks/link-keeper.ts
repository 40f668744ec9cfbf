import { type EntityId, entityIdOf, entityKey, type Link } from '@space/doc-schema';
import { isDrawnLink } from './drawn-links.ts';
import { Group, Vector3 } from 'three';
import type { WorldColours } from '../stage/colours.ts';
import type { Stage } from '../stage/stage.ts';
import type { Thing } from '../stage/things.ts';
import { LinkTube } from './link-tube.ts';

/** A link between two things that stand in the world. */
export interface DrawnLink {
  readonly name: string;
  readonly from: EntityId;
  readonly to: EntityId;
  readonly relation: string;
  readonly touched: boolean;
  readonly tube: LinkTube;
}

/** A link starts and ends at half a metre up a thing, or its middle where it is lower or much higher. */
const ANCHOR_M = 0.5;

/** From this half width on, a link ends near the side that looks at its other end. */
const WIDE_M = 0.8;

/** Where a link to or from `other` meets a thing: its middle, or for a wide one near the side towards the other. */
function anchorOf(stage: Stage, thing: Thing, other: Vector3, out: Vector3): void {
  const { min, max } = stage.things.box(thing);
  const height = max.y - min.y;
  const along = (low: number, high: number, towards: number): number => {
    const half = (high - low) / 2;
    const middle = (low + high) / 2;
    return half < WIDE_M ? middle : middle + Math.max(-half * 0.92, Math.min(half * 0.92, towards - middle));
  };
  out.set(along(min.x, max.x, other.x), min.y + Math.min(height, Math.max(ANCHOR_M, height * 0.45)), along(min.z, max.z, other.z));
}

/** Keeps a tube for each link whose two ends stand in the world, and moves those whose ends moved. */
export class LinkKeeper {
  readonly root: Group = new Group();
  readonly #links = new Map<string, DrawnLink>();
  readonly #byEnd = new Map<EntityId, Set<DrawnLink>>();
  readonly #stale = new Set<DrawnLink>();
  readonly #from = new Vector3();
  readonly #to = new Vector3();

  /** Writes the middle of a link that touches the selection; false while it is not drawn. */
  middle(from: EntityId, relation: string, to: EntityId, out: Vector3): boolean {
    for (const link of this.#byEnd.get(from) ?? []) {
      if (link.to !== to || link.relation !== relation || !link.touched) continue;
      out.copy(link.tube.middle);
      return link.tube.root.visible;
    }
    return false;
  }

  /** Takes up the document's links. Costs the placed things and their links; called when links or the selection changed. */
  update(stage: Stage, colours: WorldColours, selection: ReadonlySet<EntityId>): void {
    const wanted = new Set<string>();
    for (const id of stage.entities.placed()) {
      for (const link of stage.graph.linksFrom(entityKey(id))) {
        if (isDrawnLink(link)) this.#want(stage, colours, selection, id, link, wanted);
      }
    }
    for (const [name, drawn] of this.#links) if (!wanted.has(name)) this.#drop(name, drawn);
    stage.wake();
  }

  /** A thing moved. */
  touch(id: EntityId): void {
    for (const link of this.#byEnd.get(id) ?? []) this.#stale.add(link);
  }

  /** Spans what moved. Per frame; nothing to do is nothing done. */
  settle(stage: Stage): void {
    for (const link of this.#stale) {
      const from = stage.things.get(link.from);
      const to = stage.things.get(link.to);
      link.tube.root.visible = from !== undefined && to !== undefined;
      if (!from || !to) continue;
      anchorOf(stage, from, to.object.position, this.#from);
      anchorOf(stage, to, from.object.position, this.#to);
      link.tube.span(this.#from, this.#to);
    }
    this.#stale.clear();
  }

  dispose(): void {
    for (const [name, drawn] of this.#links) this.#drop(name, drawn);
  }

  #want(stage: Stage, colours: WorldColours, selection: ReadonlySet<EntityId>, from: EntityId, link: Link, wanted: Set<string>): void {
    const to = entityIdOf(link.to);
    if (to === undefined || to === from || !stage.entities.has(to)) return;
    const touched = selection.has(from) || selection.has(to);
    const name = `${from} ${link.relation} ${to} ${touched ? 'touched' : ''} ${colours.dark ? 'dusk' : 'morning'}`;
    wanted.add(name);
    if (this.#links.has(name)) return;
    const tube = new LinkTube(touched ? colours.accent : colours.link, touched);
    const drawn: DrawnLink = { name, from, to, relation: link.relation, touched, tube };
    this.#links.set(name, drawn);
    this.root.add(tube.root);
    this.#stale.add(drawn);
    for (const end of [from, to]) this.#byEnd.set(end, (this.#byEnd.get(end) ?? new Set()).add(drawn));
  }

  #drop(name: string, drawn: DrawnLink): void {
    this.#links.delete(name);
    this.#stale.delete(drawn);
    for (const end of [drawn.from, drawn.to]) {
      const ends = this.#byEnd.get(end);
      ends?.delete(drawn);
      if (ends?.size === 0) this.#byEnd.delete(end);
    }
    drawn.tube.dispose();
  }
}
