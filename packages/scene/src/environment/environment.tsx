import { type ReactNode, useEffect, useLayoutEffect, useMemo } from 'react';
import { useThree } from '@react-three/fiber';
import { Fog, Group, Vector3 } from 'three';
import type { Stage } from '../stage/stage.ts';
import { useStage } from '../stage/stage-context.ts';
import type { Quality } from '../world-face.ts';
import { createGround } from './ground.ts';
import { LampPool } from './lamp-pool.ts';
import { createRidges } from './ridges.ts';
import { createSky } from './sky.ts';
import { createSun } from './sun.ts';

/** Sky, far hills, land, sun, fog and the lamps that really shine, in the theme's light; all follow the view. */
export function Environment({ quality }: { readonly quality: Quality }): ReactNode {
  const { stage, colours } = useStage();
  const scene = useThree((state) => state.scene);
  const surroundings = useMemo(() => {
    const sky = createSky(colours);
    const ridges = new Group().add(...createRidges(colours));
    const ground = createGround(colours);
    const sun = createSun(colours, quality);
    const lamps = new LampPool();
    const root = new Group().add(sky, ridges, ground.mesh, sun.light, sun.light.target, sun.hemisphere, lamps.root);
    const dispose = (): void => {
      for (const mesh of [sky, ...createdMeshes(ridges)]) {
        mesh.geometry.dispose();
        mesh.material.dispose();
      }
      ground.dispose();
      sun.dispose();
      lamps.dispose();
    };
    return { root, ridges, ground, sun, lamps, dispose };
  }, [colours, quality]);

  useLayoutEffect(() => {
    scene.fog = new Fog(colours.horizon.clone().lerp(colours.low, 0.35), 16, 64);
    stage.shadowsStale = true;
    const middle = new Vector3();
    const stop = stage.addFrameWork(({ camera }) => {
      landMiddle(stage, camera.position, middle);
      surroundings.ground.follow(middle.x, middle.z);
      surroundings.ridges.position.set(middle.x, 0, middle.z);
      if (surroundings.sun.follow(middle.x, 0, middle.z)) stage.shadowsStale = true;
      surroundings.lamps.choose(stage.lamps, camera.position, stage.moves);
      return false;
    });
    return () => {
      stop();
      scene.fog = null;
    };
  }, [scene, colours, stage, surroundings]);
  useEffect(() => surroundings.dispose, [surroundings]);
  return <primitive object={surroundings.root} />;
}

/** Land and shadows reach around what is looked at, at most this far from the eye, metres. */
const AHEAD_M = 26;

function landMiddle(stage: Stage, eye: Vector3, out: Vector3): void {
  stage.rig.target(out).sub(eye).setY(0).clampLength(0, AHEAD_M).add(eye);
}

type Strip = ReturnType<typeof createRidges>[number];

function createdMeshes(group: Group): readonly Strip[] {
  return group.children as Strip[]; // reason: filled with createRidges alone
}
