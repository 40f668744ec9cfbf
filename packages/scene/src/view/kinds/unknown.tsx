import type { ReactNode } from 'react';
import { boxGeometry } from '../../forms/geometries.ts';
import { writeInk } from '../ink.ts';
import type { KindViewProps } from '../kind-view.ts';
import { Part } from '../part.tsx';
import { Sheet } from '../sheet.tsx';

const card = () => boxGeometry(0.9, 0.62, 0.07, 0.03);

/** A plain card with a title and a kind: what nothing else knows how to draw, or what failed to draw. */
export function UnknownView({ tint, variant, entity }: KindViewProps): ReactNode {
  return (
    <>
      <Part form="generic card" build={card} colour={tint} />
      {entity && (
        <Sheet
          width={0.82}
          height={0.54}
          at={[0, 0.31, 0.037]}
          text={`${variant} ${entity.title}`}
          write={() =>
            writeInk({
              width: 512,
              height: 336,
              ground: '#f3f0e9',
              ink: '#2b2a33',
              left: 40,
              right: 40,
              lines: [
                { text: entity.title, sizePx: 50, weight: 640, y: 110 },
                { text: variant, sizePx: 38, weight: 460, y: 178, opacity: 0.7 },
              ],
            })
          }
        />
      )}
    </>
  );
}
