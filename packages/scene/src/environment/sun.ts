import { DirectionalLight, HemisphereLight, Matrix4, Vector3 } from 'three';
import type { WorldColours } from '../stage/colours.ts';
import type { Quality } from '../world-face.ts';

/** Half the width of the shadow map's field, metres. */
const REACH_M = 17;
const MAP_PX: Readonly<Record<Quality, number>> = { light: 512, normal: 2048, picture: 4096 };
const UP = new Vector3(0, 1, 0);

/** The sun with its shadows, and the light of sky and ground. */
export interface Sun {
  readonly light: DirectionalLight;
  readonly hemisphere: HemisphereLight;
  /** Brings the shadows around a point; true when they moved, which is in whole texels, so that their edges never crawl. */
  follow(x: number, y: number, z: number): boolean;
  dispose(): void;
}

/** Makes the theme's sun. */
export function createSun(colours: WorldColours, quality: Quality): Sun {
  const { dark } = colours;
  const toSun = dark ? new Vector3(-9, 4.6, 5) : new Vector3(-7, 9, 6.5);
  toSun.multiplyScalar(2.2);
  const light = new DirectionalLight(colours.sun, dark ? 1.85 : 2.7);
  light.castShadow = true;
  const { shadow } = light;
  shadow.mapSize.set(MAP_PX[quality], MAP_PX[quality]);
  shadow.radius = 3;
  shadow.bias = -0.0003;
  shadow.normalBias = 0.05;
  shadow.intensity = dark ? 0.72 : 0.62;
  Object.assign(shadow.camera, { left: -REACH_M, right: REACH_M, top: REACH_M, bottom: -REACH_M, near: 1, far: 60 });
  shadow.camera.updateProjectionMatrix();
  const hemisphere = new HemisphereLight(colours.skyLight, colours.groundLight, 1.75);

  const texel = (REACH_M * 2) / MAP_PX[quality];
  const toLight = new Matrix4().lookAt(toSun, new Vector3(), UP).invert();
  const toWorld = toLight.clone().invert();
  const at = new Vector3();
  const last = new Vector3(Number.NaN, 0, 0);
  const follow = (x: number, y: number, z: number): boolean => {
    at.set(x, y, z).applyMatrix4(toLight);
    // A step of sixteen texels moves the map seldom, and a whole number of texels keeps every edge where it was.
    const step = texel * 16;
    at.set(Math.round(at.x / step) * step, Math.round(at.y / step) * step, Math.round(at.z / step) * step);
    if (at.equals(last)) return false;
    last.copy(at);
    at.applyMatrix4(toWorld);
    light.target.position.copy(at);
    light.position.copy(at).add(toSun);
    light.updateMatrixWorld();
    light.target.updateMatrixWorld();
    return true;
  };
  follow(0, 0, 0);
  return { light, hemisphere, follow, dispose: () => light.dispose() };
}
