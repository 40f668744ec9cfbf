import { type Entity, type EntityId, type Field } from '@space/doc-schema';
import type { Query } from '@space/doc-schema/query';
import { type ReactNode, useMemo, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Problem } from '../../parts/problem.tsx';
import { textOf } from '../../parts/words.ts';
import { useEntity } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { setUi } from '../../ui/ui-state.ts';
import { createCommit } from '../inspector/edit-field.ts';
import { readFlatRows } from '../outline/outline-rows.ts';
import { OutlineTree } from '../outline/outline-tree.tsx';
import { QueryField } from './query-field.tsx';
import { QueryExamples, QueryHelp } from './query-help.tsx';
import { type QueryResults, useQuery, useQueryResults } from './use-query.ts';
import './query.css';

const NOTHING_UNFOLDED: ReadonlySet<EntityId> = new Set();

/** “nothing”, “3 results”, “200 of 1,041 results”. */
export function resultSentence(shown: number, total: number): string {
  if (total === 0) return 'nothing fits now';
  const all = `${total.toLocaleString('en')} ${total === 1 ? 'result' : 'results'}`;
  return shown < total ? `${shown.toLocaleString('en')} of ${all}` : all;
}

/** A query with the kept number of results, where its text names none. */
function useLimited(query: Query | undefined, limit: unknown): Query | undefined {
  return useMemo(() => query && { ...query, limit: query.limit ?? (typeof limit === 'number' ? limit : undefined) }, [query, limit]);
}

function Results({ title, results, stale }: { title: string; results: QueryResults; stale: boolean }): ReactNode {
  const rows = useMemo(() => readFlatRows(results.ids), [results]);
  return (
    <>
      <div className="line query-count">
        <span className="faint small-text num grow" role="status">
          {resultSentence(rows.length, results.total)}
          {stale ? ' to what was asked before' : ''}
        </span>
        {rows.length > 0 ? (
          <Button small look="quiet" icon="square-check" onClick={() => setUi({ selection: results.ids })}>
            Select all
          </Button>
        ) : null}
      </div>
      {rows.length > 0 ? (
        <OutlineTree label={`Results of ${title}`} results rows={rows} unfolded={NOTHING_UNFOLDED} onUnfold={() => undefined} />
      ) : null}
    </>
  );
}

function Body({ entity, field }: { entity: Entity; field: Field }): ReactNode {
  const { graph, queries } = useSession();
  const kept = textOf(entity.properties.text);
  const [typed, setTyped] = useState<string | undefined>();
  const [asked, setAsked] = useState<string | undefined>();
  const [bad, setBad] = useState<string | undefined>();
  const text = typed ?? kept;
  const query = useQuery(typed === undefined ? kept : (asked ?? ''));
  const results = useQueryResults(useLimited(query, entity.properties.limit));
  const type = (next: string): void => {
    setTyped(next);
    if (next.trim() === '' || queries.parse(next).ok) setAsked(next);
  };
  const write = (next: string): void => {
    setBad(createCommit(graph, [entity], field)(() => next.trim()));
    setTyped(undefined);
  };
  const take = (next: string): void => {
    setAsked(next);
    write(next);
  };
  return (
    <div className="query-panel">
      <QueryField
        label={`Query of ${entity.title}`}
        placeholder="What do you look for?"
        text={text}
        onText={type}
        onLeave={() => typed !== undefined && typed !== kept && write(typed)}
        after={<QueryHelp onPick={take} />}
      />
      {bad ? <p className="help bad">{bad}</p> : null}
      {text.trim() === '' ? (
        <>
          <p className="quiet-text">Ask something: the answers stay here and follow what changes.</p>
          <QueryExamples onPick={take} />
        </>
      ) : null}
      {text.trim() !== '' && !query && !results ? (
        <Problem title="This query cannot be read yet." text="Mend what is underlined; the answers come back by themselves." />
      ) : null}
      {results && text.trim() !== '' ? (
        <Results title={entity.title} results={results} stale={typed !== undefined && asked !== typed} />
      ) : null}
    </div>
  );
}

/** A kept query: its text, and what it finds now, as a list to select and work in. */
export function QueryPanel({ id }: { id: EntityId }): ReactNode {
  const { graph } = useSession();
  const entity = useEntity(id);
  const field = graph.kinds.get('query')?.fields.text;
  if (!entity || !field) return <p className="panel-bars faint">It is not in this world, or has not arrived yet.</p>;
  return <Body key={id} entity={entity} field={field} />;
}
