import { BackSide, Mesh, ShaderMaterial, SphereGeometry, Vector3 } from 'three';
import type { WorldColours } from '../stage/colours.ts';

const VERTEX = /* glsl */ `
varying vec3 vDir;
void main() {
  vDir = position;
  gl_Position = (projectionMatrix * vec4(mat3(modelViewMatrix) * position, 1.0)).xyww;
}`;

// Bands by elevation, a glow round the sun, and at dusk one star in some fourteen cells of a fixed lattice.
const FRAGMENT = /* glsl */ `
varying vec3 vDir;
uniform vec3 zenith, high, low, horizon, glow, toSun;
uniform float glowAmount, stars;
float noise(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
void main() {
  vec3 dir = normalize(vDir);
  float e = dir.y;
  vec3 colour = mix(horizon, low, smoothstep(0.0, 0.10, e));
  colour = mix(colour, high, smoothstep(0.05, 0.26, e));
  colour = mix(colour, zenith, smoothstep(0.18, 0.72, e));
  float facing = max(dot(dir, toSun), 0.0);
  colour += glow * glowAmount * (pow(facing, 6.0) * 0.35 + pow(facing, 40.0) * 0.5) * smoothstep(-0.1, 0.05, e);
  vec2 lattice = vec2(atan(dir.x, dir.z) * 70.0, e * 90.0);
  vec2 cell = floor(lattice);
  vec2 at = (vec2(noise(cell + 3.0), noise(cell + 7.0)) - 0.5) * 0.6;
  float star = smoothstep(0.93, 1.0, noise(cell)) * smoothstep(0.14, 0.02, length(fract(lattice) - 0.5 - at));
  colour += stars * star * smoothstep(0.10, 0.34, e) * 0.55;
  gl_FragColor = vec4(colour, 1.0);
  #include <colorspace_fragment>
}`;

/** The sky: a sphere that is always around the camera, drawn first, not tone mapped. The caller disposes geometry and material. */
export function createSky(colours: WorldColours): Mesh<SphereGeometry, ShaderMaterial> {
  const toSun = (colours.dark ? new Vector3(-0.55, 0.05, -1) : new Vector3(-0.6, 0.22, -1)).normalize();
  const material = new ShaderMaterial({
    side: BackSide,
    depthWrite: false,
    depthTest: false,
    fog: false,
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      zenith: { value: colours.zenith },
      high: { value: colours.high },
      low: { value: colours.low },
      horizon: { value: colours.horizon },
      glow: { value: colours.sun },
      toSun: { value: toSun },
      glowAmount: { value: colours.dark ? 0.5 : 0.3 },
      stars: { value: colours.dark ? 1 : 0 },
    },
  });
  const sky = new Mesh(new SphereGeometry(1, 48, 32), material);
  sky.renderOrder = -10;
  sky.frustumCulled = false;
  sky.raycast = () => undefined;
  return sky;
}
