import { type EntityId, entityKey } from '@space/doc-schema';
import type { MouseEvent, ReactNode } from 'react';
import { openKey } from '../../commands/open.ts';
import { Icon } from '../../parts/icon.tsx';
import { textOf } from '../../parts/words.ts';
import { useEntity } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { setUi } from '../../ui/ui-state.ts';
import { USUAL_QUERIES } from '../query/query-examples.ts';
import { useQuery, useQueryResults } from '../query/use-query.ts';

/** More kept queries than this are in the list below, with everything else. */
const MOST = 6;

interface RowProps {
  readonly label: string;
  readonly icon: string;
  readonly kind: string;
  readonly query: string;
  readonly chosen: boolean;
  readonly alarming?: boolean | undefined;
  readonly onChoose: (query: string) => void;
  readonly onOpen?: () => void;
  readonly onMenu?: (event: MouseEvent) => void;
}

function QueryRow({ label, icon, kind, query, chosen, alarming, onChoose, onOpen, onMenu }: RowProps): ReactNode {
  const results = useQueryResults(useQuery(query));
  return (
    <button
      type="button"
      className={`row dense ${chosen ? 'on' : ''}`}
      style={{ paddingLeft: 24 }}
      aria-pressed={chosen}
      title={query}
      onClick={() => onChoose(chosen ? '' : query)}
      onDoubleClick={onOpen}
      onContextMenu={onMenu}
    >
      <Icon name={icon} size={14} kind={kind} />
      <span className="cut">{label}</span>
      <span className="tail">
        {results ? <span className={`badge ${alarming && results.total > 0 ? 'danger' : ''}`}>{results.total}</span> : null}
      </span>
    </button>
  );
}

function KeptRow({ id, text, onChoose }: { id: EntityId; text: string; onChoose: (query: string) => void }): ReactNode {
  const session = useSession();
  const entity = useEntity(id);
  const query = textOf(entity?.properties.text).trim();
  if (!entity || query === '') return null;
  return (
    <QueryRow
      label={entity.title}
      icon="list-filter"
      kind="query"
      query={query}
      chosen={text.trim() === query}
      onChoose={onChoose}
      onOpen={() => openKey(session, entityKey(id))}
      onMenu={(event) => {
        setUi({ selection: [id] });
        openMenu(event, { type: 'entities', ids: [id] });
      }}
    />
  );
}

/** Queries at hand: the usual ones and the kept ones, each with how much it finds. A click writes it into the filter. */
export function OutlineQueries({ text, onChoose }: { text: string; onChoose: (query: string) => void }): ReactNode {
  const kept = useQueryResults(useQuery('kind:query sort:title'));
  return (
    <section aria-label="Queries">
      <div className="group-head">Queries</div>
      {USUAL_QUERIES.map((usual) => (
        <QueryRow key={usual.query} {...usual} chosen={text.trim() === usual.query} onChoose={onChoose} />
      ))}
      {kept?.ids.slice(0, MOST).map((id) => (
        <KeptRow key={id} id={id} text={text} onChoose={onChoose} />
      ))}
    </section>
  );
}
