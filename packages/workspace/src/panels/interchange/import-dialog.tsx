import { Dialog } from '@base-ui/react/dialog';
import { countItems, type ImportPlan, type ItemStatus, type PlanItem } from '@space/doc-schema/interchange';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Problem } from '../../parts/problem.tsx';
import type { Work } from './work.ts';

const WORDS: Readonly<Record<ItemStatus, { readonly word: string; readonly icon: string }>> = {
  new: { word: 'New', icon: 'plus' },
  changed: { word: 'Updated', icon: 'refresh-cw' },
  conflict: { word: 'Changed on both sides', icon: 'split' },
  same: { word: 'Same', icon: 'check' },
  skipped: { word: 'Left out', icon: 'minus' },
};
const ORDER: readonly ItemStatus[] = ['conflict', 'new', 'changed', 'skipped', 'same'];
const ROW_PX = 32;
const ROW_WITH_REASON_PX = 52;

/** The counts as buttons that choose what the list shows. */
function Counts({
  plan,
  shown,
  show,
}: {
  plan: ImportPlan;
  shown: ItemStatus | undefined;
  show: (status: ItemStatus | undefined) => void;
}): ReactNode {
  const counts = countItems(plan);
  return (
    <div className="import-counts" role="group" aria-label="What would be done">
      {ORDER.filter((status) => counts[status] > 0).map((status) => (
        <button
          key={status}
          type="button"
          className={`import-count ${status}`}
          aria-pressed={shown === status}
          onClick={() => show(shown === status ? undefined : status)}
        >
          <Icon name={WORDS[status].icon} size={12} />
          <b>{counts[status]}</b>
          {WORDS[status].word}
        </button>
      ))}
    </div>
  );
}

function Row({ item, taken, take }: { item: PlanItem; taken: boolean; take: (on: boolean) => void }): ReactNode {
  return (
    <>
      <span className={`import-mark ${item.status}`} title={WORDS[item.status].word}>
        <Icon name={WORDS[item.status].icon} size={12} />
      </span>
      <span className="import-words">
        <span className="cut" title={item.label}>
          {item.label}
        </span>
        {item.reason ? (
          <span className="cut small-text quiet-text" title={item.reason}>
            {item.reason}
          </span>
        ) : null}
      </span>
      {item.status === 'conflict' ? (
        <span className="import-take">
          <span className="small-text quiet-text">Take theirs</span>
          <Check label={`Take what the source says of ${item.label}`} on={taken} onChange={take} />
        </span>
      ) : null}
    </>
  );
}

function Items({
  items,
  taken,
  take,
}: {
  items: readonly PlanItem[];
  taken: ReadonlySet<string>;
  take: (name: string, on: boolean) => void;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  // reason: the window is read in this component and handed to no memoised child, so that nothing goes stale.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => (items[i]?.reason ? ROW_WITH_REASON_PX : ROW_PX),
    overscan: 8,
  });
  return (
    <div ref={box} className="import-list" role="list" aria-label="Every item" tabIndex={0}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          const name = item?.external ?? '';
          return item ? (
            <div key={row.key} role="listitem" className="import-row" style={{ height: row.size, transform: `translateY(${row.start}px)` }}>
              <Row item={item} taken={taken.has(name)} take={(on) => take(name, on)} />
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

function Review({ work }: { work: Extract<Work, { phase: 'review' }> }): ReactNode {
  const { plan, settle } = work;
  const [shown, show] = useState<ItemStatus | undefined>();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(
    () =>
      plan.items
        .filter((item) => shown === undefined || item.status === shown)
        .toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status)),
    [plan, shown],
  );
  const take = (name: string, on: boolean): void => {
    const next = new Set(taken);
    if (on) next.add(name);
    else next.delete(name);
    setTaken(next);
  };
  const nothing = plan.entities.length === 0 ? 'There is nothing in it that can be brought in.' : undefined;
  return (
    <>
      <div className="dialog-body column import-body">
        {plan.refused ? <Problem amber title="Not now" text={plan.refused} /> : null}
        <Counts plan={plan} shown={shown} show={show} />
        <Items key={shown ?? 'all'} items={items} taken={taken} take={take} />
      </div>
      <div className="dialog-foot">
        <Button onClick={() => settle(undefined)}>Cancel</Button>
        <Button look="primary" off={plan.refused ?? nothing} onClick={() => settle(taken)}>
          Bring in
        </Button>
      </div>
    </>
  );
}

function Progress({ said, share, stop }: { said: string; share: number | undefined; stop: () => void }): ReactNode {
  return (
    <>
      <div className="dialog-body column" style={{ gap: 10 }}>
        <p className="quiet-text" aria-live="polite">
          {said}
        </p>
        <div
          className="import-bar"
          role="progressbar"
          aria-label={said}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        >
          <i className={share === undefined ? 'unknown' : ''} style={{ width: share === undefined ? undefined : `${share * 100}%` }} />
        </div>
      </div>
      <div className="dialog-foot">
        <Button onClick={stop}>Call off</Button>
      </div>
    </>
  );
}

/** What would be brought in, item by item, before anything is written; then how far it is. */
export function ImportDialog({ work }: { work: Work }): ReactNode {
  const source = work.phase === 'reading' ? work.source : work.plan.bundle.source;
  const close = (): void => {
    if (work.phase === 'review') work.settle(undefined);
    else work.signal.aborted = true;
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog wide import-dialog">
          <div className="head">
            <Dialog.Title className="title grow cut">Bring in {source}</Dialog.Title>
          </div>
          {work.phase === 'review' ? <Review work={work} /> : null}
          {work.phase === 'reading' ? <Progress said={`Reading: ${work.read} files so far.`} share={undefined} stop={close} /> : null}
          {work.phase === 'writing' ? (
            <Progress
              said={`Writing: ${Math.round(work.share * 100)} %. Calling it off takes everything back.`}
              share={work.share}
              stop={close}
            />
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
