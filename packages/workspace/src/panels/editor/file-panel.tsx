import type { Key } from '@space/doc-schema';
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { fileNameOf, readFileKey } from '../../host-client/file-source.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { Button } from '../../parts/button.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useHostStatus } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { hasSymbols } from '../../symbols/symbol.ts';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { SymbolsBar } from '../sources/symbols-bar.tsx';
import { diffLines } from './diff-lines.ts';
import type { FileBuffer, FileState } from './file-buffer.ts';

const CodeEditor = lazyPart(() => import('./code-editor.tsx').then((module) => module.CodeEditor));

/** The buffer of a file while a place shows it: taken when the place comes, released when it goes. */
function useBuffer(key: Key, path: string): FileBuffer | undefined {
  const { buffers } = useSession();
  const held = useRef<FileBuffer | undefined>(undefined);
  const subscribe = useCallback(
    (listener: () => void) => {
      const buffer = buffers.acquire(key, path);
      held.current = buffer;
      const stop = buffer.subscribe(listener);
      listener();
      return () => {
        stop();
        held.current = undefined;
        buffers.release(key);
      };
    },
    [buffers, key, path],
  );
  return useSyncExternalStore(subscribe, () => held.current);
}

const NONE: FileState = {
  phase: 'loading',
  reason: '',
  text: '',
  dirty: false,
  saving: false,
  conflict: undefined,
  gone: false,
  problem: undefined,
};

function useBufferState(buffer: FileBuffer | undefined): FileState {
  const subscribe = useCallback((listener: () => void) => buffer?.subscribe(listener) ?? ((): void => undefined), [buffer]);
  return useSyncExternalStore(subscribe, () => buffer?.state ?? NONE);
}

function Comparison({ mine, disk }: { mine: string; disk: string }): ReactNode {
  return (
    <div className="comparison" role="region" aria-label="Comparison: minus is yours, plus is the disk’s" tabIndex={0}>
      {diffLines(mine, disk).map((line, i) => (
        // The place in the list is what a line is: nothing moves while it is shown.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i} className={`compared ${line.type}`}>
          <span aria-hidden="true">{line.type === 'same' ? ' ' : line.type === 'mine' ? '−' : '+'}</span>
          {line.text || ' '}
        </div>
      ))}
    </div>
  );
}

function ConflictBar({
  buffer,
  comparing,
  onCompare,
}: {
  buffer: FileBuffer;
  comparing: boolean;
  onCompare: (on: boolean) => void;
}): ReactNode {
  return (
    <Problem amber title="The file changed on disk while you were editing." text="Nothing was overwritten. Choose which text stands.">
      <Button small onClick={() => void buffer.settle('mine')}>
        Keep mine
      </Button>
      <Button small onClick={() => void buffer.settle('disk')}>
        Take the disk’s
      </Button>
      <Button small look="quiet" aria-pressed={comparing} onClick={() => onCompare(!comparing)}>
        {comparing ? 'Back to the text' : 'Compare'}
      </Button>
    </Problem>
  );
}

function Bars({
  buffer,
  state,
  comparing,
  onCompare,
}: {
  buffer: FileBuffer;
  state: FileState;
  comparing: boolean;
  onCompare: (on: boolean) => void;
}): ReactNode {
  const host = useHostStatus();
  return (
    <div className="column panel-bars">
      {host.state === 'ready' ? null : (
        <Problem amber title={host.reason} text="You can go on typing: unsaved text is kept in this browser." />
      )}
      {state.gone ? <Problem amber title="This file is gone from the disk." text="Saving writes it again." /> : null}
      {state.problem ? <Problem title="The file was not saved." text={state.problem} /> : null}
      {state.conflict ? (
        <div data-settle>
          <ConflictBar buffer={buffer} comparing={comparing} onCompare={onCompare} />
        </div>
      ) : null}
    </div>
  );
}

function Refused({ buffer, reason }: { buffer: FileBuffer | undefined; reason: string }): ReactNode {
  const session = useSession();
  const away = useHostStatus().state !== 'ready';
  return (
    <div className="panel-bars">
      <Problem amber={away} title={away ? 'The folder is away.' : 'This file is not shown.'} text={reason}>
        <Button small icon="refresh-cw" onClick={() => (away ? session.host.retry() : void buffer?.load())}>
          Try again
        </Button>
        <Button small look="quiet" onClick={() => setUi({ left: true, leftTab: 'files' })}>
          Show the folder
        </Button>
      </Problem>
    </div>
  );
}

/** Why there is nothing to save, or not yet. */
function saveOff({ conflict, dirty }: FileState): string | undefined {
  if (conflict) return 'Choose which text stands first.';
  return dirty ? undefined : 'Nothing to save: the disk has this text.';
}

function Foot({ buffer, state, children }: { buffer: FileBuffer; state: FileState; children: ReactNode }): ReactNode {
  return (
    <div className="panel-foot">
      <span className="cut faint small-text" title={buffer.path}>
        {buffer.path}
      </span>
      <span className="grow" />
      {children}
      {state.dirty ? <span className="dirty small-text">unsaved</span> : <span className="faint small-text">saved on disk</span>}
      <Button small keys="Mod+S" off={saveOff(state)} onClick={() => void buffer.save()}>
        {state.saving ? 'Saving…' : 'Save'}
      </Button>
    </div>
  );
}

interface OpenFileProps {
  readonly fileKey: Key;
  readonly buffer: FileBuffer;
  readonly name: string;
  readonly autoFocus: boolean;
}

function OpenFile({ fileKey, buffer, name, autoFocus }: OpenFileProps): ReactNode {
  const session = useSession();
  const state = useBufferState(buffer);
  const [comparing, setComparing] = useState(false);
  const [symbols, setSymbols] = useState(false);
  const place = useUi((ui) => (ui.place?.key === fileKey ? ui.place : undefined));
  const ready = state.phase === 'ready';
  useEffect(() => {
    if (ready) session.steps.did('open-file');
  }, [ready, session]);
  if (state.phase === 'refused') return <Refused buffer={buffer} reason={state.reason} />;
  if (!ready) return <p className="faint panel-bars">Reading {name}…</p>;
  return (
    <>
      <Bars buffer={buffer} state={state} comparing={comparing} onCompare={setComparing} />
      {comparing && state.conflict ? (
        <Comparison mine={state.text} disk={state.conflict.text} />
      ) : (
        <Suspense fallback={<p className="faint panel-bars">Opening the editor…</p>}>
          <CodeEditor buffer={buffer} name={name} autoFocus={autoFocus} place={place} />
        </Suspense>
      )}
      {symbols ? <SymbolsBar fileKey={fileKey} /> : null}
      <Foot buffer={buffer} state={state}>
        {hasSymbols(name) ? (
          <Button small look="quiet" icon="braces" aria-pressed={symbols} onClick={() => setSymbols(!symbols)}>
            Symbols
          </Button>
        ) : null}
      </Foot>
    </>
  );
}

/** A file of the folder in an editor: saved back to its disk, never over something unread. */
export function FilePanel({ fileKey, autoFocus = false }: { fileKey: Key; autoFocus?: boolean }): ReactNode {
  const { folder } = useHostStatus();
  const address = readFileKey(fileKey) ?? { repository: '', path: '' };
  const buffer = useBuffer(fileKey, address.path);
  if (folder && folder.name !== address.repository) {
    return (
      <div className="panel-bars">
        <Problem
          amber
          title={`It is in the folder “${address.repository}”.`}
          text={`This machine lends “${folder.name}”. Start Space with --folder for the other one to open it.`}
        />
      </div>
    );
  }
  return buffer ? <OpenFile fileKey={fileKey} buffer={buffer} name={fileNameOf(address)} autoFocus={autoFocus} /> : null;
}
