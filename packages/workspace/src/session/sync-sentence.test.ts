import type { ProviderStatus } from '@space/providers';
import { expect, test } from 'vitest';
import { readPlace, readSyncSentence } from './sync-sentence.ts';

const relay = (connection: ProviderStatus['connection'], pending = 0): ProviderStatus => ({ connection, pending });
const stored: ProviderStatus = { connection: 'loaded', pending: 0 };

test('it says saved only when nothing waits at either place', () => {
  expect(readSyncSentence(relay('connected'), stored).text).toBe('Saved here and on the relay');
  expect(readSyncSentence(relay('connected', 3), stored).text).toBe('Sending 3 edits');
  expect(readSyncSentence(relay('connected'), { connection: 'loaded', pending: 1 }).text).toBe('Sending 1 edit');
});

test('offline it counts what has to be sent', () => {
  expect(readSyncSentence(relay('offline', 12), stored)).toMatchObject({ tone: 'off', text: 'Offline, 12 edits to send' });
  expect(readSyncSentence(relay('offline'), stored).text).toBe('Offline, all saved here');
});

test('while it connects with edits waiting it does not claim to be done', () => {
  expect(readSyncSentence(relay('connecting', 2), stored).text).toBe('Offline, 2 edits to send');
});

test('a full disk is red without the relay and amber with it', () => {
  const full: ProviderStatus = { connection: 'loaded', pending: 2, problem: { code: 'disk-full', message: 'The disk is full.' } };
  expect(readSyncSentence(relay('offline', 2), full)).toMatchObject({ tone: 'stop', text: 'Not saved: disk is full' });
  expect(readSyncSentence(relay('connected'), full)).toMatchObject({ tone: 'off', text: 'Saved on the relay only: disk is full' });
});

test('a refusal is red and says that edits are kept here', () => {
  expect(readSyncSentence(relay('refused', 4), stored)).toMatchObject({
    tone: 'stop',
    text: 'Not sent: the relay refused this window, 4 edits kept here',
  });
});

test('a place has everything only when nothing is on the way to it, and says when it does not answer', () => {
  const words = { good: 'Everything has arrived', wait: 'It does not answer', bad: 'It refused' };
  expect(readPlace(relay('connected'), words)).toEqual({ icon: 'check', text: 'Everything has arrived' });
  expect(readPlace(relay('connected', 1), words)).toEqual({ icon: 'cloud-upload', text: '1 edit on the way' });
  expect(readPlace(relay('connected', 3), { ...words, silent: 'No answer yet' })).toEqual({ icon: 'cloud-alert', text: 'No answer yet' });
  expect(readPlace(relay('connected'), { ...words, silent: 'No answer yet' }).icon).toBe('check');
  expect(readPlace(relay('offline', 2), words).text).toBe('It does not answer; 2 to send');
});
