import { Color, DoubleSide, FrontSide, MeshStandardMaterial, type WebGLProgramParametersWithUniforms } from 'three';

/** How a surface differs from matt pigment. */
export interface Finish {
  /** Emission in the surface's own colour, 0 to about 1.2. */
  readonly glow?: number;
  readonly roughness?: number;
  /** How much darker the surface is at the ground, so that forms sit on it; 0 on floors. */
  readonly seat?: number;
  readonly opacity?: number;
  readonly doubleSided?: boolean;
}

const SEAT = 0.16;

// The instance matrix is there when a batch draws the same material.
const LIFT_VERTEX = `#include <project_vertex>
vec4 liftAt = vec4(transformed, 1.0);
#ifdef USE_BATCHING
  liftAt = batchingMatrix * liftAt;
#endif
#ifdef USE_INSTANCING
  liftAt = instanceMatrix * liftAt;
#endif
vLift = (modelMatrix * liftAt).y;`;

function seated(material: MeshStandardMaterial, seat: number): void {
  const ground = (1 - seat).toFixed(3);
  material.onBeforeCompile = (shader: WebGLProgramParametersWithUniforms): void => {
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying float vLift;')
      .replace('#include <project_vertex>', LIFT_VERTEX);
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', '#include <common>\nvarying float vLift;')
      .replace(
        '#include <color_fragment>',
        `#include <color_fragment>\ndiffuseColor.rgb *= mix(${ground}, 1.0, smoothstep(0.0, 1.1, vLift));`,
      );
  };
  material.customProgramCacheKey = () => `seat ${ground}`;
}

/** Names a paint, for sharing. */
export const paintKey = (colour: string, finish: Finish): string =>
  `paint ${colour} ${finish.glow ?? 0} ${finish.roughness ?? 0.85} ${finish.seat ?? SEAT} ${finish.opacity ?? 1} ${finish.doubleSided ? 2 : 1}`;

/** The house material: matt pigment, a little darker towards the ground. The caller disposes it. */
export function createPaint(colour: string, finish: Finish = {}): MeshStandardMaterial {
  const material = new MeshStandardMaterial({ color: colour, roughness: finish.roughness ?? 0.85, metalness: 0 });
  if (finish.glow) {
    material.emissive = new Color(colour);
    material.emissiveIntensity = finish.glow;
  }
  if (finish.opacity !== undefined && finish.opacity < 1) {
    material.transparent = true;
    material.opacity = finish.opacity;
  }
  material.side = finish.doubleSided ? DoubleSide : FrontSide;
  const seat = finish.seat ?? SEAT;
  if (seat > 0) seated(material, seat);
  return material;
}
