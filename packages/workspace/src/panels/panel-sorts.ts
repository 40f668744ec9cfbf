import { type Entity, entityIdOf, type Key } from '@space/doc-schema';

/** The name of a sort of panel; `panel-bodies.tsx` says what each shows. */
export type PanelSortName = 'entity' | 'file' | 'map' | 'list' | 'linear' | 'query' | 'card';

/** One sort of panel: which keys it shows and how large it opens, CSS pixels. */
export interface PanelSort {
  readonly name: PanelSortName;
  /** `entity` is what the key names in the document, if it names one. */
  readonly fits: (key: Key, entity: Entity | undefined) => boolean;
  readonly size: { readonly width: number; readonly height: number };
}

/** The linear view’s own key: it is a part of the program, not of the world. */
export const LINEAR_VIEW: Key = 'view:linear' as Key;

const ANY_ENTITY: PanelSort = { name: 'entity', fits: (key) => entityIdOf(key) !== undefined, size: { width: 400, height: 380 } };
const ANY_KEY: PanelSort = { name: 'card', fits: () => true, size: { width: 400, height: 240 } };

/** Panels of one kind of entity, or of a scheme of keys; the first that fits shows. */
const SORTS: readonly PanelSort[] = [
  { name: 'file', fits: (key) => key.startsWith('file:'), size: { width: 560, height: 480 } },
  { name: 'map', fits: (_key, entity) => entity?.kind === 'map', size: { width: 940, height: 620 } },
  { name: 'query', fits: (_, entity) => entity?.kind === 'query', size: { width: 420, height: 480 } },
  { name: 'list', fits: (_key, entity) => entity?.kind === 'list', size: { width: 400, height: 520 } },
  { name: 'linear', fits: (key) => key === LINEAR_VIEW, size: { width: 620, height: 520 } },
];

/** Which sort of panel shows a key. */
export const panelSortOf = (key: Key, entity: Entity | undefined): PanelSort =>
  [...SORTS, ANY_ENTITY].find((sort) => sort.fits(key, entity)) ?? ANY_KEY;
