/** Says sentences aloud. */
export interface Speech {
  /** Why nothing can be said aloud here, as a sentence; undefined where it can. */
  readonly refusal: string | undefined;
  /** Says these and nothing of what was being said before. `onFault` hears the reason where the machine cannot. */
  say(sentences: readonly string[], onFault: (reason: string) => void): void;
  stop(): void;
}

const NO_SYNTHESIS = 'This browser cannot speak. A screen reader reads these lines all the same.';
const NO_VOICE = 'This machine has no voice installed. A screen reader reads these lines all the same.';

/** The voices of this machine. Some browsers list them only a while after the first question, so nothing is refused for an empty list. */
export function openSpeech(synthesis: SpeechSynthesis | undefined = globalThis.speechSynthesis): Speech {
  if (!synthesis) return { refusal: NO_SYNTHESIS, say: (_sentences, onFault) => onFault(NO_SYNTHESIS), stop: () => undefined };
  return {
    refusal: undefined,
    say: (sentences, onFault) => {
      synthesis.cancel();
      if (synthesis.getVoices().length === 0) return onFault(NO_VOICE);
      for (const sentence of sentences) {
        const utterance = new SpeechSynthesisUtterance(sentence);
        utterance.onerror = (event) => {
          // Being cut off by the next sentence is no fault.
          if (event.error !== 'interrupted' && event.error !== 'canceled') onFault(`The voice stopped (${event.error}).`);
        };
        synthesis.speak(utterance);
      }
    },
    stop: () => synthesis.cancel(),
  };
}
