import { type Entity, type EntityId, entityKey, type Field, type Key, type PersonId, personKey } from '@space/doc-schema';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { runCommand } from '../../commands/run.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useGraphVersion } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { createCommit, isMixed, isUnplaced, readFieldOff, readShownFields } from './edit-field.ts';
import { FieldControl } from './field-control.tsx';
import { KeyInspector } from './key-inspector.tsx';
import { IssuesSection } from './issues-section.tsx';
import { LinksSection } from './links-section.tsx';
import { MakersSection } from './makers-section.tsx';
import { TextInput } from './text-input.tsx';
import './inspector.css';

const TextEditor = lazyPart(() => import('../editor/text-editor.tsx').then((module) => module.TextEditor));

const GROUPS = [
  { group: 'content', title: 'Content' },
  { group: 'state', title: 'State' },
  { group: 'place', title: 'Place' },
  { group: 'look', title: 'Look' },
  { group: 'more', title: 'More' },
] as const;

function FieldRow({ field, entities }: { field: Field; entities: readonly Entity[] }): ReactNode {
  const { graph } = useSession();
  const [bad, setBad] = useState<string | undefined>();
  return (
    <div className="property">
      <span className="faint">
        {field.label}
        {isMixed(field, entities) ? <span className="small-text">, mixed</span> : null}
      </span>
      <span className="value">
        <FieldControl
          field={field}
          entities={entities}
          commit={createCommit(graph, entities, field)}
          onBad={setBad}
          off={readFieldOff(field, entities)}
        />
      </span>
      {bad ? (
        <span className="help bad" role="alert">
          <Icon name="circle-alert" size={14} />
          {bad}
        </span>
      ) : field.loose ? (
        <span className="help faint">{field.loose}</span>
      ) : null}
    </div>
  );
}

function Body({ entity, property, label }: { entity: Entity; property: string; label: string }): ReactNode {
  const { graph } = useSession();
  const text = graph.text(entity.id, property);
  if (!text) return null;
  return (
    <div className="body-editor">
      <Suspense fallback={<p className="faint small-text">Opening the text…</p>}>
        <TextEditor key={`${entity.id}/${property}`} text={text} about={entityKey(entity.id)} label={label} dense />
      </Suspense>
    </div>
  );
}

/** What stands nowhere can be stood where you look. */
function PlaceIt({ entities }: { entities: readonly Entity[] }): ReactNode {
  const session = useSession();
  const targets = entities.map((entity) => entity.id);
  return (
    <div style={{ padding: '2px 8px 6px' }}>
      <Button small icon="crosshair" onClick={() => void runCommand(session, 'thing.stand', { targets })}>
        Place in the world
      </Button>
    </div>
  );
}

function FieldGroups({ entities }: { entities: readonly Entity[] }): ReactNode {
  const { graph } = useSession();
  const fields = readShownFields(graph, entities).filter((field) => field.name !== 'title' || entities.length > 1);
  const only = entities.length === 1 ? entities[0] : undefined;
  // A row belongs to what is selected: bad input of one selection does not follow to the next.
  const held = entities.map((entity) => entity.id).join(' ');
  return GROUPS.map(({ group, title }) => {
    const inGroup = fields.filter((field) => field.group === group && (field.merge !== 'text' || only));
    if (inGroup.length === 0) return null;
    return (
      <section key={group} className="section first-plain" aria-label={title}>
        <div className="group-head">{title}</div>
        {group === 'place' && entities.every(isUnplaced) ? <PlaceIt entities={entities} /> : null}
        {inGroup.map((field) =>
          field.merge === 'text' && only ? (
            <Body key={field.name} entity={only} property={field.name} label={field.label} />
          ) : (
            <FieldRow key={`${field.name} ${held}`} field={field} entities={entities} />
          ),
        )}
      </section>
    );
  });
}

function HeadTitle({ entities, onBad }: { entities: readonly Entity[]; onBad: (message: string | undefined) => void }): ReactNode {
  const { graph } = useSession();
  const [first] = entities;
  if (entities.length !== 1 || !first) return <span className="title grow cut">{entities.length} things</span>;
  const field = graph.kinds.get(first.kind)?.fields.title;
  if (!field) return <span className="title grow cut">{first.title}</span>;
  return (
    <TextInput
      key={first.id}
      bare
      label="Title"
      value={first.properties.title ?? ''}
      onCommit={(text) => createCommit(graph, entities, field)(() => text)}
      onBad={onBad}
    />
  );
}

function HeadChips({ entities }: { entities: readonly Entity[] }): ReactNode {
  const { graph } = useSession();
  const kindsSeen = [...new Set(entities.map((entity) => graph.kinds.get(entity.kind)?.title ?? entity.kind))];
  return (
    <div className="chips">
      {kindsSeen.map((name) => (
        <span key={name} className="chip">
          {name.toLowerCase()}
        </span>
      ))}
      {entities.some((entity) => graph.kinds.get(entity.kind)?.declared) ? (
        <span className="chip" title="This program has no code for this kind; the world says what it is.">
          kind of this world
        </span>
      ) : null}
      {entities.some((entity) => entity.trashed) ? <span className="chip warning">in the trash</span> : null}
      {entities.some((entity) => entity.properties.locked === true) ? <span className="chip">locked</span> : null}
    </div>
  );
}

function Head({ entities }: { entities: readonly Entity[] }): ReactNode {
  const session = useSession();
  const [bad, setBad] = useState<string | undefined>();
  const [first] = entities;
  if (!first) return null;
  const ids = entities.map((entity) => entity.id);
  const icon = entities.length > 1 ? 'shapes' : (session.graph.kinds.get(first.kind)?.icon ?? 'circle-alert');
  return (
    <>
      <div className="head" style={{ padding: '4px 8px' }}>
        <Icon name={icon} size={20} kind={first.kind} />
        <HeadTitle entities={entities} onBad={setBad} />
        <IconButton
          icon="ellipsis"
          label="More"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            setUi({ menu: { x: box.right - 264, y: box.bottom + 4, about: { type: 'entities', ids } } });
          }}
        />
      </div>
      {bad ? (
        <p className="help bad" style={{ padding: '0 8px 4px' }} role="alert">
          {bad}
        </p>
      ) : null}
      <HeadChips entities={entities} />
      {entities.every((entity) => entity.trashed) ? (
        <div style={{ padding: '0 8px 8px' }}>
          <Button small icon="undo-2" onClick={() => void runCommand(session, 'entity.restore', { targets: ids })}>
            Restore
          </Button>
        </div>
      ) : null}
    </>
  );
}

/** The key by which a person is mentioned and given tasks, in this world and others; their entity is only their card here. */
const personOf = ({ kind, properties }: Entity): Key | undefined =>
  kind === 'person' && typeof properties.person === 'string' && properties.person !== ''
    ? personKey(properties.person as PersonId)
    : undefined;

/** What is selected, or a key that is no entity. */
export function Inspector(): ReactNode {
  const inspected = useUi((ui) => ui.inspected);
  return inspected ? <KeyInspector key={inspected} target={inspected} /> : <SelectionInspector />;
}

/** What is selected: its fields, its links, who wrote it. Several things show the fields they share. */
function SelectionInspector(): ReactNode {
  const { graph } = useSession();
  const selection = useUi((ui) => ui.selection);
  const inspecting = useUi((ui) => ui.inspecting);
  const makers = useRef<HTMLDivElement>(null);
  useGraphVersion();
  const entities = selection.flatMap((id: EntityId) => graph.read(id) ?? []);
  const only = entities.length === 1 ? entities[0] : undefined;
  useEffect(() => {
    if (inspecting !== 'makers') return;
    makers.current?.scrollIntoView({ block: 'nearest' });
    makers.current?.focus();
    setUi({ inspecting: 'fields' });
  }, [inspecting]);
  return (
    <div className="dock-body scrolls">
      <Head entities={entities} />
      {only ? <IssuesSection entity={only} /> : null}
      <FieldGroups entities={entities} />
      {only ? (
        <>
          <LinksSection target={entityKey(only.id)} kind={only.kind} />
          {personOf(only) ? <LinksSection target={personOf(only) as Key} kind="person" title="Links of the person" /> : null}
          <div ref={makers} tabIndex={-1}>
            <MakersSection entity={only} />
          </div>
        </>
      ) : null}
    </div>
  );
}
