import { complete, type QueryFault, type Suggestion, type Suggestions } from '@space/doc-schema/query';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { useSession } from '../../session/session-context.ts';
import { useFaults } from './use-query.ts';
import './query.css';

interface FieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onLeave?: () => void;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
}

/** What is offered at the caret, and which of it is marked; -1 for none. */
interface Offer extends Suggestions {
  readonly marked: number;
}

interface Completion {
  readonly offer: Offer | undefined;
  ask(text: string, at: number): void;
  move(by: number): void;
  close(): void;
  take(item: Suggestion): void;
}

function useCompletion(input: RefObject<HTMLInputElement | null>, text: string, onText: (text: string) => void): Completion {
  const { queries } = useSession();
  const [offer, setOffer] = useState<Offer | undefined>();
  const ask = (typed: string, at: number): void => {
    const found = complete(typed, at, queries);
    setOffer(found.items.length > 0 ? { ...found, marked: -1 } : undefined);
  };
  return {
    offer,
    ask,
    move: (by) =>
      setOffer(
        (now) => now && { ...now, marked: (now.marked + by + now.items.length + (now.marked < 0 && by < 0 ? 1 : 0)) % now.items.length },
      ),
    close: () => setOffer(undefined),
    take: (item) => {
      if (!offer) return;
      const at = offer.from + item.insert.length;
      const next = text.slice(0, offer.from) + item.insert + text.slice(offer.to);
      onText(next);
      // The caret goes behind what was put in once the field shows it.
      requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
      if (item.insert.endsWith(':')) ask(next, at);
      else setOffer(undefined);
    },
  };
}

/** What a key does in the field, or undefined when it is none of its own. */
function actOf(
  event: KeyboardEvent<HTMLInputElement>,
  completion: Completion,
  text: string,
  onText: (text: string) => void,
): (() => void) | undefined {
  const { offer } = completion;
  if (event.key === ' ' && event.ctrlKey) return () => completion.ask(text, event.currentTarget.selectionStart ?? text.length);
  if (!offer) return event.key === 'Escape' && text !== '' ? () => onText('') : undefined;
  const marked = offer.items[offer.marked];
  const first = marked ?? offer.items[0];
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    Escape: completion.close,
    ArrowDown: () => completion.move(1),
    ArrowUp: () => completion.move(-1),
    Enter: marked ? () => completion.take(marked) : completion.close,
    Tab: first && !event.shiftKey ? () => completion.take(first) : undefined,
  };
  return acts[event.key];
}

/** The text again, unseen, with what cannot be read underlined: it lies behind the field's own. */
function Marks({ text, faults, scrollPx }: { text: string; faults: readonly QueryFault[]; scrollPx: number }): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const fault of faults) {
    if (fault.from < at) continue;
    parts.push(text.slice(at, fault.from), <u key={fault.from}>{text.slice(fault.from, fault.to) || ' '}</u>);
    at = fault.to;
  }
  return (
    <span className="query-marks" aria-hidden="true">
      <span style={{ transform: `translateX(${-scrollPx}px)` }}>{parts}</span>
    </span>
  );
}

function Offers({ id, completion }: { id: string; completion: Completion }): ReactNode {
  const { offer, take } = completion;
  if (!offer) return null;
  return (
    <div id={id} role="listbox" aria-label="Ways to go on" className="menu query-offers">
      {offer.items.map((item, i) => (
        <div
          key={item.insert}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === offer.marked}
          className={`menu-item ${i === offer.marked ? 'marked' : ''}`}
          // The field keeps the keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => take(item)}
          onKeyDown={(event) => event.key === 'Enter' && take(item)}
        >
          <span className="cut query-word">{item.label}</span>
          <span className="tail faint small-text cut">{item.about}</span>
        </div>
      ))}
    </div>
  );
}

function Faults({ id, faults, onPick }: { id: string; faults: readonly QueryFault[]; onPick: (fault: QueryFault) => void }): ReactNode {
  return (
    <span id={id} role="status" className="column">
      {faults.slice(0, 3).map((fault) => (
        <button key={`${fault.from} ${fault.message}`} type="button" className="help bad query-fault" onClick={() => onPick(fault)}>
          <Icon name="circle-alert" size={14} />
          <span>{fault.message}</span>
        </button>
      ))}
    </span>
  );
}

/**
 * A line for a query: what can come next is offered while typing (arrows, Tab, Enter; Ctrl+Space asks), what cannot be read is
 * underlined where it stands and said below.
 */
export function QueryField({ label, placeholder, text, onText, onLeave, before, after }: FieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [scrollPx, setScrollPx] = useState(0);
  const faults = useFaults(text);
  const completion = useCompletion(input, text, onText);
  const { offer } = completion;
  const pick = (fault: QueryFault): void => {
    input.current?.focus();
    input.current?.setSelectionRange(fault.from, Math.max(fault.to, fault.from));
  };
  return (
    <span className="column query-field">
      <span className={`field sunken ${faults.length > 0 ? 'bad' : ''}`}>
        {before}
        <span className="query-input">
          {faults.length > 0 ? <Marks text={text} faults={faults} scrollPx={scrollPx} /> : null}
          <input
            ref={input}
            type="text"
            aria-label={label}
            aria-invalid={faults.length > 0 || undefined}
            aria-describedby={faults.length > 0 ? `${id}-faults` : undefined}
            aria-autocomplete="list"
            aria-controls={offer ? `${id}-offers` : undefined}
            aria-activedescendant={offer && offer.marked >= 0 ? `${id}-offers-${offer.marked}` : undefined}
            placeholder={placeholder}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            value={text}
            onChange={(event) => {
              const { value, selectionStart } = event.currentTarget;
              onText(value);
              if (/\S$/u.test(value.slice(0, selectionStart ?? value.length))) completion.ask(value, selectionStart ?? value.length);
              else completion.close();
            }}
            onScroll={(event) => setScrollPx(event.currentTarget.scrollLeft)}
            onBlur={() => {
              completion.close();
              onLeave?.();
            }}
            onKeyDown={(event) => {
              const act = actOf(event, completion, text, onText);
              if (!act) return;
              event.preventDefault();
              event.stopPropagation();
              act();
            }}
          />
        </span>
        {after}
      </span>
      <Offers id={`${id}-offers`} completion={completion} />
      <Faults id={`${id}-faults`} faults={faults} onPick={pick} />
    </span>
  );
}
