import type { Entity, Field } from '@space/doc-schema';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { useSession } from '../../session/session-context.ts';
import { changeSet, readSharedItems, readTyped, readUsedItems, type SharedItem } from './edit-set.ts';

/** Suggestions shown below the input. */
const SUGGESTED = 40;

interface TagsProps {
  readonly field: Field;
  readonly entities: readonly Entity[];
  readonly onBad: (message: string | undefined) => void;
}

/** Moves the focus among the chips and the input with the arrow keys, as in a toolbar. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  const target = event.target;
  if (step === 0 || (target instanceof HTMLInputElement && target.value !== '')) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('button, input')];
  const next = stops[stops.indexOf(target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Tag({ tag, total, onAdd, onRemove }: { tag: SharedItem; total: number; onAdd: () => void; onRemove: () => void }): ReactNode {
  const { item, everywhere, count } = tag;
  return (
    <li className={`chip tall set-item ${everywhere ? '' : 'partial'}`}>
      {everywhere ? (
        <span className="cut">{item}</span>
      ) : (
        <button type="button" title={`${count} of ${total} have it: add it to all`} onClick={onAdd}>
          <span className="cut">{item}</span> <span className="faint num">{count}</span>
        </button>
      )}
      <button
        type="button"
        aria-label={`Take “${item}” off`}
        onClick={onRemove}
        onKeyDown={(event) => {
          if (event.key !== 'Delete' && event.key !== 'Backspace') return;
          event.preventDefault();
          event.stopPropagation();
          onRemove();
        }}
      >
        <Icon name="x" size={12} />
      </button>
    </li>
  );
}

interface TagInputProps {
  readonly field: Field;
  readonly empty: boolean;
  readonly taken: ReadonlySet<string>;
  /** Whether the word could be added. */
  readonly onAdd: (item: string) => boolean;
  readonly onLeave: () => void;
}

/** The place to type the next item; words in use are suggested. */
function TagInput({ field, empty, taken, onAdd, onLeave }: TagInputProps): ReactNode {
  const { graph } = useSession();
  const [typed, show] = useState('');
  // What is typed now, for a blur in the same moment as a change of it.
  const draft = useRef('');
  const [used, setUsed] = useState<readonly string[]>([]);
  const listId = useId();
  const setTyped = (text: string): void => {
    draft.current = text;
    show(text);
  };
  const add = (): void => {
    const item = readTyped(draft.current);
    if (item === '' || onAdd(item)) setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && typed === '') {
      const chips = event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('.set-item > button:last-child');
      chips?.[chips.length - 1]?.focus();
    } else if (event.key === 'Escape') {
      setTyped('');
      onLeave();
      event.currentTarget.blur();
    }
  };
  return (
    <li className="set-input">
      <input
        value={typed}
        list={listId}
        aria-label={`Add to ${field.label.toLowerCase()}`}
        placeholder={empty ? 'Add a word' : 'Add'}
        spellCheck={false}
        autoComplete="off"
        onFocus={() => setUsed(readUsedItems(graph, field.name))}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => draft.current.trim() !== '' && add()}
        onKeyDown={onKeyDown}
      />
      <datalist id={listId}>
        {used
          .filter((item) => !taken.has(item))
          .slice(0, SUGGESTED)
          .map((item) => (
            <option key={item} value={item} />
          ))}
      </datalist>
    </li>
  );
}

/**
 * A set as chips with a place to type the next: Enter or a comma adds, Backspace in the empty place steps onto the last chip, Delete
 * there takes it off. Of several things, a chip that only some have is dashed and can be given to all.
 */
export function TagsControl({ field, entities, onBad }: TagsProps): ReactNode {
  const { graph } = useSession();
  const list = useRef<HTMLUListElement>(null);
  const shared = readSharedItems(entities, field.name);
  const taken = new Set(shared.filter(({ everywhere }) => everywhere).map(({ item }) => item));
  const change = (item: string, how: 'include' | 'exclude'): boolean => {
    const bad = changeSet(graph, entities, field, item, how);
    onBad(bad);
    return bad === undefined;
  };
  // A chip that goes takes the focus with it: the place to type has it next.
  const changeChip = (item: string, how: 'include' | 'exclude'): void => {
    change(item, how);
    list.current?.querySelector('input')?.focus();
  };
  return (
    <ul
      ref={list}
      className="set-control grow"
      aria-label={field.label}
      onKeyDown={(event) => {
        moveFocus(event);
        // Plain keys are for the text; Ctrl+K and its like still work.
        if (event.key !== 'Escape' && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      }}
    >
      {shared.map((tag) => (
        <Tag
          key={tag.item}
          tag={tag}
          total={entities.length}
          onAdd={() => changeChip(tag.item, 'include')}
          onRemove={() => changeChip(tag.item, 'exclude')}
        />
      ))}
      <TagInput
        field={field}
        empty={shared.length === 0}
        taken={taken}
        onAdd={(item) => change(item, 'include')}
        onLeave={() => onBad(undefined)}
      />
    </ul>
  );
}
