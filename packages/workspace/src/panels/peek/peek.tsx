import { entityIdOf, entityKey, type Key } from '@space/doc-schema';
import { readPlainBody } from '@space/doc-schema/links';
import { type ReactNode, useEffect, useState } from 'react';
import { openKey } from '../../commands/open.ts';
import { fileNameOf, readFileKey } from '../../host-client/file-source.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyChip } from '../../parts/key-chip.tsx';
import { useEntity, useLinksFrom, useLinksTo, useNode } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { sayValue } from '../../parts/words.ts';
import { setUi, useUi } from '../../ui/ui-state.ts';
import { sayFact } from '../sources/say-fact.ts';

const SHOWN_LETTERS = 600;

function useFileStart(key: Key): string | undefined {
  const { host } = useSession();
  const [text, setText] = useState<string | undefined>();
  const path = readFileKey(key)?.path;
  useEffect(() => {
    let live = true;
    if (path !== undefined)
      void host
        .request('files.read', { path })
        .then((answer) => live && setText(answer.ok ? answer.value.text.slice(0, SHOWN_LETTERS) : answer.error.message));
    return () => {
      live = false;
    };
  }, [host, path]);
  return path === undefined ? undefined : text;
}

/** What a key that is no entity and no file says of itself. */
function KeyFacts({ target }: { target: Key }): ReactNode {
  const node = useNode(target);
  if (node?.missing) return <p className="quiet-text">{node.missing}</p>;
  return (
    <dl className="facts">
      {Object.entries(node?.facts ?? {})
        .slice(0, 8)
        .map(([name, raw]) => {
          const { label, value } = sayFact(name, raw);
          return (
            <div key={name} className="line small-text">
              <dt className="faint">{label}</dt>
              <dd className="cut" title={value}>
                {value}
              </dd>
            </div>
          );
        })}
    </dl>
  );
}

function Content({ target }: { target: Key }): ReactNode {
  const { graph } = useSession();
  const id = entityIdOf(target);
  const entity = useEntity(id);
  const fileStart = useFileStart(target);
  if (!id && readFileKey(target)) return <pre className="peek-code">{fileStart ?? 'Reading…'}</pre>;
  if (!id) return <KeyFacts target={target} />;
  if (!entity) return <p className="quiet-text">It is not in this world.</p>;
  const body = readPlainBody(graph, id).slice(0, SHOWN_LETTERS);
  const facts = Object.values(graph.kinds.get(entity.kind)?.fields ?? {}).filter((field) =>
    ['tags', 'choice', 'number', 'date', 'switch'].includes(field.control),
  );
  return (
    <>
      {body ? <p className="peek-text">{body}</p> : null}
      <dl className="facts">
        {facts.slice(0, 5).map((field) => {
          const value = entity.properties[field.name];
          if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return null;
          return (
            <div key={field.name} className="line small-text">
              <dt className="faint">{field.label}</dt>
              <dd>
                {field.choices?.find((choice) => choice.value === value)?.label ??
                  (Array.isArray(value) ? value.join(', ') : sayValue(value))}
                {field.unit ? ` ${field.unit}` : ''}
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

function Links({ target }: { target: Key }): ReactNode {
  const out = useLinksFrom(target);
  const back = useLinksTo(target);
  const others = [...new Set([...out.map((link) => link.to), ...back.map((link) => link.from)])].slice(0, 8);
  if (others.length === 0) return null;
  return (
    <div className="chips" style={{ padding: 0 }}>
      {others.map((other) => (
        <KeyChip key={other} target={other} />
      ))}
    </div>
  );
}

/** A look at a thing without opening it: Space brings it and takes it away; it follows the selection. */
export function Peek(): ReactNode {
  const session = useSession();
  const target = useUi((ui) => ui.peek);
  const left = useUi((ui) => ui.left);
  useEffect(
    () =>
      useUi.subscribe((ui, before) => {
        const first = ui.selection[0];
        if (ui.selection !== before.selection && first && ui.peek && entityIdOf(ui.peek)) setUi({ peek: entityKey(first) });
      }),
    [],
  );
  return target ? <PeekCard key={target} target={target} left={left ? 280 : 8} onOpen={() => openKey(session, target)} /> : null;
}

function PeekCard({ target, left, onOpen }: { target: Key; left: number; onOpen: () => void }): ReactNode {
  const node = useNode(target);
  const file = readFileKey(target);
  return (
    <section className="island peek" aria-label={`Peek: ${node?.title ?? ''}`} style={{ left }}>
      <div className="panel-head">
        <Icon name={node?.icon ?? 'circle'} kind={node?.kind} />
        <h2 className="strong cut grow">{node?.title ?? (file ? fileNameOf(file) : '')}</h2>
        <IconButton small icon="x" label="Close" keys="Esc" onClick={() => setUi({ peek: undefined })} />
      </div>
      <div className="peek-body">
        <Content target={target} />
        <Links target={target} />
      </div>
      <div className="panel-foot">
        <Button
          small
          keys="Enter"
          onClick={() => {
            setUi({ peek: undefined });
            onOpen();
          }}
        >
          Open
        </Button>
      </div>
    </section>
  );
}
