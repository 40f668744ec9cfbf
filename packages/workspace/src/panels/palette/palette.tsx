import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { KeyCaps } from '../../parts/key-caps.tsx';
import { useSession } from '../../session/session-context.ts';
import { momentOf } from '../../ui/time.ts';
import { readUi, setUi, useUi } from '../../ui/ui-state.ts';
import type { AskOption } from '../../ui/ui-types.ts';
import { findFileRows, type PaletteRow, readAskRows, readContextName, readPaletteRows } from './palette-rows.ts';
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

function Row({ row, text }: { row: PaletteRow; text: string }): ReactNode {
  const run = (): void => {
    const before = readUi().ask;
    row.run();
    // A question may ask the next one: then the palette stays.
    if (readUi().ask === before) setUi({ palette: false, ask: undefined });
  };
  return (
    <Command.Item className="row palette-row" value={row.id} onSelect={run}>
      {row.colour ? <span className="swatch" style={{ background: row.colour }} /> : <Icon name={row.icon} kind={row.kind} />}
      <span className="cut">
        {markHits(text, row.title).map((part, i) => (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={i} className={part.hit ? 'hit' : ''}>
            {part.text}
          </span>
        ))}
      </span>
      {row.sub ? <span className="faint cut small-text">{row.sub}</span> : null}
      <span className="tail">
        <Tail row={row} />
      </span>
    </Command.Item>
  );
}

function useRows(text: string): readonly PaletteRow[] {
  const session = useSession();
  const ask = useUi((ui) => ui.ask);
  const selection = useUi((ui) => ui.selection);
  const [files, setFiles] = useState<readonly PaletteRow[]>([]);
  const [found, setFound] = useState<readonly AskOption[]>([]);
  useEffect(() => {
    let live = true;
    const timer = setTimeout(() => {
      if (ask) void ask.find?.(text).then((options) => live && setFound(options));
      else void findFileRows(session, text).then((rows) => live && setFiles(rows));
    }, FIND_MS);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [session, ask, text]);
  return useMemo(
    () => (ask ? readAskRows(ask, text, found) : [...readPaletteRows(session, text), ...(text.trim() === '' ? [] : files)]),
    // The selection is what the rows are about, though it is read inside.
    [session, ask, text, files, found, selection],
  );
}

function Foot({ row }: { row: PaletteRow | undefined }): ReactNode {
  return (
    <div className="palette-foot">
      <span>
        <KeyCaps keys="ArrowUp+ArrowDown" />
        choose
      </span>
      <span>
        <KeyCaps keys="Enter" />
        {row?.section === 'Commands' ? 'run' : row?.entity || row?.section === 'Files' ? 'open' : 'take'}
      </span>
      {row?.entity ? (
        <span>
          <KeyCaps keys="Tab" />
          choose entity
        </span>
      ) : null}
      <span className="grow" />
      {row?.undoable === undefined ? null : (
        <span>
          <Icon name={row.undoable ? 'undo-2' : 'info'} size={14} />
          {row.undoable ? 'can be undone' : 'changes nothing in the world'}
        </span>
      )}
    </div>
  );
}

/** Everything by name: commands for what is selected, entities, files; and every question a command asks. */
export function Palette(): ReactNode {
  const session = useSession();
  const ask = useUi((ui) => ui.ask);
  useUi((ui) => ui.selection);
  const [text, setText] = useState('');
  const [value, setValue] = useState('');
  const rows = useRows(text);
  useEffect(() => setText(''), [ask]);
  useEffect(() => setValue(rows[0]?.id ?? ''), [rows]);
  const sections = [...new Set(rows.map((row) => row.section))];
  const current = rows.find((row) => row.id === value);
  const context = ask ? undefined : readContextName(session);
  const close = (): void => setUi({ palette: false, ask: undefined });
  const keyed = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || !current?.entity || event.shiftKey) return;
    event.preventDefault();
    setUi({ selection: [current.entity] });
    setText('');
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup
          className="palette"
          aria-label={ask?.title ?? 'Search and commands'}
          initialFocus={() => document.querySelector<HTMLElement>('.palette input')}
        >
          <Command
            label={ask?.title ?? 'Search and commands'}
            shouldFilter={false}
            value={value}
            onValueChange={setValue}
            onKeyDown={keyed}
            loop
          >
            <div className="palette-field">
              <Icon name="search" className="faint" />
              <Command.Input className="grow" placeholder={ask?.hint ?? 'Search, or say what to do'} value={text} onValueChange={setText} />
              {context ? (
                <span className="chip tall">
                  <Icon name={context.icon} size={12} kind={context.kind} />
                  <span className="cut" style={{ maxWidth: 200 }}>
                    {context.title}
                  </span>
                </span>
              ) : null}
            </div>
            <Command.List className="palette-list">
              <Command.Empty className="palette-empty">
                {ask?.free ? 'Nothing of that name. Type the value itself.' : 'Nothing fits. Try another word, or fewer.'}
              </Command.Empty>
              {sections.map((section) => (
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
          <Foot row={current} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
