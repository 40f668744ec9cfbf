import { type ReactNode, useEffect, useLayoutEffect, useMemo } from 'react';
import { useStage } from '../stage/stage-context.ts';
import type { GizmoControl } from './gizmo-control.ts';
import { GizmoModel } from './gizmo-model.ts';
import type { GizmoMode } from './handles.ts';

/** Draws the gizmo where its control says, always the same size on screen. */
export function Gizmo({ control, mode }: { readonly control: GizmoControl; readonly mode: GizmoMode }): ReactNode {
  const { stage, colours } = useStage();
  const model = useMemo(() => new GizmoModel(mode, colours), [mode, colours]);
  useLayoutEffect(
    () =>
      stage.addFrameWork(({ height }) => {
        control.place(height);
        model.root.visible = control.visible;
        if (!control.visible) return false;
        model.root.position.copy(control.anchor);
        model.root.quaternion.copy(control.frame);
        model.root.scale.setScalar(control.unitM);
        model.mark(control.dragged ?? control.hovered, control.dragged !== undefined);
        return false;
      }),
    [stage, control, model],
  );
  useEffect(() => () => model.dispose(), [model]);
  return <primitive object={model.root} />;
}
