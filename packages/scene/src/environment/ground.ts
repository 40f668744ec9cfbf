import { Mesh, MeshStandardMaterial, PlaneGeometry, Vector2, type WebGLProgramParametersWithUniforms } from 'three';
import { LAND_GLSL } from '../land.ts';
import type { WorldColours } from '../stage/colours.ts';

const SIZE_M = 150;
const CELLS = 200;
/** The ground moves with the view in whole cells, so that its triangles never swim. */
const CELL_M = SIZE_M / CELLS;
/** Where the land begins to fade into the sky and where it has ended, metres from the middle of the view. */
const FADE_M: readonly [number, number] = [16, 46];

/** The ground mesh with what it needs told as the view moves. */
export interface Ground {
  readonly mesh: Mesh<PlaneGeometry, MeshStandardMaterial>;
  /** Puts the middle of the land under a point. Allocates nothing; called per frame. */
  follow(x: number, z: number): void;
  dispose(): void;
}

// The land is a function of place, so a moved mesh is the same land; normals come from the slope.
const VERTEX_HEAD = `#include <common>
varying vec3 vAt; uniform vec2 middle;
${LAND_GLSL}`;
const VERTEX_NORMAL = `
vec2 landAt = position.xz + middle; const float d = 0.12;
float hx = landHeight(landAt + vec2(d, 0.0)) - landHeight(landAt - vec2(d, 0.0));
float hz = landHeight(landAt + vec2(0.0, d)) - landHeight(landAt - vec2(0.0, d));
vec3 objectNormal = normalize(vec3(-hx, 2.0 * d, -hz));`;
const VERTEX_PLACE = `vec3 transformed = vec3(landAt.x, landHeight(landAt), landAt.y); vAt = transformed;`;
const FRAGMENT_HEAD = `#include <common>
varying vec3 vAt; uniform vec3 gridColour, highColour; uniform vec2 fade, fadeMiddle; uniform float gridAmount;
float gridLines(vec2 at, float stepM, float px) {
  vec2 q = at / stepM, w = fwidth(q);
  vec2 far = abs(fract(q - 0.5) - 0.5) / max(w, vec2(1e-5));
  vec2 a = clamp(px - far, 0.0, 1.0) * clamp(0.6 - w * 1.6, 0.0, 1.0) * 1.6;
  return max(a.x, a.y);
}`;
const FRAGMENT_COLOUR = `#include <color_fragment>
diffuseColor.rgb = mix(diffuseColor.rgb, highColour, smoothstep(0.15, 2.4, vAt.y));
float away = length(vAt.xz - fadeMiddle);
float close = 1.0 - smoothstep(fade.x * 0.35, fade.x * 1.15, away);
float grid = max(gridLines(vAt.xz, 1.0, 1.0) * 0.45, gridLines(vAt.xz, 5.0, 1.25));
diffuseColor.rgb = mix(diffuseColor.rgb, gridColour, grid * close * gridAmount);
diffuseColor.a = 1.0 - smoothstep(fade.x, fade.y, away);`;

/** The land with its grid: flat where people build, hills around, ending in the sky. */
export function createGround(colours: WorldColours): Ground {
  const middle = new Vector2();
  const fadeMiddle = new Vector2();
  const material = new MeshStandardMaterial({ color: colours.ground, roughness: 1, transparent: true, fog: false });
  const uniforms = {
    middle: { value: middle },
    fadeMiddle: { value: fadeMiddle },
    gridColour: { value: colours.grid },
    highColour: { value: colours.groundHigh },
    fade: { value: new Vector2(FADE_M[0], FADE_M[1]) },
    gridAmount: { value: colours.dark ? 0.42 : 0.62 },
  };
  material.onBeforeCompile = (shader: WebGLProgramParametersWithUniforms): void => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', VERTEX_HEAD)
      .replace('#include <beginnormal_vertex>', VERTEX_NORMAL)
      .replace('#include <begin_vertex>', VERTEX_PLACE);
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', FRAGMENT_HEAD)
      .replace('#include <color_fragment>', FRAGMENT_COLOUR);
  };
  const geometry = new PlaneGeometry(SIZE_M, SIZE_M, CELLS, CELLS).rotateX(-Math.PI / 2);
  const mesh = new Mesh(geometry, material);
  mesh.receiveShadow = true;
  mesh.renderOrder = -5;
  mesh.frustumCulled = false;
  mesh.raycast = () => undefined;
  return {
    mesh,
    follow: (x, z) => {
      fadeMiddle.set(x, z);
      middle.set(Math.round(x / CELL_M) * CELL_M, Math.round(z / CELL_M) * CELL_M);
    },
    dispose: () => {
      geometry.dispose();
      material.dispose();
    },
  };
}
