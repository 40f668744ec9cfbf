import { entityIdOf, type Key } from '@space/doc-schema';
import { memo, type MouseEvent, type PointerEvent, type ReactNode, useCallback } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { useHolder } from '../../session/hooks.ts';
import { MapCard } from './map-card.tsx';
import type { MapStage } from './map-stage.ts';
import type { MapThing } from './read-scene.ts';

/** What a tile is drawn with. The functions must stay the same, so that only what changed is drawn again. */
export interface MapNodeProps {
  readonly thing: MapThing;
  readonly map: Key;
  readonly stage: MapStage;
  readonly selected: boolean;
  readonly dimmed: boolean;
  readonly onPress: (event: PointerEvent, key: Key) => void;
  readonly onResize: (event: PointerEvent, key: Key) => void;
  readonly onOpen: (key: Key) => void;
  readonly onMenu: (event: MouseEvent, key: Key) => void;
  readonly onHover: (key: Key | undefined) => void;
}

/** What a screen reader says of a thing on a map. */
const sayThing = (thing: MapThing): string =>
  [
    thing.title,
    thing.kind,
    thing.links === 1 ? '1 link here' : `${thing.links} links here`,
    ...(thing.place.pinned ? ['pinned'] : []),
    ...(thing.stale ? [thing.stale] : []),
  ].join(', ');

function Holder({ thing }: { thing: MapThing }): ReactNode {
  const holder = useHolder(entityIdOf(thing.key) ?? ('' as never));
  if (!holder) return null;
  return (
    <span className="map-holder" style={{ '--person': `var(--person-${holder.colour})` } as React.CSSProperties}>
      {holder.name}
    </span>
  );
}

/** One thing on a map: a tile in its kind’s colour with its name below, or a card. */
export const MapNode: React.NamedExoticComponent<MapNodeProps> = memo(function MapNode(props: MapNodeProps): ReactNode {
  const { thing, map, stage, selected, dimmed, onPress, onResize, onOpen, onMenu, onHover } = props;
  const { key, place } = thing;
  const attach = useCallback((element: HTMLElement | null) => stage.attach(key, element), [stage, key]);
  const card = place.card !== 'point';
  const size = place.card === 'open' ? { '--card-width': `${place.size[0]}px`, '--card-height': `${place.size[1]}px` } : {};
  const look = [selected && 'on', dimmed && 'dimmed', thing.stale && 'stale', card && 'card'].filter((name) => typeof name === 'string');
  return (
    <div
      ref={attach}
      id={`map-${map}-${key}`}
      role="option"
      aria-selected={selected}
      aria-label={sayThing(thing)}
      data-file-key={entityIdOf(key) ? undefined : key}
      className={`map-node kind-of-${thing.kind} ${look.join(' ')}`}
      style={size as React.CSSProperties}
      onPointerDown={(event) => onPress(event, key)}
      onDoubleClick={() => onOpen(key)}
      onContextMenu={(event) => onMenu(event, key)}
      onPointerEnter={() => onHover(key)}
      onPointerLeave={() => onHover(undefined)}
    >
      <span className="map-tile">
        <Icon name={thing.icon} size={20} />
        {place.pinned ? <span className="map-pin" title="Pinned: a layout leaves it here" /> : null}
      </span>
      {card ? (
        <div className="map-card">
          <MapCard thing={thing} map={map} onResize={(event) => onResize(event, key)} />
        </div>
      ) : null}
      <span className="map-label">{thing.title}</span>
      <Holder thing={thing} />
    </div>
  );
});
