import type { GraphNode, Key } from '@space/doc-schema';
import { type ReactNode, useEffect, useState } from 'react';
import { readContext, runCommand } from '../../commands/run.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyChip } from '../../parts/key-chip.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useNode } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { setUi } from '../../ui/ui-state.ts';
import { sayFact } from '../sources/say-fact.ts';
import { LinksSection } from './links-section.tsx';

/** What lies inside is a glance, not a list: the tree has the rest. */
const INSIDE = 12;
/** Buttons for what is asked most; the menu has the rest. */
const BUTTONS = 3;
/** What the inspector itself is, or what only a menu has room for. */
const NOT_BUTTONS = new Set(['entity.peek', 'entity.inspect', 'link.pick', 'link.copy']);

function Head({ node }: { node: GraphNode }): ReactNode {
  return (
    <div className="head" style={{ padding: '4px 8px' }}>
      <Icon name={node.icon} size={20} kind={node.kind} />
      <h2 className="title grow cut" title={node.title}>
        {node.title}
      </h2>
      <IconButton
        icon="ellipsis"
        label="More"
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          setUi({ menu: { x: box.right - 264, y: box.bottom + 4, about: { type: 'key', key: node.key } } });
        }}
      />
    </div>
  );
}

function Actions({ target }: { target: Key }): ReactNode {
  const session = useSession();
  const { catalog, commands } = session;
  const context = readContext(session, { key: target, targets: [] });
  const offered = catalog
    .actions(target)
    .filter((id) => !NOT_BUTTONS.has(id) && commands.get(id) !== undefined && commands.refusal(id, context) === undefined)
    .slice(0, BUTTONS);
  if (offered.length === 0) return null;
  return (
    <div className="key-acts">
      {offered.map((id) => (
        <Button
          key={id}
          small
          icon={commands.get(id)?.icon ?? 'circle'}
          onClick={() => void runCommand(session, id, { key: target, targets: [] })}
        >
          {commands.get(id)?.title ?? id}
        </Button>
      ))}
    </div>
  );
}

function Facts({ node }: { node: GraphNode }): ReactNode {
  const facts = Object.entries(node.facts);
  if (facts.length === 0) return null;
  return (
    <section className="section first-plain" aria-label="Facts">
      <div className="group-head">Facts</div>
      <dl className="key-facts">
        {facts.map(([name, raw]) => {
          const { label, value } = sayFact(name, raw);
          return (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd className="num">{value}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Inside({ target }: { target: Key }): ReactNode {
  const { catalog } = useSession();
  const [inside, setInside] = useState<{ readonly nodes: readonly GraphNode[]; readonly total: number } | undefined>();
  useEffect(() => {
    let live = true;
    const read = (): void =>
      void catalog
        .children(target, { limit: INSIDE })
        .then(({ nodes, total }) => live && setInside({ nodes, total: total ?? nodes.length }));
    read();
    const stop = catalog.subscribe(target, read);
    return () => {
      live = false;
      stop();
    };
  }, [catalog, target]);
  const shown = inside?.nodes.filter((node) => node.key !== target) ?? [];
  if (shown.length === 0) return null;
  return (
    <section className="section" aria-label="Inside">
      <div className="group-head">
        Inside
        <span className="badge">{inside?.total}</span>
      </div>
      <div className="chips">
        {shown.map((node) => (
          <KeyChip key={node.key} target={node.key} fallback={node.title} />
        ))}
      </div>
    </section>
  );
}

/** Any key that is no entity: what it is, what can be done with it, what its source says, what is in it, what it is linked with. */
export function KeyInspector({ target }: { target: Key }): ReactNode {
  const node = useNode(target);
  if (!node) return <p className="empty">Reading…</p>;
  return (
    <div className="dock-body scrolls">
      <Head node={node} />
      <div className="chips">
        <span className="chip">{node.kind}</span>
      </div>
      {node.missing ? (
        <div style={{ padding: '0 8px 8px' }}>
          <Problem amber title={`${node.title} is not here.`} text={node.missing} />
        </div>
      ) : null}
      <Actions target={target} />
      <Facts node={node} />
      {node.hasChildren ? <Inside target={target} /> : null}
      <LinksSection target={target} kind={node.kind} />
    </div>
  );
}
