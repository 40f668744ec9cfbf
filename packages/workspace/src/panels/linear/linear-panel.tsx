import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Switch } from '../../parts/switch.tsx';
import { openSpeech } from './speech.ts';
import { type Exchange, useWalk } from './use-walk.ts';
import './linear.css';

/** Keys that say their letter at once while the transcript has the keyboard. */
const LETTERS = new Set(['n', 'p', 'b', 'u', 'h', 's', 'm', 'r', 'o', '?']);
const ARROWS: Readonly<Record<string, string>> = { ArrowDown: 'n', ArrowUp: 'p', ArrowLeft: 'b', ArrowRight: '1', Enter: 'o', Home: 'h' };

const QUICK = [
  ['p', 'Previous'],
  ['n', 'Next'],
  ['b', 'Back'],
  ['u', 'Up'],
  ['s', 'Again'],
  ['?', 'Help'],
] as const;

function Spoken({ exchange, onFollow }: { exchange: Exchange; onFollow: (number: string) => void }): ReactNode {
  return (
    <div className="linear-step">
      {exchange.said === '' ? null : <p className="linear-said">{exchange.said}</p>}
      {exchange.sentences.map((sentence, i) => {
        const number = /^(\d+): (.*)$/s.exec(sentence);
        const first = i === 0 && !number;
        // reason: the sentences of one answer never change, so that their place is their name.
        // oxlint-disable-next-line react/no-array-index-key
        const key = `${exchange.id}-${i}`;
        return number?.[1] ? (
          <button key={key} type="button" className="linear-link" onClick={() => onFollow(number[1] ?? '')}>
            <span className="key">{number[1]}</span>
            <span className="grow">{number[2]}</span>
          </button>
        ) : (
          <p key={key} className={first ? 'linear-head' : ''}>
            {sentence}
          </p>
        );
      })}
    </div>
  );
}

function useSpeech(): { on: boolean; fault: string | undefined; turn: (on: boolean) => void; say: (sentences: readonly string[]) => void } {
  const speech = useMemo(() => openSpeech(), []);
  const [on, setOn] = useState(false);
  const [fault, setFault] = useState(speech.refusal);
  const refuse = (reason: string): void => {
    setFault(reason);
    setOn(false);
  };
  useEffect(() => () => speech.stop(), [speech]);
  return {
    on,
    fault,
    turn: (next) => {
      setOn(next);
      setFault(speech.refusal);
      if (next) speech.say(['Speaking.'], refuse);
      else speech.stop();
    },
    say: (sentences) => {
      if (on) speech.say(sentences, refuse);
    },
  };
}

function Line({ onSay }: { onSay: (line: string) => void }): ReactNode {
  const [text, setText] = useState('');
  const [last, setLast] = useState('');
  return (
    <form
      className="panel-foot linear-foot"
      onSubmit={(event) => {
        event.preventDefault();
        onSay(text);
        if (text.trim() !== '') setLast(text);
        setText('');
      }}
    >
      <span className="field sunken grow">
        <input
          aria-label="Say a command"
          placeholder="find lamp, 2, set done, link blocks 3, ?"
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp' && text === '') setText(last);
            if (event.key !== 'Escape') event.stopPropagation();
          }}
        />
      </span>
      <Button type="submit" onClick={() => undefined}>
        Say
      </Button>
    </form>
  );
}

/** The graph as sentences: where you are, what is linked, and short words to move and change; for ears, fingers and screen readers. */
export function LinearPanel(): ReactNode {
  const speech = useSpeech();
  const { exchanges, say } = useWalk(speech.say);
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => log.current?.focus(), []);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [exchanges]);
  const press = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const line = ARROWS[event.key] ?? (LETTERS.has(event.key) || /^\d$/.test(event.key) ? event.key : undefined);
    if (line === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    say(line);
  };
  return (
    <div className="linear">
      <div className="linear-bar" role="toolbar" aria-label="Moves">
        {QUICK.map(([letter, label]) => (
          <Button key={letter} small look="quiet" keys={letter} onClick={() => say(letter)}>
            {label}
          </Button>
        ))}
        <span className="grow" />
        <label className="line small-text faint">
          Speak
          <Switch label="Speak the answers aloud" on={speech.on} off={false} onChange={speech.turn} />
        </label>
      </div>
      {speech.fault ? (
        <p className="linear-fault small-text" role="status">
          {speech.fault}
        </p>
      ) : null}
      <div ref={log} className="linear-log" role="log" aria-live="polite" aria-label="What was said" tabIndex={0} onKeyDown={press}>
        {exchanges.map((exchange) => (
          <Spoken key={exchange.id} exchange={exchange} onFollow={say} />
        ))}
      </div>
      <Line onSay={say} />
    </div>
  );
}
