import { fileKey, type GraphNode } from '@space/doc-schema';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { openKey } from '../../commands/open.ts';
import { followFolder } from '../../host-client/follow-folder.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useHostStatus } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { bringFiles } from '../../shell/bring-files.ts';
import { SourceBranch, SourceRow, SourceTree } from '../sources/source-tree.tsx';
import { useTreeView } from '../sources/use-tree-view.ts';
import { FILE_KEY_TYPE } from './file-drag.ts';

const WORDS: Readonly<Record<string, string>> = { directory: 'folder', file: 'file' };

/** What a row is in a word: a symbol says what it is, a function or a heading. */
const kindWord = (node: GraphNode): string => WORDS[node.kind] ?? (typeof node.facts.type === 'string' ? node.facts.type : node.kind);

function dragFile(event: DragEvent, node: GraphNode): void {
  event.dataTransfer.setData(FILE_KEY_TYPE, node.key);
  event.dataTransfer.setData('text/plain', node.title);
  event.dataTransfer.effectAllowed = 'copyLink';
}

/** Files whose path has a text in it, or undefined while nothing is asked. */
function useFound(text: string): readonly GraphNode[] | undefined {
  const { host } = useSession();
  const folder = useHostStatus().folder?.name;
  const asked = text.trim();
  const [found, setFound] = useState<readonly GraphNode[]>([]);
  useEffect(() => {
    if (asked === '' || !folder) return undefined;
    let live = true;
    const timer = setTimeout(() => {
      void host.request('files.find', { text: asked.slice(0, 200), limit: 100 }).then((answer) => {
        if (live && answer.ok) setFound(answer.value.paths.map((path) => fileNode(folder, path)));
      });
    }, 120);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [host, folder, asked]);
  return asked === '' ? undefined : found;
}

const fileNode = (folder: string, path: string): GraphNode => ({
  key: fileKey(folder, path),
  title: path,
  kind: 'file',
  icon: 'file-text',
  hasChildren: false,
  facts: { path },
});

/** Without a folder a text still comes in: as a note where you look. */
function BringText(): ReactNode {
  const session = useSession();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Text files to bring in"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void bringFiles(session, files, session.world.current?.groundAhead() ?? [0, 0, 0]);
        }}
      />
      <Button small icon="file-plus" onClick={() => picker.current?.click()}>
        Bring in a text file…
      </Button>
    </>
  );
}

function Away(): ReactNode {
  const { host } = useSession();
  const status = useHostStatus();
  if (status.state === 'none')
    return (
      <div className="empty column" style={{ gap: 12, alignItems: 'flex-start' }}>
        <p>{status.reason} Files you link stay linked either way.</p>
        <BringText />
      </div>
    );
  if (status.state === 'connecting') return <p className="empty">{status.reason}</p>;
  return (
    <Problem amber title="The folder is away." text={status.reason}>
      <Button small icon="refresh-cw" onClick={() => host.retry()}>
        Try now
      </Button>
    </Problem>
  );
}

function FolderTree({ folder, text, again }: { folder: string; text: string; again: number }): ReactNode {
  const session = useSession();
  const found = useFound(text);
  const view = useTreeView(['file', 'symbol'], again);
  const act = (node: GraphNode): void => (node.kind === 'directory' ? view.toggle(node.key) : openKey(session, node.key));
  const rest = { view, kindWord, onAct: act, onDrag: dragFile };
  if (!found) {
    return (
      <SourceTree label="Files" view={view}>
        <SourceBranch path={fileKey(folder, '')} depth={0} {...rest} />
      </SourceTree>
    );
  }
  return (
    <SourceTree label="Files" view={view}>
      {found.length === 0 ? <p className="empty">No file has that in its path.</p> : null}
      {found.map((node) => (
        <SourceRow key={node.key} node={node} depth={0} {...rest} />
      ))}
    </SourceTree>
  );
}

/** The folder this machine lends: its folders and files listed as they are opened and kept up to date, to open, link and place. */
export function FilesPanel(): ReactNode {
  const status = useHostStatus();
  const [text, setText] = useState('');
  const [again, setAgain] = useState(0);
  const { host } = useSession();
  useEffect(() => followFolder({ window, document, host }, () => setAgain((count) => count + 1)), [host]);
  const { folder } = status;
  if (!folder) return <Away />;
  return (
    <>
      <div style={{ padding: '0 0 8px' }}>
        <TextField
          label="Find a file"
          placeholder="Find a file"
          icon="search"
          sunken
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="group-head">
        <span className="cut" title={folder.path}>
          {folder.name}
        </span>
        <span className="tail">
          <IconButton small icon="refresh-cw" label="Read the folder again" onClick={() => setAgain((count) => count + 1)} />
        </span>
      </div>
      {status.state === 'away' ? <Away /> : null}
      <FolderTree folder={folder.name} text={text} again={again} />
    </>
  );
}
