import type { KindView } from './kind-view.ts';
import { colourOf } from './kind-view.ts';
import { FileView, fileVariantOf } from './kinds/file.tsx';
import { LightView, lightVariantOf } from './kinds/light.tsx';
import { NoteView } from './kinds/note.tsx';
import { PanelView, panelVariantOf } from './kinds/panel.tsx';
import { ShapeView } from './kinds/shape.tsx';
import { TaskView, taskVariantOf } from './kinds/task.tsx';
import { UnknownView } from './kinds/unknown.tsx';
import { shapeVariantOf } from './shape-variant.ts';

const plain = (): string => '';

const VIEWS: Readonly<Record<string, KindView>> = {
  shape: { View: ShapeView, variantOf: shapeVariantOf, tintOf: (entity) => colourOf(entity, '#efe8dc') },
  light: { View: LightView, variantOf: lightVariantOf, tintOf: (entity) => colourOf(entity, '#ffc98a') },
  note: { View: NoteView, variantOf: plain, tintOf: (entity) => colourOf(entity, '#f0d48c') },
  task: { View: TaskView, variantOf: taskVariantOf, tintOf: (entity) => colourOf(entity, '#a3bba2') },
  file: { View: FileView, variantOf: fileVariantOf, tintOf: (entity) => colourOf(entity, '#7c88a4') },
  panel: { View: PanelView, variantOf: panelVariantOf, tintOf: () => '' },
};

/** The card for kinds this program does not know and views that failed. */
export const GENERIC_VIEW: KindView = {
  View: UnknownView,
  variantOf: (entity) => entity.kind,
  tintOf: (entity) => colourOf(entity, '#94809f'),
};

/** How a kind is drawn; an unknown kind is a generic card. */
export const viewOf = (kind: string): KindView => VIEWS[kind] ?? GENERIC_VIEW;
