import { type ReactNode, useContext } from 'react';
import { type BufferGeometry, CylinderGeometry, SphereGeometry, TorusGeometry } from 'three';
import { mergeGeometries } from 'three/examples/jsm/utils/BufferGeometryUtils.js';
import { archGeometry, doorGeometry, type ProfilePoint, turnedGeometry } from '../../forms/geometries.ts';
import { PIGMENT, WARM } from '../../stage/colours.ts';
import { StageContext } from '../../stage/stage-context.ts';
import type { Vec3 } from '../../world-face.ts';
import { Glow } from '../glow.tsx';
import { Part } from '../part.tsx';

/** The tower as it is built: 2.08 m wide, 4.74 m high. Another size stretches it. */
const BUILT: Vec3 = [2.08, 4.74, 2.08];

const merged = (parts: BufferGeometry[]): BufferGeometry => {
  const plain = parts.map((part) => (part.index ? part.toNonIndexed() : part));
  const one = mergeGeometries(plain) ?? plain[0];
  for (const part of [...parts, ...plain]) if (part !== one) part.dispose();
  if (!one) throw new Error('A form needs at least one part.');
  return one;
};

const BODY: readonly ProfilePoint[] = [
  [0, 0],
  [1.02, 0],
  [1.04, 0.05],
  [1.0, 0.12],
  [0.96, 0.14],
  [0.86, 1.2],
  [0.76, 2.2],
  [0.7, 3.0],
  [0.69, 3.05],
  [0, 3.05],
];
const ROOF: readonly ProfilePoint[] = [
  [0, 3.84],
  [0.62, 3.84],
  [0.66, 3.88],
  [0.64, 3.93],
  [0.5, 4.1],
  [0.28, 4.36],
  [0.09, 4.5],
  [0.05, 4.56],
  [0, 4.58],
];
const GALLERY: readonly ProfilePoint[] = [
  [0, 3.02],
  [0.86, 3.02],
  [0.94, 3.07],
  [0.94, 3.15],
  [0.9, 3.2],
  [0, 3.2],
];

const band = (y: number, height: number, low: number, high: number): BufferGeometry =>
  turnedGeometry([
    [low - 0.02, y],
    [low + 0.012, y],
    [high + 0.012, y + height],
    [high - 0.02, y + height],
  ]);
const stripes = (): BufferGeometry => merged([band(0.75, 0.5, 0.905, 0.855), band(1.95, 0.46, 0.785, 0.742), turnedGeometry(ROOF)]);
const gallery = (): BufferGeometry => merged([turnedGeometry(GALLERY), archGeometry(0.52, 0.86, 0.2, 0.08).translate(0, 0, 0.92)]);

function around(count: number, radius: number, y: number, build: () => BufferGeometry): BufferGeometry[] {
  return Array.from({ length: count }, (_, step) => {
    const angle = (step / count) * Math.PI * 2;
    return build().translate(Math.cos(angle) * radius, y, Math.sin(angle) * radius);
  });
}
const ironwork = (): BufferGeometry =>
  merged([
    new TorusGeometry(0.86, 0.018, 10, 64).rotateX(Math.PI / 2).translate(0, 3.5, 0),
    ...around(12, 0.86, 3.35, () => new CylinderGeometry(0.014, 0.014, 0.3, 8)),
    ...around(8, 0.435, 3.53, () => new CylinderGeometry(0.022, 0.022, 0.68, 8)),
  ]);
const lantern = (): BufferGeometry => new CylinderGeometry(0.42, 0.42, 0.66, 40).translate(0, 3.53, 0);
const tip = (): BufferGeometry => new SphereGeometry(0.075, 24, 18).translate(0, 4.66, 0);
const door = (): BufferGeometry => doorGeometry(0.4, 0.78).translate(0, 0, 0.985);
const pane = (y: number, radius: number, angle: number): BufferGeometry =>
  doorGeometry(0.17, 0.34).translate(0, y, radius).rotateX(-0.09).rotateY(angle);
const panes = (): BufferGeometry => merged([pane(1.4, 0.98, 0.1), pane(2.5, 0.985, -0.35)]);

const ROUND = { roughness: 0.9 };

/** The striped lighthouse with gallery and lantern; `tint` is its body, stripes and roof are terracotta. */
export function Tower({ tint, size }: { readonly tint: string; readonly size: Vec3 }): ReactNode {
  const dark = useContext(StageContext)?.colours.dark ?? false;
  const scale: Vec3 = [size[0] / BUILT[0], size[1] / BUILT[1], size[2] / BUILT[2]];
  return (
    <group scale={scale}>
      <Part form="tower body" build={() => turnedGeometry(BODY)} colour={tint} />
      <Part form="tower stripes" build={stripes} colour={PIGMENT.terracotta} />
      <Part form="tower gallery" build={gallery} colour={PIGMENT.sand} />
      <Part form="tower ironwork" build={ironwork} colour={PIGMENT.ink} />
      <Part form="tower lantern" build={lantern} colour={dark ? '#ffd9a0' : '#ffe9c4'} finish={{ glow: dark ? 1.15 : 0.35 }} />
      <Part form="tower tip" build={tip} colour={PIGMENT.mustard} />
      <Part form="tower door" build={door} colour={PIGMENT.plum} finish={ROUND} shadow={false} />
      <Part
        form="tower panes"
        build={panes}
        colour={dark ? WARM : PIGMENT.slate}
        finish={{ glow: dark ? 0.9 : 0, doubleSided: true }}
        shadow={false}
      />
      <Glow at={[0, 3.55, 0]} sizeM={dark ? 5.2 : 2.6} colour={WARM} strength={dark ? 0.62 : 0.22} />
    </group>
  );
}
