import type { EntityId, Key } from '@space/doc-schema';

/** An editor or entity panel that hangs in the HUD. */
export interface OpenPanel {
  readonly key: Key;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A sentence at the bottom, with at most one thing to do about it. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly icon?: string;
  /** It stays until it is answered or another one comes. */
  readonly stays?: boolean;
  readonly action?: { readonly label: string; readonly keys?: string; run(): void };
}

/** One answer the palette offers to a question. */
export interface AskOption {
  readonly id: string;
  readonly label: string;
  readonly sub?: string;
  readonly icon?: string;
  readonly kind?: string;
  readonly colour?: string;
}

/** A question put through the palette: pick from a list, or type a line when `free` is set. */
export interface Ask {
  readonly title: string;
  readonly hint: string;
  readonly undoable: boolean;
  readonly options: readonly AskOption[];
  readonly free?: (text: string) => AskOption | undefined;
  /** More options found elsewhere (files of the folder) for a typed text. */
  readonly find?: (text: string) => Promise<readonly AskOption[]>;
  choose(option: AskOption): void;
}

/** Where a context menu opens and what it is about. */
export interface MenuRequest {
  readonly x: number;
  readonly y: number;
  readonly about:
    | { readonly type: 'entities'; readonly ids: readonly EntityId[] }
    | { readonly type: 'key'; readonly key: Key }
    | { readonly type: 'ground' };
  readonly ground?: readonly [number, number, number] | undefined;
  /** The entity whose list or board the row was in, when it was in one. */
  readonly container?: Key | undefined;
}

/** The five places at the bottom of a phone; `add` is an act, not a place. */
export type PhonePlace = 'world' | 'outline' | 'inspect' | 'people';

/** Something that takes a while: how far it is, and how to stop it. */
export interface Progress {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** Absent until it has taken long enough for someone to want it. */
  readonly cancel?: (() => void) | undefined;
}

/** A place in the text of a thing, to be shown and selected when its editor is there. */
export interface TextPlace {
  readonly key: Key;
  readonly property: string;
  /** Code units from the start of the text. */
  readonly from: number;
  readonly to: number;
  /** What stood there when it was found. */
  readonly quote: string;
}
