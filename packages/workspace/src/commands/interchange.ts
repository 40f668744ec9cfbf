import { readFileKey } from '../host-client/file-source.ts';
import type { CommandContext } from '../session/session.ts';
import { gatherFiles } from '../panels/interchange/gather-files.ts';
import { useInterchange } from '../panels/interchange/work.ts';
import { worldOpen } from './conditions.ts';

type Registered = Parameters<CommandContext['session']['commands']['register']>[0];

/** Fetched when first used: what reads and writes files is no part of the first frame. */
const load = (): Promise<typeof import('../panels/interchange/bring-in.ts')> => import('../panels/interchange/bring-in.ts');

/** Asks the browser for files, or for one folder with all it holds; none when nothing was chosen. */
function pickFiles(folder: boolean): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = folder;
  if (!folder) input.accept = '.md,.json,.csv,text/markdown,text/csv,application/json';
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

async function bringPicked({ session }: CommandContext, folder: boolean): Promise<void> {
  const { gathered } = gatherFiles(await pickFiles(folder));
  if (gathered.length > 0) await (await load()).bringIn(session, gathered);
}

/** A path that ends like a file's is one; the host has the last word. */
function hostFolder(context: CommandContext): true | string {
  if (context.session.host.status.state !== 'ready') return context.session.host.status.reason;
  const address = context.key ? readFileKey(context.key) : undefined;
  if (context.key && (!address || /\.[a-z0-9]{1,8}$/i.test(address.path))) return 'It is no folder.';
  return worldOpen(context);
}

async function bringHost(context: CommandContext): Promise<void> {
  const repository = context.session.host.status.folder?.name ?? '';
  const address = (context.key ? readFileKey(context.key) : undefined) ?? { repository, path: '' };
  await (await load()).bringHostFolder(context.session, address);
}

/** Commands that bring things in from files and write them out to files. */
export function interchangeCommands(): readonly Registered[] {
  const command = (
    id: string,
    title: string,
    icon: string,
    words: string,
    run: Registered['run'],
    rest: Partial<Registered> = {},
  ): Registered => ({
    id,
    title,
    icon,
    words,
    group: 'Files',
    undoable: true,
    when: worldOpen,
    run,
    ...rest,
  });
  return [
    command('import.folder', 'Import a folder of notes…', 'folder-open', 'bring in obsidian vault markdown', (context) =>
      bringPicked(context, true),
    ),
    command('import.files', 'Import files…', 'file-plus', 'bring in markdown json csv table backup', (context) =>
      bringPicked(context, false),
    ),
    command('import.host', 'Import this folder as notes', 'folder-open', 'bring in host markdown', bringHost, { when: hostFolder }),
    command(
      'export.open',
      'Export…',
      'save',
      'write out download markdown zip json csv backup',
      () => useInterchange.setState({ exporting: true }),
      { undoable: false },
    ),
  ];
}
