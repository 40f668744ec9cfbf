import type { Key } from '@space/doc-schema';
import { detailOf, fitCamera, type MapCamera, type Point, tileOf, toMap, toView, type ViewSize, zoomAt } from './camera.ts';
import { type DrawnBox, type DrawnEdge, drawEdges, type EdgeColours } from './draw-edges.ts';

/** A thing as the stage places it. */
export interface StageNode {
  readonly key: Key;
  /** Map units. */
  readonly at: Point;
  readonly card: 'point' | 'card' | 'open';
  /** Of a card or an open card, map units. */
  readonly size: Point;
}

/** What stands out and what stands back. */
export interface StageLook {
  readonly lit: ReadonlySet<Key>;
  readonly dimmed: ReadonlySet<Key>;
}

/** Where the stage is drawn. */
export interface StageParts {
  readonly box: HTMLElement;
  readonly layer: HTMLElement;
  readonly canvas: HTMLCanvasElement;
}

/** Below this zoom a card shows as a tile: its text would be no text. */
const CARD_ZOOM = 0.5;
/** More links than this keep their words to themselves until something touches them. */
const WORDS_LIMIT = 60;
/** Things beyond the view that stay mounted, pixels, so that a pan meets no blank edge. */
const MARGIN_PX = 240;
/** More elements than this make panning stutter; farther things are drawn as dots. */
const MOUNTED_LIMIT = 600;

/**
 * Places a map's elements and draws its links, outside React: panning, zooming, dragging and a running layout write transforms in
 * place, once a frame, and render nothing.
 */
export class MapStage {
  camera: MapCamera = { x: 0, y: 0, zoom: 1 };
  size: ViewSize = { width: 1, height: 1 };
  readonly #parts: StageParts;
  readonly #onCamera: () => void;
  readonly #elements = new Map<Key, HTMLElement>();
  readonly #nodes = new Map<Key, StageNode>();
  /** Where things are for now: in a drag, or while a layout runs. */
  readonly #live = new Map<Key, Point>();
  #edges: readonly DrawnEdge[] = [];
  #look: StageLook = { lit: new Set(), dimmed: new Set() };
  #colours: EdgeColours | undefined;
  #frame = 0;
  #resize: ResizeObserver;

  constructor(parts: StageParts, onCamera: () => void) {
    this.#parts = parts;
    this.#onCamera = onCamera;
    this.#resize = new ResizeObserver(() => this.#measure());
    this.#resize.observe(parts.box);
    this.#measure();
  }

  /** Lets go of the page. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#resize.disconnect();
  }

  /** Takes what the map shows now. */
  setScene(nodes: readonly StageNode[], edges: readonly DrawnEdge[]): void {
    this.#nodes.clear();
    for (const node of nodes) this.#nodes.set(node.key, node);
    this.#edges = edges;
    this.paint();
  }

  /** Takes what stands out. */
  setLook(look: StageLook): void {
    this.#look = look;
    this.paint();
  }

  /** Reads the colours of the theme in force at the next picture. */
  forgetColours(): void {
    this.#colours = undefined;
    this.paint();
  }

  setCamera(camera: MapCamera): void {
    this.camera = camera;
    this.paint();
    this.#onCamera();
  }

  /** Moves the view by pixels. */
  pan(dx: number, dy: number): void {
    const { x, y, zoom } = this.camera;
    this.setCamera({ x: x - dx / zoom, y: y - dy / zoom, zoom });
  }

  /** Zooms about a point of the view, its middle when none is given. */
  zoom(factor: number, at: Point = [this.size.width / 2, this.size.height / 2]): void {
    this.setCamera(zoomAt(this.camera, this.size, at, factor));
  }

  /** Shows the given things, or all. */
  fit(keys: Iterable<Key> = this.#nodes.keys()): void {
    this.setCamera(
      fitCamera(
        [...keys].flatMap((key) => [this.positionOf(key)]).filter((point) => point !== undefined),
        this.size,
      ),
    );
  }

  /** Brings a thing into the middle when it is out of sight. */
  reveal(key: Key): void {
    const at = this.positionOf(key);
    if (!at) return;
    const [x, y] = toView(this.camera, this.size, at);
    if (x < 48 || y < 48 || x > this.size.width - 48 || y > this.size.height - 48) this.setCamera({ ...this.camera, x: at[0], y: at[1] });
  }

  /** Where a thing is now, map units. */
  positionOf(key: Key): Point | undefined {
    return this.#live.get(key) ?? this.#nodes.get(key)?.at;
  }

  /** Puts things somewhere for now; `settle` ends it. */
  hold(places: Iterable<readonly [Key, Point]>): void {
    for (const [key, at] of places) this.#live.set(key, at);
    this.paint();
  }

  /** Lets all things be where the document has them. */
  settle(): void {
    this.#live.clear();
    this.paint();
  }

  /** The map point under a point of the window. */
  pointAt(clientX: number, clientY: number): Point {
    const box = this.#parts.box.getBoundingClientRect();
    return toMap(this.camera, this.size, [clientX - box.left, clientY - box.top]);
  }

  /** A point of the window as a point of the view. */
  viewPoint(clientX: number, clientY: number): Point {
    const box = this.#parts.box.getBoundingClientRect();
    return [clientX - box.left, clientY - box.top];
  }

  /** Takes the element of a thing as it comes and goes. */
  attach(key: Key, element: HTMLElement | null): void {
    if (element) {
      this.#elements.set(key, element);
      this.#move(key, element);
    } else this.#elements.delete(key);
  }

  /** Which of these are to be mounted: those in and near the view, the nearest to its middle when there are many. */
  readMounted(nodes: readonly StageNode[]): readonly Key[] {
    if (nodes.length <= MOUNTED_LIMIT / 2) return nodes.map((node) => node.key);
    const near: { key: Key; far: number }[] = [];
    for (const { key, at } of nodes) {
      const [x, y] = toView(this.camera, this.size, this.#live.get(key) ?? at);
      if (x < -MARGIN_PX || y < -MARGIN_PX || x > this.size.width + MARGIN_PX || y > this.size.height + MARGIN_PX) continue;
      near.push({ key, far: Math.hypot(x - this.size.width / 2, y - this.size.height / 2) });
    }
    const some = near.length > MOUNTED_LIMIT ? near.toSorted((a, b) => a.far - b.far).slice(0, MOUNTED_LIMIT) : near;
    return some.map(({ key }) => key);
  }

  /** The things within a rectangle of the view. */
  keysWithin(a: Point, b: Point): readonly Key[] {
    const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    return [...this.#nodes.keys()].filter((key) => {
      const [x, y] = toView(this.camera, this.size, this.positionOf(key) ?? [0, 0]);
      return x >= left && x <= right && y >= top && y <= bottom;
    });
  }

  /** Asks for a picture with the next frame; several asks are one. */
  paint(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.#parts.box;
    if (clientWidth === 0) return;
    this.size = { width: clientWidth, height: clientHeight };
    this.paint();
    this.#onCamera();
  }

  #move(key: Key, element: HTMLElement): void {
    const at = this.positionOf(key);
    const node = this.#nodes.get(key);
    if (!at || !node) return;
    const { zoom } = this.camera;
    const grown = node.card !== 'point' && zoom >= CARD_ZOOM ? ` scale(${zoom})` : '';
    element.style.transform = `translate(${Math.round(at[0] * zoom)}px, ${Math.round(at[1] * zoom)}px)${grown}`;
  }

  #boxOf(key: Key, tile: number): DrawnBox | undefined {
    const at = this.positionOf(key);
    const node = this.#nodes.get(key);
    if (!at || !node) return undefined;
    const { zoom } = this.camera;
    const card = node.card !== 'point' && zoom >= CARD_ZOOM;
    const half: Point = card ? [(node.size[0] * zoom) / 2, (node.size[1] * zoom) / 2] : [tile / 2, tile / 2];
    return { at: toView(this.camera, this.size, at), half, round: !card };
  }

  #draw(): void {
    const { box, layer, canvas } = this.#parts;
    const { camera, size } = this;
    const tile = tileOf(camera.zoom);
    const [x, y] = toView(camera, size, [0, 0]);
    layer.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    box.style.setProperty('--tile', `${tile}px`);
    box.style.setProperty('--grid', `${gridOf(camera.zoom)}px`);
    box.style.setProperty('--at-x', `${x}px`);
    box.style.setProperty('--at-y', `${y}px`);
    const detail = String(detailOf(camera.zoom));
    if (box.dataset['detail'] !== detail) box.dataset['detail'] = detail;
    const cards = camera.zoom >= CARD_ZOOM ? 'cards' : 'tiles';
    if (box.dataset['cards'] !== cards) box.dataset['cards'] = cards;
    for (const [key, element] of this.#elements) this.#move(key, element);
    this.#drawLinks(canvas, tile);
  }

  #drawLinks(canvas: HTMLCanvasElement, tile: number): void {
    const { width, height } = this.size;
    const sharp = devicePixelRatio;
    if (canvas.width !== Math.round(width * sharp) || canvas.height !== Math.round(height * sharp)) {
      canvas.width = Math.round(width * sharp);
      canvas.height = Math.round(height * sharp);
    }
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#colours ??= readColours(this.#parts.box);
    const boxes = new Map<Key, DrawnBox | undefined>();
    const boxOf = (key: Key): DrawnBox | undefined => {
      if (!boxes.has(key)) boxes.set(key, this.#boxOf(key, tile));
      return boxes.get(key);
    };
    const { zoom } = this.camera;
    const words = this.#edges.length <= WORDS_LIMIT && zoom >= 0.9;
    drawEdges(context, { edges: this.#edges, boxOf, ...this.#look, words, zoom, width, height }, this.#colours);
    if (this.#nodes.size <= this.#elements.size) return;
    context.fillStyle = this.#colours.link;
    for (const key of this.#nodes.keys()) {
      const dot = this.#elements.has(key) ? undefined : boxOf(key);
      if (dot) context.fillRect(dot.at[0] - 3, dot.at[1] - 3, 6, 6);
    }
  }
}

/** Dots of the ground every 24 to 48 pixels, at any zoom. */
function gridOf(zoom: number): number {
  const step = 24 * zoom;
  return step * 2 ** Math.ceil(Math.log2(24 / step));
}

function readColours(element: HTMLElement): EdgeColours {
  const style = getComputedStyle(element);
  // The canvas does not know light-dark(): a colour is read as what the page makes of it.
  const probe = element.appendChild(document.createElement('i'));
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { link: colour('--link'), accent: colour('--accent'), plate: colour('--surface-2'), text: colour('--text-2') };
  probe.remove();
  return { ...colours, font: `500 11px ${style.fontFamily}` };
}
