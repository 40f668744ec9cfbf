import type { ReactNode } from 'react';
import { Avatar } from '../../parts/avatar.tsx';
import { useVisit } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { momentOf } from '../../ui/time.ts';
import { pastTense } from '../inspector/past-tense.ts';
import { type ChangeWords, sayChange } from './change-words.ts';
import type { Moment } from './moments.ts';
import { namesOf, useColourOf } from './use-history.ts';

/** Changes shown of one gesture; the rest is counted. */
const MOST = 12;

function ChangeRow({ words }: { words: ChangeWords }): ReactNode {
  return (
    <div className="change-row">
      <dt className="faint cut">{words.label}</dt>
      <dd>
        {words.before === undefined ? null : <del className="faint">{words.before}</del>}
        {words.after === undefined ? null : <ins>{words.after}</ins>}
        {words.before === undefined && words.after === undefined ? <span className="faint">taken away</span> : null}
      </dd>
    </div>
  );
}

/** What a gesture changed, property by property. */
function Changes({ moment }: { moment: Moment }): ReactNode {
  const session = useSession();
  const names = namesOf(session, session.history.stateAt(moment.index));
  const several = new Set(moment.changes.map(({ step }) => (step.type === 'link' ? '' : step.id))).size > 1;
  return (
    <dl className="change-rows">
      {moment.changes.slice(0, MOST).map(({ step }, at) => {
        const words = sayChange(step, names);
        const label =
          several && step.type !== 'link' && step.type !== 'entity'
            ? `${names.titleOf(`entity:${step.id}`)} · ${words.label}`
            : words.label;
        // A gesture's changes never move: their place names them.
        // oxlint-disable-next-line react/no-array-index-key
        return <ChangeRow key={at} words={{ ...words, label }} />;
      })}
      {moment.changes.length > MOST ? <div className="faint small-text">and {moment.changes.length - MOST} more</div> : null}
    </dl>
  );
}

/** One gesture: who, what, when; the one that is looked at shows what it changed. */
export function MomentRow({ moment, here, later }: { moment: Moment; here: boolean; later: boolean }): ReactNode {
  const { history } = useSession();
  const me = useVisit((visit) => visit.identity.id);
  const colourOf = useColourOf();
  const you = moment.person === me;
  return (
    <li>
      <button
        type="button"
        className={`moment ${here ? 'here' : ''} ${later ? 'later' : ''}`}
        aria-current={here ? 'time' : undefined}
        onClick={() => history.set({ index: here ? undefined : moment.index })}
      >
        <Avatar name={moment.name} colour={colourOf(moment.person)} you={you} />
        <span className="grow cut">
          <b className="strong">{you ? 'You' : moment.name}</b>{' '}
          <span className="quiet-text">{moment.title ? pastTense(moment.title) : 'changed something'}</span>
        </span>
        <span className="faint num">{momentOf(moment.time)}</span>
      </button>
      {here ? <Changes moment={moment} /> : null}
    </li>
  );
}
