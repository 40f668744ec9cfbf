import { type Entity, type Field, type Json, personKey, type PersonId } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { Choice } from '../../parts/choice.tsx';
import { useVisit } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { type Commit, sharedValue } from './edit-field.ts';

/** The people of this world as choices, you first; a key that leads to none of them stays as it is. */
export function listPeople(
  people: readonly Entity[],
  you: string,
  value: Json | undefined,
): readonly { readonly value: string; readonly label: string }[] {
  const known = people
    .flatMap((entity) => {
      const { person } = entity.properties;
      return typeof person === 'string' && person !== '' ? [{ id: person, title: entity.title }] : [];
    })
    .sort((a, b) => Number(b.id === you) - Number(a.id === you) || a.title.localeCompare(b.title))
    .map(({ id, title }) => ({ value: personKey(id as PersonId) as string, label: id === you ? `${title} (you)` : title }));
  const nobody = { value: '', label: 'Nobody' };
  const stranger = typeof value === 'string' && value !== '' && !known.some((one) => one.value === value);
  return [nobody, ...known, ...(stranger ? [{ value, label: value.replace(/^person:/, '') }] : [])];
}

/** Someone of this world, chosen by name. */
export function PersonControl({
  field,
  entities,
  commit,
  onBad,
}: {
  field: Field;
  entities: readonly Entity[];
  commit: Commit;
  onBad: (message: string | undefined) => void;
}): ReactNode {
  const { graph } = useSession();
  const you = useVisit((visit) => visit.identity.id);
  const value = sharedValue(entities, field.name);
  const people = graph.list().flatMap((id) => {
    const entity = graph.read(id);
    return entity?.kind === 'person' && !entity.trashed ? [entity] : [];
  });
  return (
    <Choice
      label={field.label}
      value={typeof value === 'string' ? value : 'mixed'}
      choices={[...listPeople(people, you, value), ...(value === undefined ? [{ value: 'mixed', label: 'Mixed' }] : [])]}
      onChange={(next) => next !== 'mixed' && onBad(commit(() => next))}
    />
  );
}
