import { describe, expect, test } from 'vitest';
import { CommandRegistry } from './command-registry.ts';

interface Context {
  readonly selected: number;
}

function createRegistry(): { registry: CommandRegistry<Context>; ran: string[] } {
  const ran: string[] = [];
  const registry = new CommandRegistry<Context>();
  const base = { group: 'Edit', undoable: true };
  const run = (name: string) => () => void ran.push(name);
  registry.register({
    ...base,
    id: 'trash',
    title: 'Move to trash',
    keys: ['Delete'],
    when: (c) => c.selected > 0 || 'Select something first.',
    run: run('trash'),
  });
  registry.register({ ...base, id: 'palette', title: 'Every command', keys: ['Mod+K'], run: run('palette') });
  registry.register({ ...base, id: 'redo', title: 'Redo', keys: ['Shift+Mod+Z', 'Mod+Y'], run: run('redo') });
  registry.register({ ...base, id: 'help', title: 'Keys', keys: ['?', 'F1'], run: run('help') });
  return { registry, ran };
}

const press = (key: string, rest: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
});

describe('commands', () => {
  test('[C1] a command that does not apply is not run and says why', async () => {
    const { registry, ran } = createRegistry();
    expect(await registry.run('trash', { selected: 0 })).toBe('Select something first.');
    expect(await registry.run('trash', { selected: 1 })).toBeUndefined();
    expect(ran).toEqual(['trash']);
    await expect(registry.run('nothing', { selected: 0 })).rejects.toThrow('no command');
  });

  test('[C2] a press finds the first command that applies, with Mod as Ctrl or Cmd', () => {
    const { registry } = createRegistry();
    const context = { selected: 0 };
    expect(registry.match(press('k', { ctrlKey: true }), context)?.id).toBe('palette');
    expect(registry.match(press('k', { metaKey: true }), context, true)?.id).toBe('palette');
    expect(registry.match(press('k'), context)).toBeUndefined();
    expect(registry.match(press('Z', { ctrlKey: true, shiftKey: true }), context)?.id).toBe('redo');
    expect(registry.match(press('?', { shiftKey: true }), context)?.id).toBe('help');
    expect(registry.match(press('Delete'), context)).toBeUndefined();
    expect(registry.match(press('Delete'), { selected: 1 })?.id).toBe('trash');
  });
});
