import { type EntityId, entityIdOf, type Key } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { KeyChip } from '../parts/key-chip.tsx';
import { lazyPart } from '../parts/lazy-part.tsx';
import type { PanelSortName } from './panel-sorts.ts';

const EntityPanel = lazyPart(() => import('./editor/entity-panel.tsx').then((module) => module.EntityPanel));
const FilePanel = lazyPart(() => import('./editor/file-panel.tsx').then((module) => module.FilePanel));
const LinearPanel = lazyPart(() => import('./linear/linear-panel.tsx').then((module) => module.LinearPanel));
const ListPanel = lazyPart(() => import('./list/list-panel.tsx').then((module) => module.ListPanel));
const MapPanel = lazyPart(() => import('./map/map-panel.tsx').then((module) => module.MapPanel));
const QueryPanel = lazyPart(() => import('./query/query-panel.tsx').then((module) => module.QueryPanel));

/** What each sort of panel shows, in the HUD and in the world; `autoFocus` for the panel in front. */
export const PANEL_BODIES: Readonly<Record<PanelSortName, (key: Key, autoFocus: boolean) => ReactNode>> = {
  entity: (key, autoFocus) => <EntityPanel id={entityIdOf(key) as EntityId} autoFocus={autoFocus} />,
  file: (key, autoFocus) => <FilePanel fileKey={key} autoFocus={autoFocus} />,
  linear: () => <LinearPanel />,
  list: (key) => <ListPanel id={entityIdOf(key) as EntityId} />,
  map: (key) => <MapPanel id={entityIdOf(key) as EntityId} />,
  query: (key) => <QueryPanel id={entityIdOf(key) as EntityId} />,
  card: (key) => (
    <p className="panel-bars">
      <KeyChip target={key} />
    </p>
  ),
};
