import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type Simulation,
  type SimulationNodeDatum,
} from 'd3-force';

/** What a layout is given. Positions are map units, 2 a thing; links are pairs of indexes. */
export interface LayoutInput {
  readonly positions: Float64Array;
  /** 1 where a thing stays. */
  readonly pinned: Uint8Array;
  readonly links: Uint32Array;
}

/** A layout that is computed step by step. */
export interface ForceLayout {
  /** Computes until it rests or `budgetMs` is over; true when it rests. */
  run(budgetMs: number, now: () => number): boolean;
  /** How far it is, 0 to 1. */
  readonly progress: number;
  /** Where the things are now: 2 numbers each, in the order given. */
  read(): Float32Array<ArrayBuffer>;
}

/** Map units: how far linked things lie apart, and how close two tiles with their labels may come. */
const LINK = 150;
const ROOM = 62;
/** No step moves anything farther than this when it rests: less than a pixel at any zoom. */
const REST = 0.25;
/** Pull towards the middle, so that islands do not drift apart for ever. */
const PULL = 0.035;

type Node = SimulationNodeDatum;

function createSimulation({ positions, pinned, links }: LayoutInput): Simulation<Node, undefined> {
  const nodes: Node[] = Array.from(pinned, (pin, i) => {
    const [x, y] = [positions[i * 2] ?? 0, positions[i * 2 + 1] ?? 0];
    return pin ? { x, y, fx: x, fy: y } : { x, y };
  });
  const pairs = Array.from({ length: links.length / 2 }, (_, i) => ({ source: links[i * 2] ?? 0, target: links[i * 2 + 1] ?? 0 }));
  const middle = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  // The middle of what stays, else of all: a layout does not carry the map away from where it is.
  const fixed = nodes.filter((node) => node.fx !== undefined);
  const about = fixed.length > 0 ? fixed : nodes;
  return forceSimulation(nodes)
    .stop()
    .alphaDecay(0.03)
    .force('link', forceLink(pairs).distance(LINK))
    .force('charge', forceManyBody().strength(-820).theta(0.9).distanceMax(1600))
    .force('collide', forceCollide(ROOM).strength(0.8))
    .force('x', forceX(middle(about.map((node) => node.x ?? 0))).strength(PULL))
    .force('y', forceY(middle(about.map((node) => node.y ?? 0))).strength(PULL));
}

/** A force layout (Barnes–Hut): links pull, things push, pinned ones stay. It rests by itself, after at most about 230 steps. */
export function createForceLayout(input: LayoutInput): ForceLayout {
  const simulation = createSimulation(input);
  const nodes = simulation.nodes();
  let moved = Number.POSITIVE_INFINITY;
  const rests = (): boolean => simulation.alpha() < simulation.alphaMin() || moved < REST;
  const step = (): void => {
    simulation.tick();
    moved = nodes.reduce((most, node) => Math.max(most, Math.abs(node.vx ?? 0), Math.abs(node.vy ?? 0)), 0);
  };
  return {
    run: (budgetMs, now) => {
      const end = now() + budgetMs;
      while (!rests()) {
        step();
        if (now() >= end) break;
      }
      return rests();
    },
    get progress() {
      const done = Math.log(simulation.alpha()) / Math.log(simulation.alphaMin());
      return rests() ? 1 : Math.max(0, Math.min(0.99, done));
    },
    read: () => {
      const out = new Float32Array(nodes.length * 2);
      nodes.forEach((node, i) => {
        out[i * 2] = Number.isFinite(node.x) ? (node.x ?? 0) : (input.positions[i * 2] ?? 0);
        out[i * 2 + 1] = Number.isFinite(node.y) ? (node.y ?? 0) : (input.positions[i * 2 + 1] ?? 0);
      });
      return out;
    },
  };
}
