import { Popover } from '@base-ui/react/popover';
import { type ReactNode, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { runCommand } from '../commands/run.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RegionSize } from '../panels/region-size/region-size.tsx';
import { Problem } from '../parts/problem.tsx';
import { useSyncStatus, useVisit } from '../session/hooks.ts';
import { readPlace, readSyncSentence, SILENT_AFTER_MS, type SyncSentence } from '../session/sync-sentence.ts';
import { useSession } from '../session/session-context.ts';
import { timeOfDay } from '../ui/time.ts';

/** The sentence of the sync chip, followed as it changes. */
export function useSyncSentence(): SyncSentence {
  const { relay, store } = useSyncStatus();
  const refusal = useRefusal();
  return refusal ? { tone: 'off', icon: 'lock', text: `Read-only: ${refusal}`, short: 'Read-only' } : readSyncSentence(relay, store);
}

/** Why nothing can be written to this region, followed as it changes. */
function useRefusal(): string | undefined {
  const { graph } = useSession();
  return useSyncExternalStore(
    useCallback((listener: () => void) => graph.subscribe(listener), [graph]),
    () => graph.refusal,
  );
}

function Place({ title, icon, text }: { title: string; icon: string; text: string }): ReactNode {
  return (
    <div className="line" style={{ alignItems: 'flex-start' }}>
      <Icon name={icon} className={icon === 'check' ? 'good-mark' : 'quiet-text'} />
      <span className="column">
        <span className="strong">{title}</span>
        <span className="small-text quiet-text">{text}</span>
      </span>
    </div>
  );
}

/** Whether edits have been on the way for long with none arriving. */
function useSilent(waiting: number): boolean {
  const [seen, setSeen] = useState({ waiting, arrivals: 0 });
  if (seen.waiting !== waiting) setSeen({ waiting, arrivals: seen.arrivals + (waiting < seen.waiting ? 1 : 0) });
  const [silent, setSilent] = useState(false);
  const any = waiting > 0;
  useEffect(() => {
    setSilent(false);
    if (!any) return undefined;
    const timer = setTimeout(() => setSilent(true), SILENT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [any, seen.arrivals]);
  return any && silent;
}

function Details({ silent }: { silent: boolean }): ReactNode {
  const session = useSession();
  const { relay, store } = useSyncStatus();
  const savedAt = useVisit((visit) => visit.savedAt);
  const waiting = relay.pending;
  const here = readPlace(store, { good: 'Everything is kept', wait: 'Reading what is kept', bad: 'Nothing is kept' });
  const there = readPlace(relay, {
    good: 'Everything has arrived',
    wait: 'It does not answer; tried again by itself',
    bad: 'It refused this window',
    silent: silent ? 'The relay does not answer yet; your edits are kept here.' : undefined,
  });
  return (
    <>
      <Place title="This browser" {...here} />
      <Place title="The relay" {...there} />
      {[store.problem, relay.problem].map((problem) => (problem ? <Problem key={problem.code} amber title={problem.message} /> : null))}
      <div className="line small-text quiet-text" style={{ justifyContent: 'space-between', minHeight: 24 }}>
        <span className="num">
          {waiting === 0 ? 'Nothing waits' : waiting === 1 ? '1 edit waits' : `${waiting} edits wait`}
          {savedAt ? `, last saved ${timeOfDay(savedAt, true)}` : ''}
        </span>
        {relay.connection === 'connected' && !silent ? null : (
          <Button small icon="refresh-cw" onClick={() => void runCommand(session, 'sync.retry')}>
            Try now
          </Button>
        )}
      </div>
    </>
  );
}

/** Icon and sentence, always visible; opens what waits, where it is saved, and what is wrong. */
export function SyncChip({ compact }: { compact?: boolean }): ReactNode {
  const sentence = useSyncSentence();
  const silent = useSilent(useSyncStatus().relay.pending);
  return (
    <Popover.Root>
      <Popover.Trigger className={`sync ${sentence.tone}`} aria-label={`Sync: ${sentence.text}`} data-sync={sentence.tone}>
        <Icon name={sentence.icon} size={14} />
        <span className="cut" role="status">
          {compact ? sentence.short : sentence.text}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={20} align="start" collisionPadding={8} style={{ zIndex: 'var(--z-menu)' }}>
          <Popover.Popup className="pop column" style={{ width: 320, padding: 16, gap: 12 }}>
            <Popover.Title className="title">{sentence.text}</Popover.Title>
            <Details silent={silent} />
            <RegionSize />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
