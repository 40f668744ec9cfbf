import { generateNKeysBetween } from 'fractional-indexing';
import { type EntityId, entityKey } from '../ids.ts';
import type { Json } from '../json-value.ts';
import type { Edit } from './edit.ts';
import type { GraphDoc } from './graph-doc.ts';

const CHALK = '#efe8dc';
const SAND = '#dcc6a4';
const CORAL = '#e0a08c';
const MUSTARD = '#dfb96e';
const SAGE = '#a3bba2';
const MOSS = '#75987f';
const TEAL = '#6a9aa3';
const PLUM = '#94809f';

/** Height of the plaza's top, metres: what stands on it starts here. */
const PLAZA_M = 0.28;

type Place = readonly [number, number, number];
type Shape = readonly [title: string, form: string, position: Place, size: Place, colour: string, turnDegrees?: number];

/** What everything else stands on; locked, so that a drag on it turns the view instead of moving it. */
const FLOORS: readonly Shape[] = [
  ['Plaza', 'slab', [0.3, 0, -1.1], [12.4, PLAZA_M, 8.2], CHALK],
  ['Terrace', 'slab', [2.8, 0, -3], [4.6, 0.95, 3.9], SAND],
  ['Lower step', 'box', [2.55, PLAZA_M, -0.76], [1.5, 0.22, 0.56], SAND],
  ['Upper step', 'box', [2.55, PLAZA_M, -0.98], [1.5, 0.44, 0.5], SAND],
];

const SHAPES: readonly Shape[] = [
  ['Lighthouse', 'tower', [2.75, 0.95, -3.1], [2.08, 4.74, 2.08], CHALK],
  ['Gate', 'arch', [-0.15, PLAZA_M, -4.1], [1.9, 2.6, 0.5], CORAL],
  ['Teal block', 'box', [2.15, PLAZA_M, 0.85], [1, 0.42, 0.8], TEAL, 7],
  ['Mustard drum', 'cylinder', [3.7, PLAZA_M, 0.6], [0.95, 0.5, 0.95], MUSTARD],
  ['Plum block', 'box', [4, PLAZA_M, 1.95], [1, 0.42, 0.8], PLUM, 14],
  ['Coral cone', 'cone', [2.45, PLAZA_M, 2.1], [0.8, 0.85, 0.8], CORAL],
  ['Pearl', 'sphere', [3.2, PLAZA_M, 1.55], [0.42, 0.42, 0.42], CHALK],
  ['Ring', 'torus', [1.2, PLAZA_M, 1.75], [0.8, 0.2, 0.8], SAND],
  ['Round tree', 'tree', [-1.6, 0.04, -7.2], [1.5, 1.9, 1.5], SAGE],
  ['Round tree', 'tree', [7.9, 0.05, 1.4], [1.25, 1.5, 1.25], SAGE],
  ['Round tree', 'tree', [-8.2, 0.13, 1.1], [1.35, 1.6, 1.35], SAGE],
  ['Cypress', 'cypress', [-7.1, 0.16, -3.2], [0.92, 2.7, 0.92], MOSS],
  ['Cypress', 'cypress', [-7.9, 0.14, -2.1], [0.68, 2, 0.68], SAGE],
  ['Cypress', 'cypress', [7.6, 0.2, -3.6], [1.02, 3, 1.02], MOSS],
  ['Cypress', 'cypress', [8.5, 0.22, -2.6], [0.75, 2.2, 0.75], SAGE],
  ['Cypress', 'cypress', [-9.5, 2.25, -8.2], [1.09, 3.2, 1.09], MOSS],
  ['Cypress', 'cypress', [9.6, 3.22, -13], [0.82, 2.4, 0.82], SAGE],
  ['Cypress', 'cypress', [-11.6, 2.35, -7.6], [0.85, 2.5, 0.85], SAGE],
  ['Cypress', 'cypress', [11.8, 2.94, -10.5], [1.02, 3, 1.02], MOSS],
  ['Cypress', 'cypress', [0.2, 0.16, -9.4], [0.78, 2.3, 0.78], MOSS],
];

const LAMPS: readonly Place[] = [
  [1.2, PLAZA_M, -0.35],
  [-5.1, PLAZA_M, -0.2],
  [5.9, PLAZA_M, -1.6],
];

/** The first steps, in order; `ticks` says what completes each. */
const STEPS: readonly { readonly title: string; readonly ticks: string }[] = [
  { title: 'Place something', ticks: 'place' },
  { title: 'Write a note and link it', ticks: 'note-link' },
  { title: 'Open a file of your folder', ticks: 'open-file' },
  { title: 'Undo something', ticks: 'undo' },
  { title: 'Open the share link, see yourself arrive', ticks: 'invite' },
];

/** The ids of what the starter world is told apart by. */
export interface StarterWorld {
  readonly world: EntityId;
  readonly board: EntityId;
  readonly note: EntityId;
}

/**
 * Furnishes a new world: its name, a plaza, and a board of five real tasks. Called once, by whoever makes the world,
 * before anyone else has it: two peers doing it would furnish it twice.
 */
export function createStarterWorld(graph: GraphDoc, name = 'Home'): StarterWorld {
  return graph.edit({ title: `Make ${name}`, tool: 'starter-world' }, (edit) => {
    const world = edit.create('world', { title: name });
    edit.nameWorld(world);
    const board = createBoard(edit);
    furnishPlaza(edit);
    const note = edit.create(
      'note',
      { title: 'How this place works', position: [-4.4, PLAZA_M, 2], turn: [0, 24, 0] },
      {
        text: {
          body: 'Everything here is an entity: open it, link it, move it, undo it.\n\nPress Ctrl+K for every command, F1 for all keys.',
        },
      },
    );
    return { world, board, note };
  });
}

/** Makes the land's furniture; the plaza contains all of it, so that the outline opens on a short list. */
function furnishPlaza(edit: Edit): void {
  const [plaza, ...floors] = FLOORS.map((floor) => createShape(edit, floor, true));
  const lamps = LAMPS.map((position) => edit.create('light', { title: 'Lamp', form: 'lamp', position }));
  const things = [...floors, ...SHAPES.map((shape) => createShape(edit, shape, false)), ...lamps];
  const orders = generateNKeysBetween(null, null, things.length);
  if (plaza) things.forEach((id, i) => edit.link(entityKey(plaza), 'contains', entityKey(id), { order: orders[i] ?? 'a0' }));
}

function createShape(edit: Edit, [title, form, position, size, colour, turn]: Shape, locked: boolean): EntityId {
  return edit.create('shape', { title, form, position, size, colour, turn: [0, turn ?? 0, 0], ...(locked ? { locked } : {}) });
}

function createBoard(edit: Edit): EntityId {
  const place: Readonly<Record<string, Json>> = { position: [-1.75, PLAZA_M, 0.55], turn: [0, 11, 0] };
  const board = edit.create('panel', { title: 'Welcome board', view: 'board', ...place });
  const orders = generateNKeysBetween(null, null, STEPS.length);
  STEPS.forEach((step, i) => {
    const task = edit.create('task', step);
    edit.link(entityKey(board), 'contains', entityKey(task), { order: orders[i] ?? 'a0' });
  });
  return board;
}
