import { entityIdOf, type Key } from '@space/doc-schema';
import type { MapPlace } from '@space/doc-schema/maps';
import { type ReactNode, Suspense } from 'react';
import { setCard } from './map-acts.ts';
import { IconButton } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { Icon } from '../../parts/icon.tsx';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { readText, sayValue } from '../../parts/words.ts';
import { useEntity } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import type { MapThing } from './read-scene.ts';

const EntityPanel = lazyPart(() => import('../editor/entity-panel.tsx').then((module) => module.EntityPanel));
const FilePanel = lazyPart(() => import('../editor/file-panel.tsx').then((module) => module.FilePanel));

/** Letters of a text on a card. */
const PREVIEW = 160;

function Preview({ thing }: { thing: MapThing }): ReactNode {
  const { graph } = useSession();
  const id = entityIdOf(thing.key);
  const entity = useEntity(id);
  if (thing.stale) return <p className="map-card-text">{thing.stale} Take it out with Backspace.</p>;
  if (!id || !entity) return <p className="map-card-text">{thing.key}</p>;
  const text = readText(graph.text(id, 'body')).slice(0, PREVIEW);
  const { due, text: query } = entity.properties;
  const done = entity.properties.state === 'done';
  return (
    <>
      <div className="line map-card-title">
        {entity.kind === 'task' ? (
          <Check
            label={`Done: ${entity.title}`}
            on={done}
            onChange={(on) =>
              graph.edit({ title: `${on ? 'Finish' : 'Open'} ${entity.title}` }, (edit) => edit.set(id, 'state', on ? 'done' : 'open'))
            }
          />
        ) : null}
        <span className="cut">{entity.title}</span>
      </div>
      <p className="map-card-text">{text !== '' ? text : typeof query === 'string' ? query : ''}</p>
      <span className="map-card-foot">
        <span>{due ? `due ${sayValue(due)}` : ''}</span>
        <span>{thing.links === 1 ? '1 link here' : `${thing.links} links here`}</span>
      </span>
    </>
  );
}

function Head({ thing, map }: { thing: MapThing; map: Key }): ReactNode {
  const session = useSession();
  const { place, title } = thing;
  const entity = useEntity(entityIdOf(thing.key));
  const state = entity?.properties.state;
  const open = place.card === 'open';
  const turn = (card: MapPlace['card']): void => setCard(session, map, [thing.key], card);
  return (
    <div className="map-card-head">
      <Icon name={thing.icon} size={14} kind={thing.kind} />
      <span className="cut grow">{session.graph.kinds.get(thing.kind)?.title ?? thing.kind}</span>
      {typeof state === 'string' ? <span className={`chip ${state === 'open' ? 'accent' : ''}`}>{state}</span> : null}
      <IconButton
        small
        tip={false}
        icon={open ? 'minus' : 'maximize'}
        label={open ? `Show ${title} as a card` : `Open ${title} on the map`}
        onClick={() => turn(open ? 'card' : 'open')}
      />
      <IconButton small tip={false} icon="x" label={`Show ${title} as a tile`} onClick={() => turn('point')} />
    </div>
  );
}

/** The thing itself, to work in. */
function Inside({ thing }: { thing: MapThing }): ReactNode {
  const id = entityIdOf(thing.key);
  if (id) return <EntityPanel id={id} />;
  return thing.key.startsWith('file:') ? <FilePanel fileKey={thing.key} /> : <Preview thing={thing} />;
}

/** A thing of a map as a card: its first lines, or, open, the thing itself to work in. */
export function MapCard({ thing, map, onResize }: { thing: MapThing; map: Key; onResize: (event: React.PointerEvent) => void }): ReactNode {
  const open = thing.place.card === 'open';
  return (
    <>
      <Head thing={thing} map={map} />
      {open && !thing.stale ? (
        <div className="map-card-open" onPointerDown={(event) => event.stopPropagation()}>
          <Suspense fallback={<p className="faint panel-bars">Opening…</p>}>
            <Inside thing={thing} />
          </Suspense>
        </div>
      ) : (
        <div className="map-card-body">
          <Preview thing={thing} />
        </div>
      )}
      {open ? <span className="panel-size" aria-hidden="true" onPointerDown={onResize} /> : null}
    </>
  );
}
