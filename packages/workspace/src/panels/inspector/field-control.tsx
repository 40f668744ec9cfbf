import type { Entity, Field, Json, Key } from '@space/doc-schema';
import { Popover } from '@base-ui/react/popover';
import { type ReactNode, useState } from 'react';
import { PIGMENTS, pigmentName } from '../../commands/pigments.ts';
import { Choice } from '../../parts/choice.tsx';
import { Segment } from '../../parts/segment.tsx';
import { Switch } from '../../parts/switch.tsx';
import { textOf } from '../../parts/words.ts';
import { type Commit, sharedValue } from './edit-field.ts';
import { JsonControl } from './json-control.tsx';
import { NumberInput } from './number-input.tsx';
import { PersonControl } from './person-control.tsx';
import { TagsControl } from './tags-control.tsx';
import { TargetControl } from './target-control.tsx';
import { TextInput } from './text-input.tsx';

interface ControlProps {
  readonly field: Field;
  readonly entities: readonly Entity[];
  readonly commit: Commit;
  readonly onBad: (message: string | undefined) => void;
  /** Why it cannot be changed now. */
  readonly off?: string | undefined;
}

function VectorControl({ field, entities, commit, onBad, off }: ControlProps): ReactNode {
  const shared = entities.map((entity) => entity.properties[field.name]);
  if (shared.every((value) => value === null)) return <span className="faint">not placed in the world</span>;
  const axisOf = (axis: number): number | undefined => {
    const values = shared.flatMap((value) => (Array.isArray(value) ? [Number(value[axis])] : []));
    return values.every((value) => value === values[0]) ? values[0] : undefined;
  };
  const set = (axis: number, number: number): string | undefined =>
    commit((entity) => {
      const value = entity.properties[field.name];
      return Array.isArray(value) ? value.map((each, i) => (i === axis ? number : each)) : (value ?? null);
    });
  return (
    <span className="vector grow">
      {['x', 'y', 'z'].map((letter, axis) => (
        <NumberInput
          key={letter}
          label={`${field.label} ${letter}`}
          prefix={letter}
          value={axisOf(axis)}
          unit={field.unit === '°' ? '°' : undefined}
          step={field.step}
          min={field.min}
          max={field.max}
          off={off}
          onCommit={(number) => set(axis, number)}
          onBad={onBad}
        />
      ))}
    </span>
  );
}

function ColourControl({ field, entities, commit, onBad }: ControlProps): ReactNode {
  const value = sharedValue(entities, field.name);
  const colour = typeof value === 'string' ? value : undefined;
  const choose = (next: string): void => onBad(commit(() => next));
  return (
    <Popover.Root>
      <Popover.Trigger className="colour-button" aria-label={`${field.label}: ${colour ? pigmentName(colour) : 'mixed'}`}>
        <span className="swatch" style={{ background: colour ?? 'linear-gradient(135deg, #c8745b, #dfb96e, #6a9aa3)' }} />
        <span className="cut">{colour ? pigmentName(colour) : 'Mixed'}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" style={{ zIndex: 'var(--z-menu)' }}>
          <Popover.Popup className="pop column" style={{ width: 232, padding: 12, gap: 12 }} aria-label="Colours">
            <div className="swatches">
              {PIGMENTS.map((pigment) => (
                <button
                  key={pigment.colour}
                  type="button"
                  className={`swatch big ${pigment.colour === colour ? 'on' : ''}`}
                  style={{ background: pigment.colour }}
                  aria-label={pigment.name}
                  title={pigment.name}
                  onClick={() => choose(pigment.colour)}
                />
              ))}
            </div>
            <label className="line small-text">
              <span className="grow quiet-text">Another colour</span>
              <CustomColour value={colour ?? '#efe8dc'} onChoose={choose} />
            </label>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The browser's own picker; written once, when it closes or the focus leaves. */
function CustomColour({ value, onChoose }: { value: string; onChoose: (colour: string) => void }): ReactNode {
  const [draft, setDraft] = useState(value);
  return (
    <input
      type="color"
      className="swatch big"
      aria-label="Another colour"
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== value && onChoose(draft)}
    />
  );
}

function DateControl({ field, entities, commit, onBad }: ControlProps): ReactNode {
  const value = sharedValue(entities, field.name);
  return (
    <span className="field sunken small grow">
      <input
        type="date"
        aria-label={field.label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onBad(commit(() => event.target.value || null))}
        onKeyDown={(event) => event.stopPropagation()}
      />
    </span>
  );
}

function ChoiceControl({ field, entities, commit, onBad }: ControlProps): ReactNode {
  const value = sharedValue(entities, field.name);
  const choices = field.choices ?? [];
  const set = (next: string): void => onBad(commit(() => next));
  if (choices.length <= 3) return <Segment small label={field.label} value={textOf(value)} choices={choices} onChange={set} />;
  return <Choice label={field.label} value={textOf(value)} choices={choices} onChange={set} />;
}

function NumberControl({ field, entities, commit, onBad }: ControlProps): ReactNode {
  const value = sharedValue(entities, field.name);
  return (
    <span className="number grow">
      <NumberInput
        label={field.label}
        value={typeof value === 'number' ? value : undefined}
        unit={field.unit}
        step={field.step}
        min={field.min}
        max={field.max}
        onCommit={(number) => commit(() => number)}
        onBad={onBad}
      />
    </span>
  );
}

/** The right control for a field, for one thing or several at once. */
export function FieldControl(props: ControlProps): ReactNode {
  const { field, entities, commit, onBad } = props;
  switch (field.control) {
    case 'vector':
      return <VectorControl {...props} />;
    case 'number':
      return <NumberControl {...props} />;
    case 'colour':
      return <ColourControl {...props} />;
    case 'switch': {
      const value: Json | undefined = sharedValue(entities, field.name);
      return <Switch label={field.label} on={value === true} onChange={(on) => onBad(commit(() => on))} />;
    }
    case 'choice':
      return <ChoiceControl {...props} />;
    case 'date':
      return <DateControl {...props} />;
    case 'link':
      return (
        <TargetControl
          label={field.label}
          value={(sharedValue(entities, field.name) ?? '') as Key | ''}
          onChange={(key) => onBad(commit(() => key))}
        />
      );
    case 'tags':
      return <TagsControl field={field} entities={entities} onBad={onBad} />;
    case 'person':
      return <PersonControl {...props} />;
    case 'json':
      return <JsonControl {...props} />;
    default:
      return (
        <TextInput label={field.label} value={sharedValue(entities, field.name)} onCommit={(text) => commit(() => text)} onBad={onBad} />
      );
  }
}
