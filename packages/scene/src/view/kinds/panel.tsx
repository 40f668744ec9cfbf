import { type ReactNode, useContext } from 'react';
import type { Entity } from '@space/doc-schema';
import { MeshBasicMaterial, NoBlending } from 'three';
import { PANEL_CORNER_PX, PANEL_LIFT_M, panelSize } from '../../faces/panel-size.ts';
import { boxGeometry, panelGeometry, sheetGeometry } from '../../forms/geometries.ts';
import { useShared } from '../../forms/shared.ts';
import { StageContext } from '../../stage/stage-context.ts';
import type { KindViewProps } from '../kind-view.ts';
import { Part } from '../part.tsx';

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** The variant of a panel: its face's width, height and corner, metres. */
export function panelVariantOf(entity: Entity): string {
  const size = panelSize(entity);
  return `${round(size.widthM)} ${round(size.heightM)} ${round(PANEL_CORNER_PX * size.metre)}`;
}

const foot = () => boxGeometry(0.26, 0.07, 0.62, 0.03);
const leg = () => boxGeometry(0.14, PANEL_LIFT_M + 0.12, 0.07, 0.03);
const FLAT = { seat: 0 };
const FACE = { face: true };

/** Writes depth and clears colour and alpha, so that what lies under the canvas is seen. */
function createHole(): MeshBasicMaterial {
  return new MeshBasicMaterial({ color: 0, opacity: 0, transparent: true, blending: NoBlending, fog: false, toneMapped: false });
}

/** A slab with a rim on two feet, with a hole its face is seen through. The panel's colour is the theme's, not a tint. */
export function PanelView({ variant }: KindViewProps): ReactNode {
  const dark = useContext(StageContext)?.colours.dark ?? false;
  const [width = 1, height = 1, corner = 0.1] = variant.split(' ').map(Number);
  const hole = useShared('face hole', createHole);
  const face = useShared(`face ${width} ${height} ${corner}`, () => sheetGeometry(width, height, corner));
  const middle = height / 2 + PANEL_LIFT_M;
  const wood = dark ? '#7d82a8' : '#cbb595';
  return (
    <>
      <Part
        form={`panel ${width} ${height} ${corner}`}
        build={() => panelGeometry(width, height, corner)}
        colour={dark ? '#8489ae' : '#f4efe6'}
        finish={FLAT}
        at={[0, middle, 0]}
      />
      <mesh geometry={face} material={hole} position={[0, middle, 0.002]} renderOrder={-1} userData={FACE} />
      {[-1, 1].map((side) => (
        <group key={side} position={[side * width * 0.34, 0, 0]}>
          <Part form="panel leg" build={leg} colour={wood} at={[0, 0, -0.1]} />
          <Part form="panel foot" build={foot} colour={wood} at={[0, 0, -0.06]} />
        </group>
      ))}
    </>
  );
}
