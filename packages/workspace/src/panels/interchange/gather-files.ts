/** A file with its place in what was chosen or dropped, `/` between. */
export interface GatheredFile {
  readonly path: string;
  readonly file: File;
}

/** What belongs together: a folder, or one file. Its name is what the source is called. */
export interface Gathered {
  readonly name: string;
  readonly files: readonly GatheredFile[];
}

/** More than this is not listed; the import itself takes fewer and says so. */
const MAX_LISTED = 40_000;
const MARKDOWN = /\.md$/i;
/** Notes that came without a folder are one source under this name, so that the same ones come in again as updates. */
const LOOSE = 'Markdown files';

const isData = (name: string): boolean => /\.(json|csv)$/i.test(name);

/** Whether dropped files are an import rather than single texts: a folder, data, or several notes. */
export const isImport = (gathered: readonly Gathered[]): boolean =>
  gathered.some(
    ({ name, files }) =>
      isData(name) || files.some(({ path }) => path.includes('/')) || files.filter(({ path }) => MARKDOWN.test(path)).length > 1,
  );

/** Groups chosen files: those of a folder by the folder, data files one by one, notes together. Others are returned as they are. */
export function gatherFiles(files: readonly File[]): { readonly gathered: readonly Gathered[]; readonly rest: readonly File[] } {
  const folders = new Map<string, GatheredFile[]>();
  const gathered: Gathered[] = [];
  const loose: GatheredFile[] = [];
  const rest: File[] = [];
  for (const file of files) {
    const [folder = '', ...parts] = file.webkitRelativePath.split('/');
    if (parts.length > 0) folders.set(folder, [...(folders.get(folder) ?? []), { path: parts.join('/'), file }]);
    else if (isData(file.name)) gathered.push({ name: file.name, files: [{ path: file.name, file }] });
    else if (MARKDOWN.test(file.name)) loose.push({ path: file.name, file });
    else rest.push(file);
  }
  for (const [name, inside] of folders) gathered.push({ name, files: inside });
  if (loose.length > 0) gathered.push({ name: LOOSE, files: loose });
  return { gathered, rest };
}

const entryFile = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

/** A directory is listed in portions; an empty one is the end. */
async function readEntries(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > MAX_LISTED) return all;
    all.push(...some);
  }
}

async function gatherFolder(root: FileSystemDirectoryEntry): Promise<Gathered> {
  const files: GatheredFile[] = [];
  const waiting: { readonly entry: FileSystemDirectoryEntry; readonly path: string }[] = [{ entry: root, path: '' }];
  for (let next = waiting.pop(); next && files.length < MAX_LISTED; next = waiting.pop()) {
    for (const entry of await readEntries(next.entry)) {
      const path = `${next.path}${entry.name}`;
      if (entry.isDirectory) waiting.push({ entry: entry as FileSystemDirectoryEntry, path: `${path}/` });
      else files.push({ path, file: await entryFile(entry as FileSystemFileEntry) });
    }
  }
  return { name: root.name, files };
}

/** What was dropped, folders with all they hold. The transfer must be read at once: it is empty after the event. */
export function gatherDrop(transfer: DataTransfer): Promise<{ readonly gathered: readonly Gathered[]; readonly rest: readonly File[] }> {
  const entries = [...transfer.items].flatMap((item) => (item.kind === 'file' ? (item.webkitGetAsEntry() ?? []) : []));
  const files = [...transfer.files];
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry.isDirectory);
  const names = new Set(folders.map((folder) => folder.name));
  const plain = gatherFiles(files.filter((file) => !names.has(file.name)));
  return Promise.all(folders.map(gatherFolder)).then((gathered) => ({ gathered: [...gathered, ...plain.gathered], rest: plain.rest }));
}
