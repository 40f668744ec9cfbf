import { useFrame, useThree } from '@react-three/fiber';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import type { FrameFacts, FrameWork } from './stage.ts';
import { useStage } from './stage-context.ts';

/** Runs each frame in one order: steering, camera, all other work, then shadows if stale; asks for the next one while anything moves. */
export function Director({ steer }: { readonly steer: FrameWork }): ReactNode {
  const { stage, reducedMotion } = useStage();
  const gl = useThree((state) => state.gl);
  const size = useThree((state) => state.size);
  const invalidate = useThree((state) => state.invalidate);
  const facts = useMemo<FrameFacts>(() => ({ camera: stage.camera, width: 1, height: 1, deltaS: 0, nowMs: 0 }), [stage]);

  useLayoutEffect(() => {
    stage.rig.reducedMotion = reducedMotion;
  }, [stage, reducedMotion]);
  useLayoutEffect(() => {
    stage.attachCanvas(invalidate);
    invalidate();
    return () => stage.attachCanvas(undefined);
  }, [stage, invalidate]);
  useLayoutEffect(() => {
    facts.width = size.width;
    facts.height = size.height;
    stage.resize(size.width, size.height);
  }, [stage, facts, size]);

  useFrame((_state, delta) => {
    facts.deltaS = Math.min(0.1, delta);
    facts.nowMs = performance.now();
    stage.frames++;
    stage.atRest = true; // until some work of this frame, or what follows it, asks for another
    let again = steer(facts) === true;
    again = stage.rig.step(facts.deltaS, facts.nowMs) || again;
    again = stage.runFrame(facts) || again;
    if (stage.shadowsStale) {
      gl.shadowMap.needsUpdate = true;
      stage.shadowsStale = false;
    }
    if (again) stage.wake();
  });
  return null;
}
