import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyCaps } from '../../parts/key-caps.tsx';
import { countSentence, levelSentence, progressSentence } from '../../search/search-words.ts';
import { type Found, useSearch, useSearchStatus } from '../../search/use-search.ts';
import { useSession } from '../../session/session-context.ts';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { takeTypedAhead } from '../../ui/typed-ahead.ts';
import './search-dialog.css';
import { type Result, type ResultGroup, useResults } from './results.ts';
import { ResultRow } from './result-row.tsx';
import { SearchHelp } from './search-help.tsx';

const LIMIT = 100;

const close = (): void => setUi({ searching: undefined });

/** How far the index is, with a bar while it grows and a way out where it stopped. */
function IndexState(): ReactNode {
  const { search } = useSession();
  const status = useSearchStatus();
  const sentence = progressSentence(status);
  if (!sentence) return null;
  return (
    <div className="search-state" role="status">
      <Icon name={status.phase === 'stopped' ? 'circle-alert' : 'info'} size={14} />
      <span>{sentence}</span>
      {status.phase === 'reading' ? (
        <span className="progress grow">
          <span style={{ width: `${status.total === 0 ? 0 : (status.done / status.total) * 100}%` }} />
        </span>
      ) : null}
      {status.phase === 'stopped' ? (
        <Button small onClick={() => search.retry()}>
          Start it again
        </Button>
      ) : null}
    </div>
  );
}

/** The kinds that were found, each with its count; one narrows the list. */
function KindFilter({
  kinds,
  kind,
  onKind,
}: {
  kinds: Readonly<Record<string, number>>;
  kind: string | undefined;
  onKind: (kind: string | undefined) => void;
}): ReactNode {
  const { graph } = useSession();
  const rows = Object.entries(kinds).toSorted(([, a], [, b]) => b - a);
  if (rows.length < 2 && !kind) return null;
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  const choice = (value: string | undefined, label: string, count: number): ReactNode => (
    <button
      key={label}
      type="button"
      role="radio"
      aria-checked={kind === value}
      className={`chip tall ${kind === value ? 'accent' : ''}`}
      onClick={() => onKind(value)}
    >
      {value ? <Icon name={graph.kinds.get(value)?.icon ?? 'circle'} kind={value} size={12} /> : null}
      {label}
      <span className="count">{count}</span>
    </button>
  );
  return (
    <div className="search-kinds" role="radiogroup" aria-label="Kinds">
      {choice(undefined, 'All', total)}
      {rows.map(([name, count]) => choice(name, graph.kinds.get(name)?.title ?? name, count))}
    </div>
  );
}

function Nothing({ text, found }: { text: string; found: Found }): ReactNode {
  const { phase } = useSearchStatus();
  if (text.trim() === '') return null;
  if (found.text !== text || phase === 'stopped') return null;
  return (
    <div className="palette-empty">
      {phase === 'reading'
        ? 'Nothing so far has these words. The rest of the world is still being read.'
        : 'Nothing here has these words. Try fewer of them, or only the beginning of one.'}
    </div>
  );
}

function Foot({ groups }: { groups: readonly ResultGroup[] }): ReactNode {
  if (groups.length === 0) return null;
  return (
    <div className="palette-foot">
      <span>
        <KeyCaps keys="ArrowUp+ArrowDown" />
        choose
      </span>
      <span>
        <KeyCaps keys="Enter" />
        open at its place
      </span>
      {groups.some((group) => group.revealable) ? (
        <span>
          <KeyCaps keys="Mod+Enter" />
          reveal in the world
        </span>
      ) : null}
    </div>
  );
}

/** Ctrl+Enter anywhere, and R where no text has the keyboard. */
function asksReveal(event: KeyboardEvent, inField: boolean): boolean {
  const held = event.ctrlKey || event.metaKey;
  return event.key === 'Enter' ? held : !inField && !held && event.key.toLowerCase() === 'r';
}

/** Keys beside those of every list: reveal, and back to the field. */
function keyed(event: KeyboardEvent, result: Result | undefined, field: HTMLInputElement | null): void {
  const inField = event.target instanceof HTMLInputElement;
  if (asksReveal(event, inField) && result?.reveal) result.reveal();
  else if (!inField && event.key === '/') field?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function Results({
  text,
  found,
  groups,
  onTry,
}: {
  text: string;
  found: Found;
  groups: readonly ResultGroup[];
  onTry: (example: string) => void;
}): ReactNode {
  return (
    <Command.List className="palette-list search-list" tabIndex={0}>
      {groups.length === 0 ? <Nothing text={text} found={found} /> : null}
      {groups.map((group) => (
        <Command.Group key={group.title} heading={`${group.title} · ${group.count}`}>
          {group.results.map((result) => (
            <ResultRow key={result.id} result={result} />
          ))}
        </Command.Group>
      ))}
      {text.trim() === '' ? <SearchHelp onTry={onTry} /> : null}
    </Command.List>
  );
}

function Finder(): ReactNode {
  const [text, setText] = useState(() => useUi.getState().searching ?? '');
  const [kind, setKind] = useState<string | undefined>();
  const [picked, setPicked] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const found = useSearch(text, LIMIT, kind);
  const groups = useResults(text, found, kind);
  useEffect(() => takeTypedAhead((letters) => setText((typed) => typed + letters)), []);
  const results = groups.flatMap((group) => group.results);
  const ids = results.map((result) => result.id);
  const chosen = ids.includes(picked) ? picked : (ids[0] ?? '');
  const attempt = (example: string): void => {
    setText(example);
    input.current?.focus();
  };
  const near = found.answer && levelSentence(found.answer);
  return (
    <>
      <Command
        label="Search everything"
        shouldFilter={false}
        value={chosen}
        onValueChange={setPicked}
        onKeyDown={(event) =>
          keyed(
            event,
            results.find((result) => result.id === chosen),
            input.current,
          )
        }
        loop
      >
        <div className="palette-field">
          <Icon name="search" className="faint" />
          <Command.Input
            ref={input}
            autoFocus
            className="grow"
            placeholder="Words in titles, texts, tags, code and messages"
            value={text}
            onValueChange={setText}
          />
          {found.answer && text.trim() !== '' ? (
            <span className="faint small-text" role="status">
              {countSentence(found.answer.total)}
            </span>
          ) : null}
          <IconButton icon="x" label="Close" keys="Esc" onClick={close} />
        </div>
        {found.answer && text.trim() !== '' ? <KindFilter kinds={found.answer.kinds} kind={kind} onKind={setKind} /> : null}
        <IndexState />
        {near ? <p className="search-near">{near}</p> : null}
        <Results text={text} found={found} groups={groups} onTry={attempt} />
      </Command>
      <Foot groups={groups} />
    </>
  );
}

/** Everything that has certain words, with the lines they stand in. */
export function SearchDialog(): ReactNode {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="palette search"
          aria-label="Search everything"
          initialFocus={() => document.querySelector<HTMLElement>('.search input')}
        >
          <Finder />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
