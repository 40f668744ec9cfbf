import { expect, test } from 'vitest';
import { isLoopback, readAddress, writeInvite, writeThingLink } from './address.ts';

test('an address gives its region and the secrets of its fragment', () => {
  expect(readAddress('/w/wAbc123', '#key=k%2B1&host=t')).toEqual({ region: 'wAbc123', accessKey: 'k+1', hostToken: 't', at: undefined });
});

test('an address without a region or with a strange one gives none', () => {
  expect(readAddress('/', '').region).toBe('');
  expect(readAddress('/w/../etc', '').region).toBe('');
});

test('an invite reads back as the address it was made from', () => {
  const url = new URL(writeInvite('http://localhost:8787', 'wAbc', 'a+b&c'));
  expect(readAddress(url.pathname, url.hash)).toMatchObject({ region: 'wAbc', accessKey: 'a+b&c' });
});

test('a link to a thing carries no access key', () => {
  const url = new URL(writeThingLink('http://localhost:8787', 'wAbc', 'entity:x1'));
  expect(readAddress(url.pathname, url.hash)).toEqual({ region: 'wAbc', accessKey: undefined, hostToken: undefined, at: 'entity:x1' });
});

test('loopback names are known as such', () => {
  expect(['localhost', '127.0.0.1', '::1', 'a.localhost'].every(isLoopback)).toBe(true);
  expect(isLoopback('lantern.example')).toBe(false);
});
