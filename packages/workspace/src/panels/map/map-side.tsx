import type { Key } from '@space/doc-schema';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { openKey } from '../../commands/open.ts';
import { Icon } from '../../parts/icon.tsx';
import { useSession } from '../../session/session-context.ts';
import type { MapStage } from './map-stage.ts';
import { pick, togglePick, usePicked } from './pick.ts';
import type { MapThing } from './read-scene.ts';

const ROW_PX = 24;

/** How many of each kind, the most first. */
function countKinds(things: readonly MapThing[]): readonly (readonly [kind: string, count: number, icon: string])[] {
  const counts = new Map<string, { count: number; icon: string }>();
  for (const { kind, icon } of things) counts.set(kind, { count: (counts.get(kind)?.count ?? 0) + 1, icon });
  return [...counts]
    .map(([kind, { count, icon }]) => [kind, count, icon] as const)
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** What kinds are on the map; a press dims all others. */
function Kinds({
  things,
  only,
  onOnly,
}: {
  things: readonly MapThing[];
  only: string | undefined;
  onOnly: (kind: string | undefined) => void;
}): ReactNode {
  const { graph } = useSession();
  const kinds = useMemo(() => countKinds(things), [things]);
  if (kinds.length < 2) return null;
  return (
    <section aria-label="Kinds on this map">
      <div className="group-head">On this map</div>
      {kinds.slice(0, 8).map(([kind, count, icon]) => (
        <button
          key={kind}
          type="button"
          className={`row dense ${only === kind ? 'on' : ''}`}
          aria-pressed={only === kind}
          onClick={() => onOnly(only === kind ? undefined : kind)}
        >
          <Icon name={icon} size={14} kind={kind} />
          <span className="cut">{kind === 'missing' ? 'Gone' : (graph.kinds.get(kind)?.title ?? kind)}</span>
          <span className="tail num">{count}</span>
        </button>
      ))}
    </section>
  );
}

interface SideProps {
  readonly things: readonly MapThing[];
  readonly fitting: readonly MapThing[];
  readonly stage: MapStage | undefined;
  readonly only: string | undefined;
  readonly onOnly: (kind: string | undefined) => void;
}

interface RowProps {
  readonly row: MapThing;
  readonly index: number;
  readonly top: number;
  readonly on: boolean;
  readonly onGo: (more: boolean) => void;
}

function ThingRow({ row, index, top, on, onGo }: RowProps): ReactNode {
  const session = useSession();
  return (
    <div
      id={`map-row-${index}`}
      role="option"
      aria-selected={on}
      aria-label={`${row.title}, ${row.kind}, ${row.links === 1 ? '1 link here' : `${row.links} links here`}`}
      className={`row dense tree-row ${on ? 'on' : ''}`}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 8 }}
      onClick={(event) => onGo(event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={() => openKey(session, row.key)}
    >
      <Icon name={row.icon} size={14} kind={row.kind} />
      <span className={`cut ${row.stale ? 'faint' : ''}`}>{row.title}</span>
      <span className="tail num">{row.links > 0 ? row.links : ''}</span>
    </div>
  );
}

/** What fits the filter, by title: arrows move, Enter opens, each move shows the thing on the map. */
function Rows({ things, fitting, stage }: Pick<SideProps, 'things' | 'fitting' | 'stage'>): ReactNode {
  const session = useSession();
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const picked = usePicked();
  const rows = useMemo(() => fitting.toSorted((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true })), [fitting]);
  // reason: the window is read in this component and handed to no memoised child, so that nothing goes stale.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 10 });
  const go = (index: number, more = false): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setAt(rows.indexOf(row));
    if (more) togglePick(row.key);
    else pick([row.key]);
    stage?.reveal(row.key);
    virtual.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  };
  const press = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    const key: Key | undefined = rows[at]?.key;
    if (to !== undefined) go(to);
    else if (event.key === 'Enter' && key) openKey(session, key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className="group-head">
        Things <span className="faint num">{rows.length === things.length ? rows.length : `${rows.length} of ${things.length}`}</span>
      </div>
      <div
        ref={box}
        role="listbox"
        aria-label="Things on this map"
        tabIndex={0}
        className="map-rows"
        aria-activedescendant={rows[at] ? `map-row-${at}` : undefined}
        onKeyDown={press}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row ? (
              <ThingRow
                key={row.key}
                row={row}
                index={item.index}
                top={item.start}
                on={picked.has(row.key)}
                onGo={(more) => go(item.index, more)}
              />
            ) : null;
          })}
        </div>
      </div>
    </>
  );
}

/** The map as a list, for finding and for whoever sees no map. */
export function MapSide({ things, fitting, stage, only, onOnly }: SideProps): ReactNode {
  return (
    <aside className="map-side" aria-label="The map as a list">
      <Kinds things={things} only={only} onOnly={onOnly} />
      <Rows things={things} fitting={fitting} stage={stage} />
    </aside>
  );
}
