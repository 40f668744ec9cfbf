import type { ReactNode } from 'react';
import type { Entity } from '@space/doc-schema';
import { CylinderGeometry } from 'three';
import { boxGeometry } from '../../forms/geometries.ts';
import { PIGMENT } from '../../stage/colours.ts';
import { breakLines, writeInk } from '../ink.ts';
import type { KindViewProps } from '../kind-view.ts';
import { Part } from '../part.tsx';
import { Sheet } from '../sheet.tsx';

const WIDTH_PX = 512;
const HEIGHT_PX = 232;
const TITLE = { sizePx: 42, weight: 600 };
const PAPER = '#fbf8f1';
const INK = '#2b2a33';
const DONE = '#2a5bd7';

/** The variant of a task: whether it is done. */
export const taskVariantOf = (entity: Entity): string => (entity.properties['state'] === 'done' ? 'done' : 'open');

function drawCheck(context: CanvasRenderingContext2D, done: boolean): void {
  context.beginPath();
  context.roundRect(38, 50, 64, 64, 18);
  context.lineWidth = 7;
  context.strokeStyle = done ? DONE : '#8e877b';
  context.fillStyle = done ? DONE : '#ffffff';
  context.fill();
  context.stroke();
  if (!done) return;
  context.beginPath();
  context.moveTo(54, 84);
  context.lineTo(66, 97);
  context.lineTo(88, 70);
  context.lineWidth = 9;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = '#ffffff';
  context.stroke();
}

function writeTask(entity: Entity, done: boolean): ReturnType<typeof writeInk> {
  const lines = breakLines(entity.title, WIDTH_PX - 128 - 30, TITLE, 2);
  const { due } = entity.properties;
  const meta = done ? 'Done' : typeof due === 'string' ? `Due ${due}` : 'Open';
  return writeInk(
    {
      width: WIDTH_PX,
      height: HEIGHT_PX,
      ground: PAPER,
      ink: INK,
      left: 128,
      right: 24,
      lines: [
        ...lines.map((text, row) => ({ ...TITLE, text, y: 96 + row * 50, opacity: done ? 0.62 : 1 })),
        { sizePx: 32, weight: 460, text: meta, y: 206, opacity: 0.66 },
      ],
    },
    (context) => drawCheck(context, done),
  );
}

const card = () => boxGeometry(0.96, 0.5, 0.06, 0.028);
const stem = () => new CylinderGeometry(0.028, 0.034, 0.42, 20).translate(0, 0.21, 0);
const base = () => new CylinderGeometry(0.17, 0.19, 0.05, 40).translate(0, 0.025, 0);

/** A small card on a stem, with its check and its title; `tint` is its edge. */
export function TaskView({ tint, variant, entity }: KindViewProps): ReactNode {
  const done = variant === 'done';
  return (
    <>
      <Part form="task base" build={base} colour={PIGMENT.ink} />
      <Part form="task stem" build={stem} colour={PIGMENT.ink} />
      <group position={[0, 0.38, 0]} rotation={[-0.08, 0, 0]}>
        <Part form="task card" build={card} colour={tint} />
        {entity && (
          <Sheet
            width={0.88}
            height={0.4}
            at={[0, 0.25, 0.033]}
            text={`${variant} ${entity.title} ${JSON.stringify(entity.properties['due'] ?? null)}`}
            write={() => writeTask(entity, done)}
          />
        )}
      </group>
    </>
  );
}
