import type { Session } from '../session/session.ts';
import { changeCommands } from './change.ts';
import { historyCommands } from './history.ts';
import { interchangeCommands } from './interchange.ts';
import { linkCommands } from './links.ts';
import { linearCommands } from './linear.ts';
import { listCommands } from './lists.ts';
import { makeCommands } from './make.ts';
import { mapCommands } from './maps.ts';
import { bulkCommands } from './bulk.ts';
import { queryCommands } from './query.ts';
import { searchCommands } from './search.ts';
import { viewCommands } from './view.ts';
import { worldSizeCommands } from './world-size.ts';

/** Puts every command of the workspace into the session's registry; returns what takes them out again. */
export function registerCommands(session: Session): () => void {
  const commands = [
    ...viewCommands(),
    ...makeCommands(),
    ...linkCommands(),
    ...historyCommands(),
    ...changeCommands(),
    ...mapCommands(),
    ...listCommands(),
    ...linearCommands(),
    ...queryCommands(),
    ...bulkCommands(),
    ...interchangeCommands(),
    ...searchCommands(),
    ...worldSizeCommands(),
  ];
  const stops = commands.map((command) => session.commands.register(command));
  return () => {
    for (const stop of stops) stop();
  };
}
