import type { ReactNode } from 'react';
import type { Entity } from '@space/doc-schema';
import { type BufferGeometry, ExtrudeGeometry, Shape } from 'three';
import { boxGeometry } from '../../forms/geometries.ts';
import { PIGMENT } from '../../stage/colours.ts';
import { breakLines, writeInk } from '../ink.ts';
import type { KindViewProps } from '../kind-view.ts';
import { Part } from '../part.tsx';
import { Sheet } from '../sheet.tsx';

const WIDTH_PX = 320;
const HEIGHT_PX = 400;
const NAME = { sizePx: 40, weight: 600 };
const PAPER = '#fbf8f1';
const INK = '#2b2a33';

/** The variant of a file: a directory shows as a folder, anything else as a paper. */
export const fileVariantOf = (entity: Entity): string => {
  const { target } = entity.properties;
  const name = typeof target === 'string' ? (target.split('/').at(-1) ?? '') : '';
  return typeof target === 'string' && target !== '' && (target.endsWith('/') || !name.includes('.')) ? 'folder' : 'paper';
};

const bevel = { bevelEnabled: true, bevelSize: 0.015, bevelThickness: 0.015, bevelSegments: 3, curveSegments: 8 };

/** A standing sheet with its corner turned in, 0.72 by 0.92 m. */
function paper(): BufferGeometry {
  const shape = new Shape();
  shape.moveTo(-0.345, 0.015);
  shape.lineTo(0.345, 0.015);
  shape.lineTo(0.345, 0.69);
  shape.lineTo(0.13, 0.905);
  shape.lineTo(-0.345, 0.905);
  shape.closePath();
  return new ExtrudeGeometry(shape, { depth: 0.03, ...bevel }).translate(0, 0, -0.015);
}

/** The back of a folder with its tab, 1 by 0.78 m. */
function folderBack(): BufferGeometry {
  const shape = new Shape();
  shape.moveTo(-0.48, 0.015);
  shape.lineTo(0.48, 0.015);
  shape.lineTo(0.48, 0.66);
  shape.lineTo(-0.02, 0.66);
  shape.lineTo(-0.1, 0.765);
  shape.lineTo(-0.48, 0.765);
  shape.closePath();
  return new ExtrudeGeometry(shape, { depth: 0.03, ...bevel }).translate(0, 0, -0.075);
}
const folderFront = (): BufferGeometry => boxGeometry(0.99, 0.6, 0.06, 0.028);
const foot = (): BufferGeometry => boxGeometry(0.5, 0.06, 0.26, 0.025);
const corner = (): BufferGeometry => {
  const shape = new Shape();
  shape.moveTo(0.13, 0.905);
  shape.lineTo(0.13, 0.69);
  shape.lineTo(0.345, 0.69);
  shape.closePath();
  return new ExtrudeGeometry(shape, { depth: 0.012, bevelEnabled: false }).translate(0, 0, 0.026);
};

function writeName(entity: Entity, wide: boolean, ground: string): ReturnType<typeof writeInk> {
  const width = wide ? 480 : WIDTH_PX;
  const height = wide ? 240 : HEIGHT_PX;
  const names = breakLines(entity.title.replaceAll('/', '/\u200b').replaceAll('-', '-\u200b'), width - 64, NAME, 3);
  return writeInk(
    { width, height, ground, ink: INK, left: 32, right: 24, lines: names.map((text, row) => ({ ...NAME, text, y: 70 + row * 48 })) },
    wide
      ? undefined
      : (context) => {
          context.globalAlpha = 0.16;
          for (const [row, long] of [0.9, 0.7, 0.82, 0.5].entries()) context.fillRect(32, 240 + row * 36, (WIDTH_PX - 64) * long, 12);
        },
  );
}

/** An upright paper or folder with its name; `tint` is the folder, or the paper's turned corner and foot. */
export function FileView({ tint, variant, entity }: KindViewProps): ReactNode {
  if (variant === 'folder') {
    return (
      <>
        <Part form="folder back" build={folderBack} colour={tint} />
        <Part form="folder front" build={folderFront} colour={tint} />
        {entity && (
          <Sheet
            width={0.8}
            height={0.4}
            at={[0, 0.3, 0.032]}
            text={`folder ${entity.title}`}
            write={() => writeName(entity, true, PAPER)}
          />
        )}
      </>
    );
  }
  return (
    <>
      <Part form="file foot" build={foot} colour={tint} />
      <group position={[0, 0.05, 0]} rotation={[-0.06, 0, 0]}>
        <Part form="file paper" build={paper} colour={PIGMENT.chalk} />
        <Part form="file corner" build={corner} colour={tint} />
        {entity && (
          <Sheet width={0.62} height={0.66} at={[0, 0.36, 0.031]} text={entity.title} write={() => writeName(entity, false, PAPER)} />
        )}
      </group>
    </>
  );
}
