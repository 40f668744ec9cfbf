import type { EntityId } from '@space/doc-schema';
import { listVersions } from '@space/doc-schema/history';
import { type ReactNode, useState } from 'react';
import { runCommand } from '../../commands/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { Segment } from '../../parts/segment.tsx';
import { useEntity, useGraphVersion, useVisit } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { momentOf, timeOfDay } from '../../ui/time.ts';
import './history.css';
import type { Moment } from './moments.ts';
import { MomentRow } from './moment-row.tsx';
import { useHere, useHistory, useMoments } from './use-history.ts';

/** Gestures listed on each side of the one that is looked at; more on request. */
const A_PAGE = 60;

function ScopeChip({ scope }: { scope: readonly EntityId[] | undefined }): ReactNode {
  const { history, graph } = useSession();
  const entity = useEntity(scope?.length === 1 ? scope[0] : undefined);
  if (!scope) return <span className="chip">everything</span>;
  return (
    <span className="chip on">
      <Icon name={graph.kinds.get(entity?.kind ?? '')?.icon ?? 'shapes'} size={12} kind={entity?.kind} />
      <span className="cut">{entity ? entity.title : `${scope.length} things`}</span>
      <IconButton small icon="x" label="History of everything" onClick={() => history.set({ scope: undefined })} />
    </span>
  );
}

function PersonChip(): ReactNode {
  const { history } = useSession();
  const version = useHistory((view) => view.version);
  const person = useHistory((view) => view.person);
  const me = useVisit((visit) => visit.identity.id);
  const people = new Map(version < 0 ? [] : history.moments().map((moment) => [moment.person ?? moment.name, moment.name]));
  const nameOf = (id: string, name: string): string => (id === me ? 'you' : name);
  return (
    <MenuButton
      label="Whose edits"
      align="start"
      entries={[
        { id: 'everyone', label: 'Everyone', checked: person === undefined, run: () => history.set({ person: undefined }) },
        ...[...people].map(([id, name]) => ({
          id,
          label: id === me ? `${name} (you)` : name,
          checked: id === person,
          run: () => history.set({ person: id }),
        })),
      ]}
      trigger={
        <button type="button" className={`chip ${person ? 'on' : ''}`}>
          {person ? nameOf(person, people.get(person) ?? person) : 'everyone'}
          <Icon name="chevron-down" size={12} />
        </button>
      }
    />
  );
}

/** The named versions; one is gone to by a click. */
function Versions(): ReactNode {
  const session = useSession();
  const { graph, history } = session;
  const changed = useGraphVersion();
  const versions = changed < 0 ? [] : listVersions(graph).toReversed();
  return (
    <section aria-label="Versions">
      <div className="group-head">
        <span className="grow">Versions</span>
        <IconButton small icon="plus" label="Name this moment" onClick={() => void runCommand(session, 'version.name')} />
      </div>
      {versions.length === 0 ? <p className="small-text faint history-hint">Name a moment to come back to it.</p> : null}
      <ul>
        {versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              className="moment"
              onClick={() => history.set({ index: history.timeline?.indexOfVersion(version), scope: undefined, restore: 'all' })}
            >
              <Icon name="bookmark-check" size={16} />
              <span className="grow cut strong">{version.name}</span>
              <span className="faint num">{momentOf(version.time)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Group({
  title,
  moments,
  here,
  later,
}: {
  title: string;
  moments: readonly Moment[];
  here?: Moment | undefined;
  later?: boolean;
}): ReactNode {
  if (moments.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className={`group-head ${here ? 'accent-text' : ''}`}>{title}</div>
      <ul>
        {moments.map((moment) => (
          <MomentRow key={moment.key} moment={moment} here={moment === here} later={later === true} />
        ))}
      </ul>
    </section>
  );
}

function MomentList(): ReactNode {
  const moments = useMoments();
  const here = useHere(moments);
  const index = useHistory((view) => view.index);
  const [pages, setPages] = useState(1);
  const at = here ? moments.indexOf(here) : moments.length;
  const newestFirst = (from: number, until: number): readonly Moment[] => moments.slice(Math.max(0, from), until).toReversed();
  const first = Math.max(0, at - A_PAGE * pages);
  if (moments.length === 0) {
    return <p className="history-hint quiet-text">Nothing has happened here since history began. Change something, and it stands here.</p>;
  }
  return (
    <>
      {here ? <Group title={`After ${timeOfDay(here.time)}`} moments={newestFirst(at + 1, at + 1 + A_PAGE)} later /> : null}
      {here ? <Group title="Here" moments={[here]} here={here} /> : null}
      <Group title={index === undefined ? 'Newest first' : 'Before'} moments={newestFirst(first, at)} />
      {first > 0 ? (
        <Button small look="quiet" onClick={() => setPages(pages + 1)}>
          Show earlier
        </Button>
      ) : null}
    </>
  );
}

/** While the past is on its way: how much of it has come, and a way out. */
function Loading(): ReactNode {
  const { history } = useSession();
  const bytes = useHistory((view) => view.loadedBytes);
  const read = useHistory((view) => view.readRecords);
  const all = useHistory((view) => view.allRecords);
  const came = bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return (
    <div className="history-hint column" role="status" style={{ gap: 8 }}>
      <span className="quiet-text">{all > 0 ? `Reading ${read} of ${all} edits…` : `Fetching the past: ${came} so far…`}</span>
      <div className="progress">
        <span style={{ width: all > 0 ? `${(read / all) * 100}%` : '12%' }} />
      </div>
      <Button small onClick={() => history.close()}>
        Cancel
      </Button>
    </div>
  );
}

/** The list of what happened, newest first, around the moment that is looked at. */
export function HistoryDock(): ReactNode {
  const { history } = useSession();
  const phase = useHistory((view) => view.phase);
  const scope = useHistory((view) => view.scope);
  const note = useHistory((view) => view.note);
  const restore = useHistory((view) => view.restore);
  const person = useHistory((view) => view.person);
  const me = useVisit((visit) => visit.identity.id);
  if (phase === 'loading') return <Loading />;
  return (
    <>
      <div className="dock-body scrolls history-list">
        <div className="chips">
          <ScopeChip scope={scope} />
          <PersonChip />
        </div>
        {note ? <p className="small-text faint history-hint">{note}</p> : null}
        <MomentList />
        <Versions />
      </div>
      <div className="dock-foot">
        <span className="faint">Restore</span>
        <Segment
          small
          label="What is restored"
          value={restore}
          choices={[
            { value: 'this', label: 'this' },
            { value: 'mine', label: person && person !== me ? 'their edits' : 'my edits' },
            { value: 'all', label: 'all' },
          ]}
          onChange={(choice) => history.set({ restore: choice })}
        />
      </div>
    </>
  );
}
