import { type Entity, type EntityId, entityKey } from '@space/doc-schema';
import { type ReactNode, Suspense, useState } from 'react';
import { Check } from '../../parts/check.tsx';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { KeyChip } from '../../parts/key-chip.tsx';
import { useEntity, useLinksFrom, useLinksTo } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { createCommit } from '../inspector/edit-field.ts';
import { TextInput } from '../inspector/text-input.tsx';
import { BoardBody } from '../board/board-body.tsx';

const TextEditor = lazyPart(() => import('./text-editor.tsx').then((module) => module.TextEditor));

function LinkChips({ entity }: { entity: Entity }): ReactNode {
  const key = entityKey(entity.id);
  const out = useLinksFrom(key);
  const back = useLinksTo(key);
  const others = [...new Set([...out.map((link) => link.to), ...back.map((link) => link.from)])];
  if (others.length === 0) return null;
  return (
    <div className="chips" style={{ padding: '8px 0 0' }} aria-label="Linked with it">
      {others.map((other) => (
        <KeyChip key={other} target={other} fallback={out.find((link) => link.to === other)?.data.title as string | undefined} />
      ))}
    </div>
  );
}

function Heading({ entity }: { entity: Entity }): ReactNode {
  const { graph } = useSession();
  const [bad, setBad] = useState<string | undefined>();
  const title = graph.kinds.get(entity.kind)?.fields.title;
  const toggle = (done: boolean): void =>
    graph.edit({ title: `${done ? 'Finish' : 'Open'} ${entity.title}` }, (edit) => edit.set(entity.id, 'state', done ? 'done' : 'open'));
  return (
    <>
      <div className="line">
        {entity.kind === 'task' ? (
          <Check round label={`Done: ${entity.title}`} on={entity.properties.state === 'done'} onChange={toggle} />
        ) : null}
        {title ? (
          <TextInput
            bare
            label="Title"
            value={entity.properties.title ?? ''}
            onCommit={(value) => createCommit(graph, [entity], title)(() => value)}
            onBad={setBad}
          />
        ) : (
          <span className="title">{entity.title}</span>
        )}
      </div>
      {bad ? (
        <p className="help bad" role="alert">
          {bad}
        </p>
      ) : null}
    </>
  );
}

/** An entity at reading size: its title, its state, its text that people type in together, what it is linked with. */
export function EntityPanel({ id, autoFocus }: { id: EntityId; autoFocus?: boolean }): ReactNode {
  const { graph } = useSession();
  const entity = useEntity(id);
  if (!entity) return <p className="panel-bars faint">It is not in this world, or has not arrived yet.</p>;
  if (entity.kind === 'panel' && entity.properties.view === 'board') return <BoardBody board={entity} />;
  const text = graph.text(id, 'body');
  return (
    <div className="reading">
      <Heading entity={entity} />
      {text ? (
        <Suspense fallback={<p className="faint">Opening the text…</p>}>
          <TextEditor text={text} about={entityKey(id)} label={`Text of ${entity.title}`} seeks {...(autoFocus ? { autoFocus } : {})} />
        </Suspense>
      ) : (
        <p className="quiet-text">
          A {(graph.kinds.get(entity.kind)?.title ?? entity.kind).toLowerCase()} has no text. Its values are in the inspector (I).
        </p>
      )}
      <LinkChips entity={entity} />
    </div>
  );
}
