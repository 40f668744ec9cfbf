import { ShaderMaterial } from 'three';
import type { WorldColours } from '../stage/colours.ts';

const VERTEX = /* glsl */ `
varying vec3 vNormal; varying vec3 vView;
void main() {
  vec4 at = modelViewMatrix * vec4(position, 1.0);
  vView = -normalize(at.xyz);
  vNormal = normalize(normalMatrix * normal);
  gl_Position = projectionMatrix * at;
}`;
const FRAGMENT = /* glsl */ `
uniform vec3 colour; uniform float strength; varying vec3 vNormal; varying vec3 vView;
void main() {
  float rim = 1.0 - abs(dot(normalize(vNormal), normalize(vView)));
  gl_FragColor = vec4(colour, min(0.9, (0.16 + 0.62 * rim * rim) * strength));
  #include <colorspace_fragment>
}`;

/** What is not there, or not any more: pale, brighter at its rim (LOOK.md, section 10). The caller disposes it. */
export function createGhostMaterial(colours: WorldColours, depthWrite: boolean): ShaderMaterial {
  return new ShaderMaterial({
    transparent: true,
    depthWrite,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { colour: { value: colours.ghost }, strength: { value: colours.dark ? 1 : 0.85 } },
  });
}
