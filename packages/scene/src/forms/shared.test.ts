import { describe, expect, it, vi } from 'vitest';
import { SharedObjects } from './shared.ts';

describe('shared GPU objects', () => {
  it('[S1] equal descriptions share one object, the last release disposes it', () => {
    const shared = new SharedObjects();
    const make = vi.fn(() => ({ dispose: vi.fn() }));
    const first = shared.get('box 1 1 1', make);
    const second = shared.get('box 1 1 1', make);
    expect(second).toBe(first);
    const a = shared.hold('box 1 1 1', first);
    const b = shared.hold('box 1 1 1', second);
    a();
    expect(first.dispose).not.toHaveBeenCalled();
    b();
    expect(first.dispose).toHaveBeenCalledTimes(1);
    expect(shared.size).toBe(0);
  });
});
