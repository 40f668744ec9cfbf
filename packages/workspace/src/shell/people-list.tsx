import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { usePeers, useVisit } from '../session/hooks.ts';
import { type PresentPerson, readPeople } from '../session/people.ts';
import type { Session } from '../session/session.ts';
import { useSession } from '../session/session-context.ts';
import { setUi } from '../ui/ui-state.ts';

/** Everyone who is here now. */
export function usePeople(): readonly PresentPerson[] {
  const identity = useVisit((visit) => visit.identity);
  const colour = useVisit((visit) => visit.colour);
  return readPeople(identity, colour, usePeers());
}

/** What a person is doing, as a sentence. */
export function doingOf(session: Session, person: PresentPerson): string {
  const held = person.selection.map((id) => session.graph.read(id)?.title).filter((title) => title !== undefined);
  const windows = person.windows > 1 ? `in ${person.windows} windows` : 'in this window';
  if (held.length > 0) return `holds ${held.length > 1 ? `${held[0]} and ${held.length - 1} more` : held[0]}`;
  return person.you ? windows : person.windows > 1 ? `here, ${windows}` : 'here';
}

function goTo(session: Session, person: PresentPerson): void {
  if (person.selection.length > 0) session.world.current?.frame(person.selection);
  else if (person.pose) session.world.current?.lookAt(person.pose);
}

/** Rows of the people here, each with what they hold and a way to where they look. */
export function PeopleRows({ people }: { people: readonly PresentPerson[] }): ReactNode {
  const session = useSession();
  return (
    <ul aria-label="People here">
      {people.map((person) => (
        <li key={person.person} className="row" style={{ height: 48, gap: 12 }}>
          <Avatar name={person.name} colour={person.colour} you={person.you} size="large" />
          <span className="grow column">
            <span className="strong cut">{person.you ? `${person.name} (you)` : person.name}</span>
            <span className="small-text faint cut">{doingOf(session, person)}</span>
          </span>
          {person.you ? (
            <Button small look="quiet" onClick={() => setUi({ naming: 'me' })}>
              Change name
            </Button>
          ) : (
            <Button
              small
              look="quiet"
              off={person.pose || person.selection.length > 0 ? undefined : 'Where they look is not known yet.'}
              onClick={() => goTo(session, person)}
            >
              Go to
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

const SHOWN = 4;

/** The people here as a stack of discs; opens their names and what they hold. */
export function PeopleStack({ shown = SHOWN, others }: { shown?: number; others?: boolean }): ReactNode {
  const all = usePeople();
  const people = others ? all.filter((person) => !person.you || all.length === 1) : all;
  const rest = people.length - shown;
  return (
    <Popover.Root>
      <Popover.Trigger className="people-stack" aria-label={`People here: ${all.length}`}>
        {people.slice(0, shown).map((person) => (
          <Avatar key={person.person} name={person.name} colour={person.colour} you={person.you} />
        ))}
        {rest > 0 ? <span className="person away num">+{rest}</span> : null}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={12} align="start" style={{ zIndex: 'var(--z-menu)' }}>
          <Popover.Popup className="pop" style={{ width: 320, padding: 8 }}>
            <Popover.Title className="group-head">
              Here now<span className="badge">{all.length}</span>
            </Popover.Title>
            <PeopleRows people={all} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
