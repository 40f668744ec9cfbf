import type { EntityId, Key } from '@space/doc-schema';
import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Ask, MenuRequest, OpenPanel, PhonePlace, Progress, TextPlace, Toast } from './ui-types.ts';

/** Which theme a person chose; `system` follows the machine. */
export type ThemeChoice = 'system' | 'dark' | 'light';

/** What the person sees and holds in this tab. Nothing of it is in the document; what is worth keeping is kept on this machine. */
export interface UiState {
  readonly theme: ThemeChoice;
  /** Everything but the world hidden. */
  readonly bare: boolean;
  readonly left: boolean;
  readonly right: boolean;
  readonly leftTab: 'outline' | 'files' | 'system';
  readonly rightTab: 'inspect' | 'history';
  readonly launcher: boolean;
  readonly hints: boolean;
  readonly selection: readonly EntityId[];
  /** What the inspector shows when that is no entity: a file, a process, a symbol. Selecting an entity takes its place. */
  readonly inspected: Key | undefined;
  /** Where a file is to be shown when it is opened; counted, so that the same place can be asked for again. */
  readonly place: { readonly key: Key; readonly line: number; readonly count: number } | undefined;
  /** A key that the tree of its source is to bring into view. */
  readonly shown: { readonly key: Key; readonly count: number } | undefined;
  readonly hovered: EntityId | undefined;
  readonly mode: 'select' | 'fly';
  readonly gizmo: 'move' | 'turn' | 'size';
  /** Drawing a link from these: the next thing pointed at is its other end. */
  readonly linking: readonly Key[] | undefined;
  readonly peek: Key | undefined;
  readonly renaming: EntityId | undefined;
  readonly panels: readonly OpenPanel[];
  readonly palette: boolean;
  readonly ask: Ask | undefined;
  /** What is searched for in the search dialog; undefined while it is closed. */
  readonly searching: string | undefined;
  /** Where an opened text is to be shown. */
  readonly seeking: TextPlace | undefined;
  readonly menu: MenuRequest | undefined;
  readonly keySheet: boolean;
  readonly share: boolean;
  readonly naming: 'me' | 'world' | undefined;
  readonly toast: Toast | undefined;
  readonly progress: Progress | undefined;
  readonly phonePlace: PhonePlace;
  readonly trashShown: boolean;
  /** What is typed into the outline's filter, and the last of it that could be read as a query. */
  readonly filter: string;
  readonly asked: string;
  /** Bumped to ask the outline to bring the selection into view. */
  readonly revealed: number;
  /** Whether a text has the keyboard. */
  readonly typing: boolean;
  /** The view with keys of its own that has the keyboard. */
  readonly within: 'map' | 'list' | undefined;
  /** The part of the inspector asked for. */
  readonly inspecting: 'fields' | 'makers';
}

const KEPT = ['theme', 'bare', 'left', 'right', 'leftTab', 'launcher', 'hints'] as const;
type Kept = Pick<UiState, (typeof KEPT)[number]>;
const STORAGE_KEY = 'space:ui';

function readKept(): Partial<Kept> {
  try {
    const value: unknown = JSON.parse(globalThis.localStorage?.getItem(STORAGE_KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? pickKept(value as Partial<UiState>) : {};
  } catch {
    return {}; // nothing kept, or a browser that keeps nothing: start with the defaults
  }
}

function pickKept(state: Partial<UiState>): Partial<Kept> {
  return Object.fromEntries(KEPT.filter((key) => state[key] !== undefined).map((key) => [key, state[key]])) as Partial<Kept>;
}

const FRESH: UiState = {
  theme: 'system',
  bare: false,
  left: true,
  right: true,
  leftTab: 'outline',
  rightTab: 'inspect',
  launcher: true,
  hints: true,
  selection: [],
  inspected: undefined,
  place: undefined,
  shown: undefined,
  hovered: undefined,
  mode: 'select',
  gizmo: 'move',
  linking: undefined,
  peek: undefined,
  renaming: undefined,
  panels: [],
  palette: false,
  ask: undefined,
  searching: undefined,
  seeking: undefined,
  menu: undefined,
  keySheet: false,
  share: false,
  naming: undefined,
  toast: undefined,
  progress: undefined,
  phonePlace: 'world',
  trashShown: false,
  filter: '',
  asked: '',
  revealed: 0,
  typing: false,
  within: undefined,
  inspecting: 'fields',
};

/** The interface's state in this tab, as a hook and a store. */
export const useUi: UseBoundStore<StoreApi<UiState>> = create<UiState>()(() => ({ ...FRESH, ...readKept() }));

/** Reads the interface's state outside React. */
export const readUi = (): UiState => useUi.getState();

/** Changes part of the interface's state. */
export const setUi = (change: Partial<UiState>): void =>
  useUi.setState(change.selection && change.selection.length > 0 ? { inspected: undefined, ...change } : change);

/** Whether the inspector has something to show and its side is not hidden. */
export const isInspecting = (ui: UiState): boolean => ui.right && !ui.bare && (ui.selection.length > 0 || ui.inspected !== undefined);

let kept = '';
useUi.subscribe((state) => {
  const next = JSON.stringify(pickKept(state));
  if (next === kept) return;
  kept = next;
  try {
    globalThis.localStorage?.setItem(STORAGE_KEY, next);
  } catch {
    return; // a browser without storage: the choice holds until the tab closes
  }
});
