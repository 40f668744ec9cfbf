import {
  BufferGeometry,
  type Color,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  NotEqualStencilFunc,
  AlwaysStencilFunc,
  type Object3D,
  ReplaceStencilOp,
  ShaderMaterial,
  type Vector2,
} from 'three';
import { mergeVertices } from 'three/examples/jsm/utils/BufferGeometryUtils.js';

const VERTEX = /* glsl */ `
uniform vec2 size; uniform float px;
void main() {
  vec4 clip = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  vec2 away = (projectionMatrix * vec4(normalize(normalMatrix * normal), 0.0)).xy;
  clip.xy += normalize(away * size + 1e-6) * px * 2.0 / size * clip.w;
  gl_Position = clip;
}`;
const FRAGMENT = /* glsl */ `
uniform vec3 colour; uniform float opacity;
void main() {
  gl_FragColor = vec4(colour, opacity);
  #include <colorspace_fragment>
}`;

/** Forms with one normal a point, by the form they were made of, so that a swollen copy has no gaps at its edges. */
const seamless = new WeakMap<BufferGeometry, BufferGeometry>();

function seamlessOf(geometry: BufferGeometry): BufferGeometry {
  const known = seamless.get(geometry);
  if (known) return known;
  const bare = new BufferGeometry();
  bare.setAttribute('position', geometry.getAttribute('position').clone());
  if (geometry.index) bare.setIndex(geometry.index.clone());
  const merged = mergeVertices(bare, 1e-4);
  merged.computeVertexNormals();
  merged.boundingSphere = geometry.boundingSphere;
  seamless.set(geometry, merged);
  geometry.addEventListener('dispose', function ended() {
    geometry.removeEventListener('dispose', ended);
    seamless.delete(geometry);
    merged.dispose();
  });
  return merged;
}

/** How an outline looks. */
export interface OutlineStyle {
  readonly colour: Color;
  readonly widthPx: number;
  readonly opacity: number;
}

/**
 * The outline of one thing: its meshes into the stencil, then swollen along the screen where the stencil is empty, then the stencil
 * cleaned. Drawn last and over everything, so that it is never broken. It follows the thing by sharing its matrices.
 */
export class Hull {
  readonly root: Group = new Group();
  readonly #hull: ShaderMaterial;
  readonly #mask: MeshBasicMaterial;
  readonly #clear: MeshBasicMaterial;
  readonly #clearSwollen: ShaderMaterial;

  constructor(target: Object3D, style: OutlineStyle, size: Vector2, order: number) {
    this.#hull = new ShaderMaterial({
      uniforms: { colour: { value: style.colour }, opacity: { value: style.opacity }, size: { value: size }, px: { value: style.widthPx } },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      depthTest: false,
      depthWrite: false,
      side: DoubleSide,
      transparent: true,
      stencilWrite: true,
      stencilFunc: NotEqualStencilFunc,
      stencilRef: 1,
      // Each pixel once, or a see-through outline would be darker where swollen faces overlap.
      stencilZPass: ReplaceStencilOp,
    });
    const flat = {
      colorWrite: false,
      depthTest: false,
      depthWrite: false,
      transparent: true,
      side: DoubleSide,
      stencilWrite: true,
    } as const;
    this.#mask = new MeshBasicMaterial({ ...flat, stencilFunc: AlwaysStencilFunc, stencilRef: 1, stencilZPass: ReplaceStencilOp });
    this.#clear = new MeshBasicMaterial({ ...flat, stencilFunc: AlwaysStencilFunc, stencilRef: 0, stencilZPass: ReplaceStencilOp });
    this.#clearSwollen = this.#hull.clone();
    this.#clearSwollen.uniforms = this.#hull.uniforms;
    Object.assign(this.#clearSwollen, { colorWrite: false, stencilFunc: AlwaysStencilFunc, stencilRef: 0 });
    this.#collect(target, order);
  }

  dispose(): void {
    this.#hull.dispose();
    this.#mask.dispose();
    this.#clear.dispose();
    this.#clearSwollen.dispose();
    this.root.removeFromParent();
  }

  #collect(object: Object3D, order: number): void {
    if (!object.visible || object.userData['passive']) return;
    const mesh = object as Mesh; // reason: isMesh is tested here
    if (mesh.isMesh && !mesh.userData['face']) this.#add(mesh, order);
    for (const child of object.children) this.#collect(child, order);
  }

  #add(source: Mesh, order: number): void {
    const geometry = seamlessOf(source.geometry);
    for (const [step, material] of [this.#mask, this.#hull, this.#clear, this.#clearSwollen].entries()) {
      const copy = new Mesh(geometry, material);
      copy.matrixAutoUpdate = false;
      copy.matrixWorldAutoUpdate = false;
      copy.matrixWorld = source.matrixWorld;
      copy.frustumCulled = false;
      copy.renderOrder = order + step;
      copy.raycast = () => undefined;
      this.root.add(copy);
    }
  }
}
