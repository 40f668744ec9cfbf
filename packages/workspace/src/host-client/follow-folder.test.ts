import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followFolder, type FolderPlace } from './follow-folder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function openPlace() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const window = new EventTarget();
  const changes = new Set<() => void>();
  const status = { state: 'ready', reason: '', folder: undefined };
  const host = {
    status,
    subscribeChanges: (listener: () => void) => {
      changes.add(listener);
      return () => void changes.delete(listener);
    },
  };
  const read = vi.fn();
  const stop = followFolder({ window, document: page, host } as unknown as FolderPlace, read);
  return { page, window, changes, status, read, stop };
}

test('a list is read again when the window comes back, when a file changed, and every five seconds', () => {
  const { page, window, changes, read, stop } = openPlace();
  window.dispatchEvent(new Event('focus'));
  page.dispatchEvent(new Event('visibilitychange'));
  for (const told of changes) told();
  expect(read).toHaveBeenCalledTimes(3);
  vi.advanceTimersByTime(10_000);
  expect(read).toHaveBeenCalledTimes(5);
  stop();
  vi.advanceTimersByTime(10_000);
  window.dispatchEvent(new Event('focus'));
  expect(read).toHaveBeenCalledTimes(5);
  expect(changes.size).toBe(0);
});

test('nothing is asked while the page is hidden or the folder is away', () => {
  const { page, status, read, stop } = openPlace();
  page.visibilityState = 'hidden';
  vi.advanceTimersByTime(10_000);
  page.visibilityState = 'visible';
  status.state = 'away';
  vi.advanceTimersByTime(10_000);
  expect(read).not.toHaveBeenCalled();
  stop();
});
