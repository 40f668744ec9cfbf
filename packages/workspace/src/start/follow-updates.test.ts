import { expect, test, vi } from 'vitest';
import { readUi } from '../ui/ui-state.ts';
import { followUpdates, tellUpdated } from './follow-updates.ts';

test('a part that is gone is told until no one listens any more', () => {
  const place = new EventTarget();
  const tell = vi.fn();
  const stop = followUpdates(place, tell);
  place.dispatchEvent(new Event('vite:preloadError'));
  expect(tell).toHaveBeenCalledOnce();
  stop();
  place.dispatchEvent(new Event('vite:preloadError'));
  expect(tell).toHaveBeenCalledOnce();
});

test('the notice of an update stays and offers to reload', () => {
  tellUpdated();
  expect(readUi().toast).toMatchObject({ text: 'Space was updated. Reload to go on.', stays: true, action: { label: 'Reload' } });
});
