import { type Entity, entityKey } from '@space/doc-schema';
import { planOrder, readRows, writeOrder } from '@space/doc-schema/maps';
import { type ReactNode, useState } from 'react';
import { copyText } from '../../commands/copy-text.ts';
import { openKey } from '../../commands/open.ts';
import { runCommand } from '../../commands/run.ts';
import { Avatar } from '../../parts/avatar.tsx';
import { Button } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { findPerson } from '../../session/arrival.ts';
import { useGraphVersion, useVisit } from '../../session/hooks.ts';
import type { Session } from '../../session/session.ts';
import { useSession } from '../../session/session-context.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { writeInvite } from '../../start/address.ts';
import { textOf } from '../../parts/words.ts';
import { setUi } from '../../ui/ui-state.ts';
import { progressSentence, readBoard, readFinisher } from './board-rows.ts';

/** What a first step's button does. */
const STEP_ACTS: Readonly<Record<string, { readonly label: string; run(session: Session): void }>> = {
  place: { label: 'Place', run: (session) => void runCommand(session, 'thing.place') },
  'note-link': { label: 'Write', run: (session) => void runCommand(session, 'note.create') },
  'open-file': { label: 'Show files', run: (session) => void runCommand(session, 'files.show') },
  undo: { label: 'Undo', run: (session) => void runCommand(session, 'edit.undo') },
  invite: {
    label: 'Copy link',
    run: (session) =>
      void copyText(
        writeInvite(session.options.origin, session.region, session.options.accessKey),
        'Link copied. Open it in a second window.',
      ),
  },
};

/** The button of a task's first step, or undefined when it has none. */
export const stepActOf = (task: Entity | undefined): (typeof STEP_ACTS)[string] | undefined =>
  task?.properties.state === 'open' ? STEP_ACTS[textOf(task.properties.ticks)] : undefined;

function Finisher({ task }: { task: Entity }): ReactNode {
  const { graph } = useSession();
  const me = useVisit((visit) => visit.identity.id);
  const finisher = readFinisher(graph, task);
  if (!finisher?.name) return null;
  const id = finisher.person ? findPerson(graph, finisher.person) : undefined;
  return (
    <Avatar
      name={finisher.name}
      colour={Number((id && graph.read(id)?.properties.colour) || 1)}
      you={finisher.person === me}
      size="small"
    />
  );
}

function BoardRow({ task, board, next }: { task: Entity; board: Entity; next: boolean }): ReactNode {
  const session = useSession();
  const { graph } = session;
  const done = task.properties.state === 'done';
  const act = stepActOf(task);
  const toggle = (on: boolean): void =>
    graph.edit({ title: `${on ? 'Finish' : 'Open'} ${task.title}` }, (edit) => edit.set(task.id, 'state', on ? 'done' : 'open'));
  return (
    <li
      className={`step ${done ? 'done' : ''} ${next ? 'now' : ''}`}
      onDoubleClick={() => openKey(session, entityKey(task.id))}
      onContextMenu={(event) => {
        setUi({ selection: [task.id] });
        openMenu(event, { type: 'entities', ids: [task.id] }, entityKey(board.id));
      }}
    >
      {task.kind === 'task' ? <Check round label={`Done: ${task.title}`} on={done} onChange={toggle} /> : null}
      <button type="button" className="what cut" onClick={() => setUi({ selection: [task.id] })}>
        {task.title}
      </button>
      <span className="who">
        {done ? <Finisher task={task} /> : null}
        {act && !done ? (
          <Button small look={next ? 'primary' : 'quiet'} onClick={() => act.run(session)}>
            {act.label}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function AddTask({ board }: { board: Entity }): ReactNode {
  const { graph } = useSession();
  const [title, setTitle] = useState('');
  const add = (): void => {
    const clean = title.trim();
    if (clean === '') return;
    graph.edit({ title: `Add ${clean}` }, (edit) => {
      const id = edit.create('task', { title: clean.slice(0, 200) });
      const rows = readRows(graph, entityKey(board.id));
      writeOrder(edit, graph, entityKey(board.id), planOrder(rows, [entityKey(id)], rows.length));
    });
    setTitle('');
  };
  return (
    <form
      className="line"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <span className="field sunken grow">
        <input
          aria-label={`Add a task to ${board.title}`}
          placeholder="Add a task"
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </span>
      <Button type="submit" off={title.trim() === '' ? 'Type what is to be done first.' : undefined} onClick={add}>
        Add
      </Button>
    </form>
  );
}

/** A board: its heading, how far it is, and its tasks with working checks. */
export function BoardBody({ board }: { board: Entity }): ReactNode {
  const { graph } = useSession();
  useGraphVersion();
  const { tasks, done, next } = readBoard(graph, board);
  const first = tasks.some((task) => typeof task.properties.ticks === 'string' && task.properties.ticks !== '');
  return (
    <div className="board">
      <div className="line" style={{ alignItems: 'flex-end' }}>
        <div className="grow">
          <h1 className="board-title">{first ? (done === tasks.length ? 'It is yours' : 'Make it yours') : board.title}</h1>
          <p className="quiet-text">
            {first ? 'Five real things. Each ticks itself when you do it.' : progressSentence(done, tasks.length)}
          </p>
        </div>
        <span className="faint num small-text">
          {done} of {tasks.length}
        </span>
      </div>
      <div
        className="progress good"
        role="progressbar"
        aria-label={progressSentence(done, tasks.length)}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={tasks.length}
      >
        <span style={{ width: `${tasks.length === 0 ? 0 : (done / tasks.length) * 100}%` }} />
      </div>
      <ol className="steps">
        {tasks.map((task) => (
          <BoardRow key={task.id} task={task} board={board} next={task === next} />
        ))}
      </ol>
      {first && tasks.length >= 5 ? null : <AddTask board={board} />}
    </div>
  );
}
