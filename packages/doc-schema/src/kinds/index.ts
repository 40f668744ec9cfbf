import { file } from './file.ts';
import { KindRegistry } from './kind.ts';
import { light } from './light.ts';
import { note } from './note.ts';
import { panel } from './panel.ts';
import { person } from './person.ts';
import { shape } from './shape.ts';
import { task } from './task.ts';
import { world } from './world.ts';

/** Every built-in kind. A new kind is one file and one name here. */
export const kinds: KindRegistry = new KindRegistry([note, task, shape, light, file, panel, person, world]);
