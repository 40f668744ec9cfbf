import { type EntityId, entityIdOf, entityKey, type Key } from '@space/doc-schema';
import { readStale } from '@space/doc-schema/maps';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { saveFilter } from './map-acts.ts';
import { keysOf, runCommand } from '../../commands/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { textOf } from '../../parts/words.ts';
import { useQuery, useQueryResults } from '../query/use-query.ts';
import { useEntity, useGraphVersion } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { entriesOf } from '../../shell/launcher.tsx';
import { readUi, useUi } from '../../ui/ui-state.ts';
import { loadCamera, saveCamera } from './keep-camera.ts';
import { MapSide } from './map-side.tsx';
import type { MapStage } from './map-stage.ts';
import { MapView } from './map-view.tsx';
import { offerMap, useOtherPicks } from './open-maps.ts';
import { readPicked } from './pick.ts';
import { fitsFilter, keepThings, type MapScene, type MapThing, readScene, SHOWN_LIMIT } from './read-scene.ts';
import { type Arranging, useArrange } from './use-arrange.ts';
import './map.css';

const MORE = [
  'map.add',
  'map.fold',
  'map.pin',
  'map.card',
  'map.open-card',
  'map.tile',
  'map.tree',
  'map.layout.free',
  'map.layout.force',
  'map.prune',
];

/** From here on the list stands beside the map; as in map.css. */
const WIDE_PX = 760;

function useScene(map: Key): MapScene {
  const { graph } = useSession();
  const version = useGraphVersion();
  const entity = useEntity(entityIdOf(map));
  const relations = entity?.properties.relations;
  const before = useRef<readonly MapThing[]>([]);
  return useMemo(() => {
    const names = version >= 0 && Array.isArray(relations) ? relations.filter((name) => typeof name === 'string') : [];
    const scene = readScene(graph, map, names);
    before.current = keepThings(before.current, scene.things);
    return { ...scene, things: before.current };
  }, [graph, map, version, relations]);
}

interface Filter {
  readonly text: string;
  readonly only: string | undefined;
  readonly fitting: readonly MapThing[];
  readonly dimmed: ReadonlySet<Key>;
  readonly setText: (text: string) => void;
  readonly setOnly: (kind: string | undefined) => void;
}

/** What fits the typed query and the pressed kind; the rest is dimmed, not hidden. It begins as the map keeps it. */
function useFilter(scene: MapScene, kept: string): Filter {
  const { graph } = useSession();
  const [text, setText] = useState(kept);
  const [only, setOnly] = useState<string | undefined>();
  useEffect(() => setText(kept), [kept]);
  const query = useQuery(text);
  const results = useQueryResults(query);
  const { fitting, dimmed } = useMemo(() => {
    if (text.trim() === '' && only === undefined) return { fitting: scene.things, dimmed: new Set<Key>() };
    const found = results && results.query === query ? new Set<Key>(results.ids.map(entityKey)) : undefined;
    const fits = fitsFilter(graph, text, found);
    const some = scene.things.filter((thing) => (only === undefined || thing.kind === only) && fits(thing));
    const kept_ = new Set(some.map((thing) => thing.key));
    return { fitting: some, dimmed: new Set(scene.things.flatMap((thing) => (kept_.has(thing.key) ? [] : [thing.key]))) };
  }, [graph, scene, text, only, query, results]);
  return { text, only, fitting, dimmed, setText, setOnly };
}

interface HeadProps {
  readonly map: Key;
  readonly filter: Filter;
  readonly total: number;
  readonly kept: string;
  readonly field: React.RefObject<HTMLInputElement | null>;
  readonly side: boolean;
  readonly onSide: () => void;
}

/** The filter, how much fits it, and whether the list stands beside the map. */
function Head({ map, filter, total, kept, field, side, onSide }: HeadProps): ReactNode {
  const session = useSession();
  const { text, only, fitting, setText, setOnly } = filter;
  const filtered = text !== '' || only !== undefined;
  return (
    <div className="map-head">
      <IconButton
        small
        icon="list-tree"
        on={side}
        label={side ? 'Hide the list of things' : 'Show the map as a list'}
        aria-pressed={side}
        onClick={onSide}
      />
      <TextField
        label="Find on this map"
        placeholder="Find on this map: words, or a query such as task state:open"
        icon="search"
        sunken
        small
        className="grow"
        inputRef={field}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') setText('');
        }}
        after={
          filtered ? (
            <IconButton small icon="x" tip={false} label="Clear the filter" onClick={() => (setText(''), setOnly(undefined))} />
          ) : null
        }
      />
      <span className="faint num small-text" role="status">
        {filtered ? `${fitting.length} of ${total}` : total === 1 ? '1 thing' : `${total} things`}
      </span>
      {text === kept ? null : (
        <Button small onClick={() => saveFilter(session, map, text)}>
          Save
        </Button>
      )}
    </div>
  );
}

function Busy({ arranging }: { arranging: Arranging }): ReactNode {
  const { progress = 0, stop } = arranging;
  const percent = Math.round(progress * 100);
  return (
    <div className="island map-bar">
      <span className="map-busy">
        Arranging, {percent} %
        <span
          className="progress"
          role="progressbar"
          aria-label="Arranging the map"
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${percent}%` }} />
        </span>
      </span>
      <Button small onClick={() => stop()}>
        Stop here
      </Button>
    </div>
  );
}

/** The verbs of the map, at the bottom of it. */
function Bar({ arranging }: { arranging: Arranging }): ReactNode {
  const session = useSession();
  const selected = useUi((ui) => ui.selection.length);
  const others = useOtherPicks((state) => state.keys.length);
  if (arranging.progress !== undefined) return <Busy arranging={arranging} />;
  const none = selected + others === 0 ? 'Pick something on the map first.' : undefined;
  const tool = (id: string, label: string, icon: string, off?: string): ReactNode => (
    <Button small look="quiet" icon={icon} keys={keysOf(session, id)} off={off} onClick={() => void runCommand(session, id)}>
      {label}
    </Button>
  );
  return (
    <div className="island map-bar" role="toolbar" aria-label="Map">
      {tool('map.expand', 'Show neighbours', 'split', none)}
      {tool('link.draw', 'Link', 'spline', none)}
      <Button small look="quiet" icon="x" keys="Backspace" off={none} onClick={() => void runCommand(session, 'map.take-out')}>
        Take out
      </Button>
      <span className="upright" />
      {tool('map.arrange', 'Arrange', 'wand-sparkles')}
      {tool('map.fit', 'Fit', 'maximize')}
      <MenuButton
        label="More for this map"
        side="top"
        align="end"
        wide
        entries={entriesOf(session, MORE)}
        trigger={
          <button type="button" className="icon-button small" aria-label="More for this map">
            <Icon name="ellipsis" />
          </button>
        }
      />
    </div>
  );
}

function Empty({ hidden }: { hidden: number }): ReactNode {
  const session = useSession();
  return (
    <div className="map-empty">
      <Icon name="waypoints" size={20} />
      <p>{hidden > 0 ? `All ${hidden} things of this map are hidden.` : 'Things and their links will stand here, where you put them.'}</p>
      <Button small icon="plus" onClick={() => void runCommand(session, 'map.add')}>
        Put something on it
      </Button>
      <span className="faint small-text">or drag rows here from the outline or the files</span>
    </div>
  );
}

/** What is worth a word about the map as a whole. */
function Notices({ map, scene }: { map: Key; scene: MapScene }): ReactNode {
  const session = useSession();
  const stale = useMemo(
    () => (scene.things.some((thing) => thing.stale) ? readStale(session.graph, map).length : 0),
    [session, map, scene],
  );
  return (
    <div className="map-notices">
      {stale > 0 ? (
        <span className="chip warning tall">
          {stale === 1 ? '1 thing is gone' : `${stale} things are gone`}
          <Button small look="quiet" onClick={() => void runCommand(session, 'map.prune')}>
            Take out
          </Button>
        </span>
      ) : null}
      {scene.things.length >= SHOWN_LIMIT ? <span className="chip tall">The first {SHOWN_LIMIT} are shown</span> : null}
      {scene.hidden > 0 && scene.things.length < SHOWN_LIMIT ? <span className="chip tall">{scene.hidden} hidden</span> : null}
    </div>
  );
}

/** Makes the map known to the commands and keeps where this person looked. */
function useHandle(
  map: Key,
  stage: MapStage | undefined,
  now: { readonly arranging: Arranging; readonly scene: MapScene },
  field: React.RefObject<HTMLInputElement | null>,
): void {
  const { region } = useSession();
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    if (!stage) return undefined;
    const camera = loadCamera(region, map);
    if (camera) stage.setCamera(camera);
    const stop = offerMap({
      key: map,
      picked: () => readPicked().filter((key) => latest.current.scene.nodes.some((node) => node.key === key)),
      fit: () => stage.fit(),
      arrange: (how) => latest.current.arranging.start(how),
      stop: () => latest.current.arranging.stop(),
      find: () => field.current?.focus(),
    });
    const keep = (): void => saveCamera(region, map, stage.camera);
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
      stop();
    };
  }, [region, map, stage, field]);
}

/** A map: a named, saved view on the graph. Taking something out of it never deletes it. */
export function MapPanel({ id }: { id: EntityId }): ReactNode {
  const map = entityKey(id);
  const session = useSession();
  const entity = useEntity(id);
  const scene = useScene(map);
  const kept = textOf(entity?.properties.filter);
  const filter = useFilter(scene, kept);
  const [stage, setStage] = useState<MapStage | undefined>();
  // Beside a narrow map the list would take the room; there it is asked for.
  const [side, setSide] = useState(() => (readUi().panels.find((panel) => panel.key === map)?.width ?? 0) >= WIDE_PX);
  const arranging = useArrange(map, stage, scene);
  const field = useRef<HTMLInputElement>(null);
  const onStage = useCallback((next: MapStage | undefined) => setStage(next), []);
  useHandle(map, stage, { arranging, scene }, field);
  const filled = scene.things.length > 0;
  // A map seen for the first time is seen whole.
  useEffect(() => {
    if (stage && filled && !loadCamera(session.region, map)) requestAnimationFrame(() => stage.fit());
  }, [stage, filled, session, map]);
  if (!entity) return <p className="panel-bars faint">It is not in this world, or has not arrived yet.</p>;
  return (
    <div className={`map-panel ${side ? 'with-side' : ''}`}>
      <Head map={map} filter={filter} total={scene.things.length} kept={kept} field={field} side={side} onSide={() => setSide(!side)} />
      <div className="map-body">
        {side ? <MapSide things={scene.things} fitting={filter.fitting} stage={stage} only={filter.only} onOnly={filter.setOnly} /> : null}
        <div className="map-ground">
          <MapView
            map={map}
            title={entity.title}
            scene={scene}
            dimmed={filter.dimmed}
            stage={stage}
            onStage={onStage}
            arranging={arranging.progress !== undefined}
          />
          {filled ? null : <Empty hidden={scene.hidden} />}
          <Notices map={map} scene={scene} />
          {filled ? <Bar arranging={arranging} /> : null}
        </div>
      </div>
    </div>
  );
}
