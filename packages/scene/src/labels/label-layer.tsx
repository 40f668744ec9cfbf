import type { EntityId } from '@space/doc-schema';
import { type CSSProperties, type ReactNode, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { Vector3 } from 'three';
import { FRAME_ORDER } from '../stage/stage.ts';
import { useStage } from '../stage/stage-context.ts';
import type { Label } from './label.ts';
import { LabelPlacer } from './label-placer.ts';

/** A thing's title as it reads now. */
function Title({ id, suffix }: { readonly id: EntityId; readonly suffix: string }): ReactNode {
  const { stage } = useStage();
  const subscribe = useCallback((listener: () => void) => stage.entities.subscribe(id, listener), [stage, id]);
  const entity = useSyncExternalStore(subscribe, () => stage.graph.read(id));
  return `${entity?.title ?? ''}${suffix}`;
}

const CURSOR = 'M1 1 L1 14.5 L4.6 11.2 L7 16.5 L9.6 15.4 L7.2 10.3 L12 10 Z';

function LabelElement({ label, placer }: { readonly label: Label; readonly placer: LabelPlacer }): ReactNode {
  const { stage } = useStage();
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const here = element.current;
    if (!here) return undefined;
    placer.put(label, here);
    stage.wake();
    return () => placer.drop(label.key, here);
  }, [placer, label, stage]);
  const style = label.colour
    ? ({ '--label-colour': label.colour, '--label-on': 'var(--on-person)' } as CSSProperties) // reason: React's type knows no custom properties
    : undefined;
  const icon = label.icon ? stage.told.renderIcon?.(label.icon) : undefined;
  const text = label.entity === undefined ? label.text : <Title id={label.entity} suffix={label.text} />;
  return (
    <div ref={element} className="space-label" data-look={label.look} style={style}>
      {icon}
      {label.look === 'cursor' && (
        <svg width="16" height="18" viewBox="0 0 16 18" aria-hidden="true">
          <path d={CURSOR} />
        </svg>
      )}
      {label.live ? null : <span>{text}</span>}
    </div>
  );
}

/** The DOM over the world: names, tags, pills, letters, cursors. It takes no pointer. */
export function LabelLayer({ labels }: { readonly labels: readonly Label[] }): ReactNode {
  const { stage } = useStage();
  const placer = useRef<LabelPlacer>(undefined);
  placer.current ??= new LabelPlacer(stage);
  const { current } = placer;
  useLayoutEffect(() => {
    const camera = new Vector3();
    let moves = -1;
    return stage.addFrameWork((facts) => {
      const moved = moves !== stage.moves || !camera.equals(facts.camera.position);
      moves = stage.moves;
      camera.copy(facts.camera.position);
      return current.step(facts, moved);
    }, FRAME_ORDER.labels);
  }, [stage, current]);
  return (
    <div className="space-labels" aria-hidden="true">
      {labels.map((label) => (
        <LabelElement key={label.key} label={label} placer={current} />
      ))}
    </div>
  );
}
