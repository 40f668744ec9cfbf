import { type EntityId, entityKey } from '@space/doc-schema';
import type { Query } from '@space/doc-schema/query';
import { readQuery } from '../panels/query/use-query.ts';
import type { CommandContext, Session } from '../session/session.ts';
import { showToast } from '../ui/toast.ts';
import { readUi, setUi } from '../ui/ui-state.ts';
import { worldOpen } from './conditions.ts';
import { openKey } from './open.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** Types a query into the outline's filter; what cannot be read leaves the last one in force. */
export function setFilter({ queries }: Session, text: string): void {
  const readable = text.trim() === '' || queries.parse(text).ok;
  setUi({ filter: text, ...(readable ? { asked: text } : {}) });
}

/** What the outline's filter asks for, or undefined when it is empty. */
const filterQuery = ({ session }: CommandContext): Query | undefined => readQuery(session.queries, readUi().asked);

const hasFilter = (context: CommandContext): true | string =>
  filterQuery(context) ? true : 'Type a query into the outline’s filter first.';

/** A name for a query that nobody named yet. */
function nameOf(text: string): string {
  const short = text.trim().replaceAll(/\s+/gu, ' ');
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
}

function saveAs(session: Session, title: string, text: string): void {
  const id: EntityId = session.graph.edit({ title: `Save the query ${title}` }, (edit) => edit.create('query', { title, text }));
  showToast(`Saved the query “${title}”`, { icon: 'check', action: { label: 'Open', run: () => openKey(session, entityKey(id)) } });
}

function save({ session }: CommandContext): void {
  const text = readUi().asked.trim();
  setUi({
    palette: true,
    ask: {
      title: 'Save this query',
      hint: 'What is it called?',
      undoable: true,
      options: [{ id: nameOf(text), label: nameOf(text), icon: 'list-filter', sub: 'as it is written' }],
      free: (typed) => ({ id: typed.trim().slice(0, 200), label: typed.trim().slice(0, 200), icon: 'list-filter' }),
      choose: (option) => saveAs(session, option.label, text),
    },
  });
}

function selectResults(context: CommandContext): void {
  const query = filterQuery(context);
  if (query) setUi({ selection: context.session.queries.run(query).ids });
}

/** Commands about queries. */
export function queryCommands(): readonly Registered[] {
  const command = (id: string, title: string, icon: string, run: Registered['run'], rest: Partial<Registered>): Registered => ({
    id,
    title,
    icon,
    group: 'Query',
    undoable: false,
    run,
    ...rest,
  });
  return [
    command('query.save', 'Save this query', 'save', save, {
      undoable: true,
      words: 'filter search keep',
      when: (context) => (worldOpen(context) === true ? hasFilter(context) : worldOpen(context)),
    }),
    command('query.select', 'Select all results', 'square-check', selectResults, { words: 'filter query bulk', when: hasFilter }),
    command('query.clear', 'Clear the filter', 'x', ({ session }) => setFilter(session, ''), { words: 'query', when: hasFilter }),
  ];
}
