import { expect, test } from 'vitest';
import { followNetwork } from './network.ts';

test('[W11] a lost and a found network are told at once, until nobody listens any more', () => {
  const source = new EventTarget();
  const heard: string[] = [];
  const stop = followNetwork({ lost: () => heard.push('lost'), back: () => heard.push('back') }, source);
  source.dispatchEvent(new Event('offline'));
  source.dispatchEvent(new Event('online'));
  stop();
  source.dispatchEvent(new Event('offline'));
  expect(heard).toEqual(['lost', 'back']);
});

test('[W11] where nothing tells of the network, following it does nothing', () => {
  expect(() => followNetwork({ lost: () => undefined, back: () => undefined }, {})()).not.toThrow();
});
