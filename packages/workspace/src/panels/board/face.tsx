import { type Entity, entityIdOf, entityKey, type Key } from '@space/doc-schema';
import { type ReactNode, Suspense } from 'react';
import { openPanel } from '../../commands/open.ts';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { textOf } from '../../parts/words.ts';
import { useEntity, useNode } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { setUi } from '../../ui/ui-state.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { PANEL_BODIES } from '../panel-bodies.tsx';
import { panelSortOf } from '../panel-sorts.ts';
import { BoardBody } from './board-body.tsx';

function Body({ entity }: { entity: Entity }): ReactNode {
  const target = textOf(entity.properties.target) as Key | '';
  const view = entity.properties.view;
  const shown = useEntity(entityIdOf(target));
  if (view === 'board') return <BoardBody board={entity} />;
  if (target === '')
    return <p className="panel-bars quiet-text">This panel shows nothing yet. Select it and choose a target in the inspector.</p>;
  if (shown?.id === entity.id)
    return <p className="panel-bars quiet-text">This panel shows itself. Choose another target in the inspector.</p>;
  return PANEL_BODIES[panelSortOf(target, shown).name](target, false);
}

/** The face of a panel that stands in the world: the same parts as in the HUD, one size up. */
export function Face({ entity }: { entity: Entity }): ReactNode {
  const session = useSession();
  const target = textOf(entity.properties.target) as Key | '';
  const node = useNode(target === '' ? entityKey(entity.id) : target);
  const subject = target === '' ? entityKey(entity.id) : target;
  return (
    <div className="face">
      <div className="face-head">
        <Icon name={node?.icon ?? 'panel-top'} size={14} kind={node?.kind} />
        <span className="grow cut face-name">{entity.title}</span>
        <IconButton
          small
          icon="picture-in-picture-2"
          label="Hang in front of you"
          tip={false}
          onClick={() => openPanel(session, subject)}
        />
        <IconButton
          small
          icon="ellipsis"
          label={`More for ${entity.title}`}
          tip={false}
          onClick={(event) => {
            setUi({ selection: [entity.id] });
            openMenu(event, { type: 'entities', ids: [entity.id] });
          }}
        />
      </div>
      <div className="face-body">
        <Suspense fallback={<p className="faint panel-bars">Opening…</p>}>
          <Body entity={entity} />
        </Suspense>
      </div>
    </div>
  );
}
