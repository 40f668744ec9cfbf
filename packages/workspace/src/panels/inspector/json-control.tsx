import type { Entity, Field, Json } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { type Commit, sharedValue } from './edit-field.ts';
import { TextInput } from './text-input.tsx';

/** The value a typed text stands for, or the sentence why it stands for none. */
export function parseTyped(text: string): { readonly value: Json } | string {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return `Give data, such as 3, "words", true or ["a", "b"]; saw “${text.slice(0, 40)}”.`;
  }
}

/** A value of a field whose rule this program does not understand, as the data it is. */
export function JsonControl({
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
  const value = sharedValue(entities, field.name);
  return (
    <TextInput
      label={field.label}
      value={value === undefined ? undefined : JSON.stringify(value)}
      onCommit={(text) => {
        const parsed = parseTyped(text);
        return typeof parsed === 'string' ? parsed : commit(() => parsed.value);
      }}
      onBad={onBad}
    />
  );
}
