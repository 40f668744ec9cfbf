import type { EntityId, GraphDoc } from '@space/doc-schema';

/** What completes a first step; the names are values of a task's field `ticks`. */
export type StarterStep = 'place' | 'note-link' | 'open-file' | 'undo' | 'invite';

/** The open tasks that this act completes. Costs one look at every entity, and only on a person's act. */
export function planTicks(graph: Pick<GraphDoc, 'list' | 'read'>, step: StarterStep): readonly EntityId[] {
  return graph.list().filter((id) => {
    const entity = graph.read(id);
    return entity?.kind === 'task' && !entity.trashed && entity.properties.ticks === step && entity.properties.state === 'open';
  });
}

/** Ticks the first steps of a new world when this person does them. An ordinary write, kept out of the person's own undo. */
export class StarterSteps {
  readonly #graph: GraphDoc;

  constructor(graph: GraphDoc) {
    this.#graph = graph;
  }

  /** Tells that the person did it. Nothing is written when no task waits for it. */
  did(step: StarterStep): void {
    const tasks = planTicks(this.#graph, step);
    if (tasks.length === 0) return;
    this.#graph.edit({ title: 'Tick a first step', tool: 'starter-steps', undoable: false }, (edit) => {
      for (const id of tasks) edit.set(id, 'state', 'done');
    });
  }
}
