import { type Entity, type EntityId, entityIdOf, entityKey } from '@space/doc-schema';
import { MENTIONS, readPlainBody } from '@space/doc-schema/links';
import { type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import { boxGeometry } from '../../forms/geometries.ts';
import { PIGMENT } from '../../stage/colours.ts';
import { StageContext } from '../../stage/stage-context.ts';
import { breakLines, writeInk } from '../ink.ts';
import type { KindViewProps } from '../kind-view.ts';
import { Part } from '../part.tsx';
import { Sheet } from '../sheet.tsx';

const WIDTH_PX = 512;
const HEIGHT_PX = 400;
const TITLE = { sizePx: 42, weight: 680 };
const BODY = { sizePx: 37, weight: 480 };
const INK = '#3c3222';

function writeNote(ground: string, title: string, body: string): ReturnType<typeof writeInk> {
  const titles = breakLines(title, WIDTH_PX - 76, TITLE, 2);
  const below = 76 + (titles.length - 1) * 48;
  const lines = breakLines(body, WIDTH_PX - 76, BODY, titles.length > 1 ? 4 : 5);
  return writeInk({
    width: WIDTH_PX,
    height: HEIGHT_PX,
    ground,
    ink: INK,
    left: 38,
    right: 38,
    lines: [
      ...titles.map((text, row) => ({ ...TITLE, text, y: 76 + row * 48 })),
      ...lines.map((text, row) => ({ ...BODY, text, y: below + 62 + row * 50, opacity: 0.84 })),
    ],
  });
}

/** As much of the text as a sheet has room for, read anew when it or the name of something it mentions changes. */
function useBody(id: EntityId): string {
  const graph = useContext(StageContext)?.stage.graph;
  const subscribe = useCallback(
    (listener: () => void) =>
      graph?.subscribe(({ entities }) => {
        const mentions = graph.linksFrom(entityKey(id)).filter((link) => link.relation === MENTIONS);
        if (entities.has(id) || mentions.some(({ to }) => entities.has(entityIdOf(to) ?? id))) listener();
      }) ?? ((): void => undefined),
    [graph, id],
  );
  return useSyncExternalStore(subscribe, () => (graph ? readPlainBody(graph, id).slice(0, 400) : ''));
}

function Writing({ tint, entity }: { readonly tint: string; readonly entity: Entity }): ReactNode {
  const body = useBody(entity.id);
  const text = `${tint}\n${entity.title}\n${body}`;
  return <Sheet width={0.92} height={0.72} at={[0, 0.62, 0.033]} text={text} write={() => writeNote(tint, entity.title, body)} />;
}

const board = () => boxGeometry(1, 0.8, 0.06, 0.028);
const leg = () => boxGeometry(0.06, 0.34, 0.28, 0.02);

/** A written sheet on a small easel that leans back a little. */
export function NoteView({ tint, entity }: KindViewProps): ReactNode {
  return (
    <group rotation={[-0.1, 0, 0]}>
      <Part form="note board" build={board} colour={tint} at={[0, 0.22, 0]} />
      <Part form="note leg" build={leg} colour={PIGMENT.bark} at={[-0.34, 0, -0.06]} />
      <Part form="note leg" build={leg} colour={PIGMENT.bark} at={[0.34, 0, -0.06]} />
      {entity && <Writing tint={tint} entity={entity} />}
    </group>
  );
}
