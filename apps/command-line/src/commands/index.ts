import type { CliCommand } from '../command.ts';
import { create } from './create.ts';
import { exportWorld } from './export.ts';
import { history } from './history.ts';
import { importInto } from './import.ts';
import { link, unlink } from './link.ts';
import { list } from './list.ts';
import { query } from './query.ts';
import { restore } from './restore.ts';
import { set } from './set.ts';
import { show } from './show.ts';
import { trash } from './trash.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CliCommand[] = [
  list,
  query,
  show,
  create,
  set,
  link,
  unlink,
  trash,
  restore,
  history,
  exportWorld,
  importInto,
];
