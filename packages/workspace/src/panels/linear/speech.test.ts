import { expect, test } from 'vitest';
import { openSpeech } from './speech.ts';

test('[3.14] where the browser cannot speak the reason is told, and nothing is thrown', () => {
  const speech = openSpeech(undefined);
  const heard: string[] = [];
  speech.say(['Board, panel.'], (reason) => heard.push(reason));
  speech.stop();
  expect(speech.refusal).toContain('cannot speak');
  expect(heard).toEqual([speech.refusal]);
});

test('[3.14] where no voice is installed saying so takes the place of silence', () => {
  const none = { cancel: () => undefined, getVoices: () => [], speak: () => undefined } as unknown as SpeechSynthesis;
  const heard: string[] = [];
  openSpeech(none).say(['Board, panel.'], (reason) => heard.push(reason));
  expect(heard).toEqual([expect.stringContaining('no voice')]);
});
