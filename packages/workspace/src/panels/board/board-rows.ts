import { entityIdOf, entityKey, type Entity, type GraphDoc, type Provenance, readContained } from '@space/doc-schema';

/** How far a board's tasks are. */
export interface BoardProgress {
  readonly tasks: readonly Entity[];
  readonly done: number;
  /** The first open one: the row that stands out. */
  readonly next: Entity | undefined;
}

/** The tasks a board contains, in its order. */
export function readBoard(graph: GraphDoc, board: Entity): BoardProgress {
  const tasks = readContained(graph, entityKey(board.id)).flatMap((key) => {
    const id = entityIdOf(key);
    const entity = id ? graph.read(id) : undefined;
    return entity && !entity.trashed ? [entity] : [];
  });
  const done = tasks.filter((task) => task.properties.state === 'done').length;
  return { tasks, done, next: tasks.find((task) => task.kind === 'task' && task.properties.state === 'open') };
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** “2 of 5 done, three to go”. */
export function progressSentence(done: number, total: number): string {
  const left = total - done;
  if (total === 0) return 'nothing on it yet';
  if (left === 0) return total === 1 ? 'done' : `all ${total} done`;
  return `${done} of ${total} done, ${NUMBERS[left] ?? left} to go`;
}

/** Who finished a task, or undefined while it is open or nobody told. */
export function readFinisher(graph: GraphDoc, task: Entity): Provenance | undefined {
  return task.properties.state === 'done' ? graph.provenance(task.id, 'state') : undefined;
}
