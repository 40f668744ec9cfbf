import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { KeyCaps } from '../../parts/key-caps.tsx';
import { useSession } from '../../session/session-context.ts';
import { momentOf } from '../../ui/time.ts';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import type { Ask } from '../../ui/ui-types.ts';
import { useSearch, useSearchStatus } from '../../search/use-search.ts';
import { progressSentence } from '../../search/search-words.ts';
import { Marked, SnippetLine } from '../../search/marked.tsx';
import { takeTypedAhead } from '../../ui/typed-ahead.ts';
import { findFileRows, MAX_ENTITIES, type PaletteRow, readAskRows, readContextName, readPaletteRows } from './palette-rows.ts';
import { markHits } from './rank.ts';

const FIND_MS = 120;

function Tail({ row }: { row: PaletteRow }): ReactNode {
  const { graph } = useSession();
  if (row.keys) return <KeyCaps keys={row.keys} />;
  const source = row.entity ? graph.provenance(row.entity, 'title') : undefined;
  if (!source?.name) return null;
  return (
    <span>
      {source.name}
      {source.time ? `, ${momentOf(source.time)}` : ''}
    </span>
  );
}

/** A title with the letters that were typed marked. */
function Typed({ text, title }: { text: string; title: string }): ReactNode {
  return markHits(text, title).map((part, i) => (
    // oxlint-disable-next-line react/no-array-index-key
    <span key={i} className={part.hit ? 'hit' : ''}>
      {part.text}
    </span>
  ));
}

function Row({ row, text }: { row: PaletteRow; text: string }): ReactNode {
  const run = (): void => {
    const before = readUi().ask;
    row.run();
    // A question may ask the next one: then the palette stays.
    if (readUi().ask === before) setUi({ palette: false, ask: undefined });
  };
  return (
    <Command.Item className={`row palette-row ${row.snippet ? 'tall' : ''}`} value={row.id} onSelect={run}>
      {row.colour ? <span className="swatch" style={{ background: row.colour }} /> : <Icon name={row.icon} kind={row.kind} />}
      <span className="cut palette-title">
        {row.marks ? <Marked text={row.title} marks={row.marks} /> : <Typed text={text} title={row.title} />}
      </span>
      {row.sub ? <span className="faint cut small-text">{row.sub}</span> : null}
      <span className="tail">
        <Tail row={row} />
      </span>
      {row.snippet ? (
        <span className="palette-snippet cut">
          <SnippetLine snippet={row.snippet} />
        </span>
      ) : null}
    </Command.Item>
  );
}

/** What is found elsewhere for a typed text, a moment later; what was found for another text is not shown. */
function useFoundLater<T>(text: string, find: ((text: string) => Promise<readonly T[]>) | undefined): readonly T[] {
  const [found, setFound] = useState<{ readonly text: string; readonly rows: readonly T[] }>({ text: '', rows: [] });
  useEffect(() => {
    if (!find) return undefined;
    let live = true;
    const timer = setTimeout(() => void find(text).then((rows) => live && setFound({ text, rows })), FIND_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [text, find]);
  return found.text === text ? found.rows : [];
}

function useRows(text: string, ask: Ask | undefined): readonly PaletteRow[] {
  const session = useSession();
  // The rows are about what is selected: they are read again when that changes.
  const selection = useUi((ui) => ui.selection);
  const findFiles = useCallback((typed: string) => findFileRows(session, typed), [session]);
  const files = useFoundLater(text, ask ? undefined : findFiles);
  const found = useFoundLater(text, ask?.find);
  const things = useSearch(ask ? '' : text, MAX_ENTITIES);
  return useMemo(
    () => (ask ? readAskRows(ask, text, found) : [...readPaletteRows(session, text, selection, things), ...files]),
    [session, ask, text, files, found, selection, things],
  );
}

function Does({ undoable }: { undoable: boolean }): ReactNode {
  return (
    <span>
      <Icon name={undoable ? 'undo-2' : 'info'} size={14} />
      {undoable ? 'can be undone' : 'changes nothing in the world'}
    </span>
  );
}

const verbOf = (row: PaletteRow | undefined): string =>
  row?.section === 'Commands' ? 'run' : row?.entity || row?.section === 'Files' ? 'open' : 'take';

/** Says that more may be found in a moment, or that nothing will be. */
function Progress(): ReactNode {
  const sentence = progressSentence(useSearchStatus());
  return sentence ? (
    <span role="status">
      <Icon name="info" size={14} />
      {sentence}
    </span>
  ) : null;
}

function Foot({ row, asks }: { row: PaletteRow | undefined; asks: boolean }): ReactNode {
  return (
    <div className="palette-foot">
      <span>
        <KeyCaps keys="ArrowUp+ArrowDown" />
        choose
      </span>
      <span>
        <KeyCaps keys="Enter" />
        {verbOf(row)}
      </span>
      {row?.entity ? (
        <span>
          <KeyCaps keys="Tab" />
          choose entity
        </span>
      ) : null}
      <span className="grow" />
      {asks ? null : <Progress />}
      {row?.undoable === undefined ? null : <Does undoable={row.undoable} />}
    </div>
  );
}

function ContextChip(): ReactNode {
  const session = useSession();
  const selection = useUi((ui) => ui.selection);
  const context = readContextName(session, selection);
  if (!context) return null;
  return (
    <span className="chip tall">
      <Icon name={context.icon} size={12} kind={context.kind} />
      <span className="cut" style={{ maxWidth: 200 }}>
        {context.title}
      </span>
    </span>
  );
}

/** The search dialog's own key works from here too, and takes along what was typed. */
const isSearchKey = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === 'f';

function Finder({ ask }: { ask: Ask | undefined }): ReactNode {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  useEffect(() => takeTypedAhead((letters) => setText((typed) => typed + letters)), []);
  const rows = useRows(text, ask);
  const current = rows.find((row) => row.id === chosen) ?? rows[0];
  const label = ask?.title ?? 'Search and commands';
  const keyed = (event: KeyboardEvent): void => {
    if (!ask && isSearchKey(event)) {
      event.preventDefault();
      setUi({ searching: text, palette: false });
    }
    if (event.key !== 'Tab' || !current?.entity || event.shiftKey) return;
    event.preventDefault();
    setUi({ selection: [current.entity] });
    setText('');
  };
  return (
    <>
      <Command label={label} shouldFilter={false} value={current?.id ?? ''} onValueChange={setChosen} onKeyDown={keyed} loop>
        <div className="palette-field">
          <Icon name="search" className="faint" />
          <Command.Input
            autoFocus
            className="grow"
            placeholder={ask?.hint ?? 'Search, or say what to do'}
            value={text}
            onValueChange={setText}
          />
          {ask ? null : <ContextChip />}
        </div>
        <Command.List className="palette-list">
          <Command.Empty className="palette-empty">
            {ask?.free ? 'Nothing of that name. Type the value itself.' : 'Nothing fits. Try another word, or fewer.'}
          </Command.Empty>
          {[...new Set(rows.map((row) => row.section))].map((section) => (
            <Command.Group key={section} heading={section}>
              {rows
                .filter((row) => row.section === section)
                .map((row) => (
                  <Row key={row.id} row={row} text={text} />
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
      <Foot row={current} asks={ask !== undefined} />
    </>
  );
}

/** Everything by name: commands for what is selected, entities, files; and every question a command asks. */
export function Palette(): ReactNode {
  const ask = useUi((ui) => ui.ask);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && setUi({ palette: false, ask: undefined })}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="palette"
          aria-label={ask?.title ?? 'Search and commands'}
          initialFocus={() => document.querySelector<HTMLElement>('.palette input')}
        >
          <Finder key={ask?.title ?? ''} ask={ask} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
