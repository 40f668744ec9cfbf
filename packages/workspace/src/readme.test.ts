import { GraphDoc, CommandRegistry, type PersonId, type RegionId } from '@space/doc-schema';
import { expect, test } from 'vitest';
import { runCommand } from './commands/run.ts';
import type { CommandContext, Session } from './session/session.ts';

/** The example of README.md. */
async function addLamp(session: Session): Promise<void> {
  const stop = session.commands.register({
    id: 'lamp.warm',
    title: 'Place a warm lamp',
    group: 'Make',
    undoable: true,
    run: ({ session: { graph } }) => void graph.edit({ title: 'Make lamp' }, (edit) => edit.create('light', { colour: '#ffb070' })),
  });
  await runCommand(session, 'lamp.warm');
  stop();
}

test('the example of the README places one warm lamp', async () => {
  const graph = GraphDoc.open({ region: 'r' as RegionId, author: { person: 'p' as PersonId, name: 'Mira' } });
  // reason: a command needs of a session only what it uses; the whole one needs a browser.
  await addLamp({ graph, commands: new CommandRegistry<CommandContext>() } as unknown as Session);
  expect(graph.list().map((id) => graph.read(id)?.properties.colour)).toEqual(['#ffb070']);
});
