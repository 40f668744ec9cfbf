import { fileKey } from '@space/doc-schema';
import { beforeEach, expect, test, vi } from 'vitest';
import { FileBuffer } from './file-buffer.ts';

/** A folder of one file that answers as the host does. */
function openFolder(text: string) {
  const disk = { text: text as string | null, watcher: (_version: string | null): void => undefined, writes: 0 };
  const versionOf = (value: string): string =>
    Array.from(value)
      .reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1e9, 7)
      .toString(16)
      .padStart(64, '0');
  const request = vi.fn(async (method: string, params: { text?: string; expects?: string | null }) => {
    if (method === 'files.read') {
      if (disk.text === null) return { ok: false, error: { code: 'not-found', message: 'gone', data: {} } };
      return { ok: true, value: { text: disk.text, version: versionOf(disk.text), sizeBytes: disk.text.length } };
    }
    const current = disk.text === null ? null : versionOf(disk.text);
    if (params.expects !== current) return { ok: false, error: { code: 'conflict', message: 'changed', data: { version: current } } };
    disk.text = params.text ?? '';
    disk.writes += 1;
    return { ok: true, value: { version: versionOf(disk.text) } };
  });
  const host = {
    request,
    status: { state: 'ready', reason: '', folder: undefined },
    subscribe: () => () => undefined,
    watch: (_path: string, listener: (version: string | null) => void) => {
      disk.watcher = listener;
      return () => undefined;
    },
  };
  const change = async (next: string | null): Promise<void> => {
    disk.text = next;
    disk.watcher(next === null ? null : versionOf(next));
    await vi.waitFor(() => expect(request).toHaveBeenCalled());
    await Promise.resolve();
  };
  return { disk, host: host as unknown as ConstructorParameters<typeof FileBuffer>[0], change };
}

async function openBuffer(text: string) {
  const folder = openFolder(text);
  const buffer = new FileBuffer(folder.host, fileKey('space', 'a.txt'), 'a.txt');
  await vi.waitFor(() => expect(buffer.state.phase).toBe('ready'));
  return { ...folder, buffer };
}

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

test('a save writes what was typed and is clean after', async () => {
  const { buffer, disk } = await openBuffer('one');
  buffer.write('two');
  expect(buffer.state.dirty).toBe(true);
  await buffer.save();
  expect(disk.text).toBe('two');
  expect(buffer.state.dirty).toBe(false);
});

test('a change on disk flows into a clean editor', async () => {
  const { buffer, change } = await openBuffer('one');
  await change('changed outside');
  await vi.waitFor(() => expect(buffer.state.text).toBe('changed outside'));
  expect(buffer.state.conflict).toBeUndefined();
});

test('a change on disk under edits is shown and never overwritten', async () => {
  const { buffer, disk, change } = await openBuffer('one');
  buffer.write('mine');
  await change('theirs');
  await vi.waitFor(() => expect(buffer.state.conflict?.text).toBe('theirs'));
  expect(buffer.state.text).toBe('mine');
  await buffer.save();
  expect(disk.text).toBe('theirs');
});

test('keeping mine writes it over the version that was seen; taking the disk’s drops mine', async () => {
  const first = await openBuffer('one');
  first.buffer.write('mine');
  await first.change('theirs');
  await vi.waitFor(() => expect(first.buffer.state.conflict).toBeDefined());
  await first.buffer.settle('mine');
  expect(first.disk.text).toBe('mine');
  const second = await openBuffer('one');
  second.buffer.write('mine');
  await second.change('theirs');
  await vi.waitFor(() => expect(second.buffer.state.conflict).toBeDefined());
  await second.buffer.settle('disk');
  expect(second.buffer.state).toMatchObject({ text: 'theirs', dirty: false, conflict: undefined });
});

test('unsaved text comes back after a reload, with a conflict when the disk moved on', async () => {
  const { buffer, host, disk } = await openBuffer('one');
  buffer.write('typed');
  buffer.dispose();
  disk.text = 'moved on';
  const again = new FileBuffer(host, fileKey('space', 'a.txt'), 'a.txt');
  await vi.waitFor(() => expect(again.state.phase).toBe('ready'));
  expect(again.state).toMatchObject({ text: 'typed', dirty: true, conflict: { text: 'moved on' } });
});

test('a file that is gone can be written anew', async () => {
  const { buffer, disk, change } = await openBuffer('one');
  await change(null);
  expect(buffer.state.gone).toBe(true);
  await buffer.save();
  expect(disk.text).toBe('one');
});

test('a file deleted while the two texts stand side by side ends the choice, and saving writes it again', async () => {
  const { buffer, disk, change } = await openBuffer('one');
  buffer.write('mine');
  await change('theirs');
  await vi.waitFor(() => expect(buffer.state.conflict).toBeDefined());
  await change(null);
  expect(buffer.state).toMatchObject({ gone: true, dirty: true, conflict: undefined, text: 'mine' });
  await buffer.save();
  expect(disk.text).toBe('mine');
  expect(buffer.state).toMatchObject({ gone: false, dirty: false });
});

test('a file deleted unseen is told as gone by the save that meets it, and the next save writes it again', async () => {
  const { buffer, disk } = await openBuffer('one');
  buffer.write('mine');
  disk.text = null;
  await buffer.save();
  expect(buffer.state).toMatchObject({ gone: true, dirty: true, conflict: undefined, problem: undefined });
  await buffer.save();
  expect(disk.text).toBe('mine');
});

test('keeping mine after the disk’s text was deleted meets no second choice', async () => {
  const { buffer, disk, change } = await openBuffer('one');
  buffer.write('mine');
  await change('theirs');
  await vi.waitFor(() => expect(buffer.state.conflict).toBeDefined());
  disk.text = null;
  await buffer.settle('mine');
  expect(buffer.state).toMatchObject({ gone: true, dirty: true, conflict: undefined });
});
