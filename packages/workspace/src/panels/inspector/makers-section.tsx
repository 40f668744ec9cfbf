import type { Entity } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { Avatar } from '../../parts/avatar.tsx';
import { findPerson } from '../../session/arrival.ts';
import { useVisit } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { momentOf } from '../../ui/time.ts';
import { readMakers } from './makers.ts';
import { pastTense } from './past-tense.ts';

const TOOLS: Readonly<Record<string, string>> = {
  workspace: 'by hand',
  'starter-world': 'with the starter world',
  'starter-steps': 'ticked by itself',
  arrival: 'on arrival',
  relay: 'by the relay',
};

/** Who wrote the values it has now, when, and with what; the newest first. */
export function MakersSection({ entity }: { entity: Entity }): ReactNode {
  const { graph } = useSession();
  const me = useVisit((visit) => visit.identity.id);
  const makers = readMakers(entity, graph.kinds, (id, property) => graph.provenance(id, property));
  const colourOf = (person: string | undefined): number => {
    const id = person ? findPerson(graph, person) : undefined;
    return Number((id && graph.read(id)?.properties.colour) || 1);
  };
  return (
    <section className="section" aria-label="Who made this">
      <div className="group-head">Who made this</div>
      {makers.length === 0 ? (
        <p className="small-text faint" style={{ padding: '0 8px' }}>
          Nobody told who wrote this.
        </p>
      ) : null}
      <ul className="column" style={{ gap: 6, padding: '4px 8px 0' }}>
        {makers.map((maker) => (
          <li
            key={`${maker.time}${maker.what}${maker.name}`}
            className="line small-text"
            title={`${maker.wrote.join(', ')}${maker.tool ? `, ${TOOLS[maker.tool] ?? `with ${maker.tool}`}` : ''}`}
          >
            <Avatar name={maker.name} colour={colourOf(maker.person)} you={maker.person === me} size="small" />
            <span className="grow cut">
              <b className="strong">{maker.person === me ? 'You' : maker.name}</b>{' '}
              <span className="quiet-text">{pastTense(maker.what)}</span>
            </span>
            <span className="faint num">{maker.time === undefined ? '' : momentOf(maker.time)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
