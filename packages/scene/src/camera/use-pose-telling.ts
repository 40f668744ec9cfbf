import { useEffect } from 'react';
import { Vector3 } from 'three';
import type { Stage } from '../stage/stage.ts';

const TELL_MS = 100;

/** Tells the workspace where you look, at most 10 times a second while the camera moves, and once at its rest. */
export function usePoseTelling(stage: Stage): void {
  useEffect(() => {
    const eye = new Vector3(Number.NaN, 0, 0);
    const ahead = new Vector3();
    const now = new Vector3();
    let toldMs = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      toldMs = performance.now();
      stage.told.onPose?.(stage.rig.pose());
    };
    const stop = stage.addFrameWork(({ camera, nowMs }) => {
      camera.getWorldDirection(now);
      if (eye.equals(camera.position) && ahead.distanceToSquared(now) < 1e-8) return false;
      eye.copy(camera.position);
      ahead.copy(now);
      timer ??= setTimeout(tell, Math.max(0, toldMs + TELL_MS - nowMs));
      return false;
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [stage]);
}
