import type { Key } from '@space/doc-schema';
import type { HostClient } from '../../host-client/host-client.ts';
import { machineStorage } from '../../start/machine-storage.ts';

/** A file as it is being edited here. */
export interface FileState {
  readonly phase: 'loading' | 'ready' | 'refused';
  /** Why it is not shown, as a sentence. */
  readonly reason: string;
  /** What stands in the editor. */
  readonly text: string;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** The disk holds something else than what was last read here, and there are edits here. */
  readonly conflict: { readonly text: string; readonly version: string } | undefined;
  /** The file is gone from the disk; saving writes it anew. */
  readonly gone: boolean;
  /** Why the last save was refused. */
  readonly problem: string | undefined;
}

const FIRST: FileState = {
  phase: 'loading',
  reason: '',
  text: '',
  dirty: false,
  saving: false,
  conflict: undefined,
  gone: false,
  problem: undefined,
};
const DRAFT_MS = 400;

interface Draft {
  readonly text: string;
  readonly version: string | null;
}

function readDraft(name: string): Draft | undefined {
  try {
    const raw: unknown = JSON.parse(machineStorage.read(name) ?? 'null');
    if (typeof raw !== 'object' || raw === null) return undefined;
    const { text, version } = raw as Record<string, unknown>;
    return typeof text === 'string' && (typeof version === 'string' || version === null) ? { text, version } : undefined;
  } catch {
    return undefined; // damaged: as if no draft was kept
  }
}

/**
 * One open file: what the disk has, what was typed, and how the two meet again. Never overwrites what it has not read: a save names the
 * version it replaces. Unsaved text is kept on this machine until it is saved or given up.
 */
export class FileBuffer {
  readonly key: Key;
  readonly path: string;
  readonly #host: Pick<HostClient, 'request' | 'watch' | 'subscribe' | 'status'>;
  readonly #draftName: string;
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #state: FileState = FIRST;
  #diskText = '';
  #version: string | null = null;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether unsaved text is kept on this machine, so that leaving loses nothing. */
  draftKept = true;

  constructor(host: Pick<HostClient, 'request' | 'watch' | 'subscribe' | 'status'>, key: Key, path: string) {
    this.#host = host;
    this.key = key;
    this.path = path;
    this.#draftName = `space:draft:${key}`;
    this.#stops.push(host.watch(path, (version) => void this.#diskChanged(version)));
    this.#stops.push(host.subscribe(() => this.#state.phase !== 'ready' && host.status.state === 'ready' && void this.load()));
    void this.load();
  }

  get state(): FileState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Reads the file; edits kept from an earlier visit come back as edits. */
  async load(): Promise<boolean> {
    const answer = await this.#host.request('files.read', { path: this.path });
    const draft = readDraft(this.#draftName);
    if (!answer.ok) {
      if (draft && answer.error.code === 'not-found') this.#set({ phase: 'ready', text: draft.text, dirty: true, gone: true });
      else this.#set({ phase: 'refused', reason: answer.error.message });
      return false;
    }
    this.#diskText = answer.value.text;
    this.#version = answer.value.version;
    this.#set({ phase: 'ready', reason: '', text: answer.value.text, dirty: false, gone: false, conflict: undefined });
    if (draft && draft.text !== answer.value.text) {
      this.#set({ text: draft.text, dirty: true });
      if (draft.version !== answer.value.version) this.#set({ conflict: { text: answer.value.text, version: answer.value.version } });
    } else machineStorage.remove(this.#draftName);
    return true;
  }

  /** What was typed. */
  write(text: string): void {
    if (text === this.#state.text) return;
    this.#set({ text, dirty: text !== this.#diskText || this.#state.gone });
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => this.keepDraft(), DRAFT_MS);
  }

  /** Keeps unsaved text on this machine now. */
  keepDraft(): void {
    clearTimeout(this.#draftTimer);
    if (!this.#state.dirty) {
      machineStorage.remove(this.#draftName);
      this.draftKept = true;
    } else this.draftKept = machineStorage.write(this.#draftName, JSON.stringify({ text: this.#state.text, version: this.#version }));
  }

  /** Writes to disk if the disk still has what was read; else shows the conflict and writes nothing. */
  async save(): Promise<void> {
    if (this.#state.phase !== 'ready' || this.#state.saving || !this.#state.dirty) return;
    const { text, gone } = this.#state;
    this.#set({ saving: true, problem: undefined });
    const answer = await this.#host.request('files.write', { path: this.path, text, expects: gone ? null : this.#version });
    if (answer.ok) {
      this.#diskText = text;
      this.#version = answer.value.version;
      this.#set({ saving: false, gone: false, conflict: undefined, dirty: this.#state.text !== text });
      this.keepDraft();
    } else if (answer.error.code === 'conflict') {
      this.#set({ saving: false });
      await this.#meetDisk();
    } else this.#set({ saving: false, problem: answer.error.message });
  }

  /** Ends a conflict: `mine` is written over the disk's, `disk` replaces what was typed. */
  async settle(choice: 'mine' | 'disk'): Promise<void> {
    const { conflict } = this.#state;
    if (!conflict) return;
    this.#version = conflict.version;
    this.#diskText = conflict.text;
    if (choice === 'disk') {
      this.#set({ text: conflict.text, dirty: false, conflict: undefined });
      this.keepDraft();
      return;
    }
    this.#set({ conflict: undefined, dirty: true });
    await this.save();
  }

  dispose(): void {
    this.keepDraft();
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
  }

  async #diskChanged(version: string | null): Promise<void> {
    if (this.#state.phase !== 'ready' || this.#state.saving) return;
    if (version === null) this.#lost();
    else if (version !== this.#version || this.#state.gone) await this.#meetDisk();
  }

  /** The file is gone: there is nothing left to choose between, and what stands in the editor is all there is. */
  #lost(): void {
    this.#set({ gone: true, dirty: true, conflict: undefined, problem: undefined });
    this.keepDraft();
  }

  /** The disk has another version: it flows in where nothing was typed, else the two stand side by side. */
  async #meetDisk(): Promise<void> {
    const answer = await this.#host.request('files.read', { path: this.path });
    if (!answer.ok && answer.error.code === 'not-found') return this.#lost();
    if (!answer.ok) return this.#set({ problem: answer.error.message });
    const { text, version } = answer.value;
    const typed = this.#state.dirty && !(this.#state.gone && this.#state.text === this.#diskText);
    if (typed && this.#state.text !== text) return this.#set({ conflict: { text, version }, gone: false });
    this.#diskText = text;
    this.#version = version;
    this.#set({ text, dirty: false, gone: false, conflict: undefined });
    this.keepDraft();
  }

  #set(change: Partial<FileState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The open files of a window, one buffer a file however many places show it. */
export class FileBuffers {
  readonly #host: HostClient;
  readonly #open = new Map<Key, { readonly buffer: FileBuffer; users: number }>();

  constructor(host: HostClient) {
    this.#host = host;
  }

  /** The buffer of a file; `release` it when the place that shows it goes. */
  acquire(key: Key, path: string): FileBuffer {
    const known = this.#open.get(key) ?? { buffer: new FileBuffer(this.#host, key, path), users: 0 };
    known.users += 1;
    this.#open.set(key, known);
    return known.buffer;
  }

  release(key: Key): void {
    const known = this.#open.get(key);
    if (!known) return;
    known.users -= 1;
    if (known.users > 0) return;
    known.buffer.dispose();
    this.#open.delete(key);
  }

  /** Keeps all unsaved text; false when some of it could not be kept. */
  keepAll(): boolean {
    let kept = true;
    for (const { buffer } of this.#open.values()) {
      buffer.keepDraft();
      kept &&= buffer.draftKept;
    }
    return kept;
  }
}
