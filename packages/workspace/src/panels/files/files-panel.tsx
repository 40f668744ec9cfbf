import { fileKey, type GraphNode, type Key } from '@space/doc-schema';
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { openKey } from '../../commands/open.ts';
import { finishLinking } from '../../commands/links.ts';
import { followFolder } from '../../host-client/follow-folder.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { TextField } from '../../parts/field.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Problem } from '../../parts/problem.tsx';
import { textOf } from '../../parts/words.ts';
import { useHostStatus, useLinksFrom, useLinksTo } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { bringFiles } from '../../shell/bring-files.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { readUi, setUi } from '../../ui/ui-state.ts';
import { FILE_KEY_TYPE } from './file-drag.ts';

interface FolderView {
  readonly unfolded: ReadonlySet<Key>;
  readonly active: Key | undefined;
  /** Rises when the unfolded folders are to be read again. */
  readonly again: number;
  toggle(key: Key): void;
  activate(key: Key): void;
}

/** Whether two readings of a folder show the same rows. */
const sameNodes = (a: readonly GraphNode[], b: readonly GraphNode[]): boolean =>
  a.length === b.length && a.every((node, i) => node.key === b[i]?.key && node.kind === b[i]?.kind && node.missing === b[i]?.missing);

function useChildren(key: Key, open: boolean, again: number): readonly GraphNode[] | undefined {
  const { catalog } = useSession();
  const [children, setChildren] = useState<readonly GraphNode[] | undefined>();
  useEffect(() => {
    if (!open) return undefined;
    let live = true;
    const read = (): void =>
      void catalog.children(key, { limit: 1000 }).then(({ nodes }) => {
        if (live) setChildren((known) => (known && sameNodes(known, nodes) ? known : nodes));
      });
    read();
    const stop = catalog.subscribe(key, read);
    return () => {
      live = false;
      stop();
    };
  }, [catalog, key, open, again]);
  return children;
}

function RowIcon({ node, unfolded }: { node: GraphNode; unfolded: boolean }): ReactNode {
  const directory = node.kind === 'directory';
  return (
    <>
      <span className="twist">{directory ? <Icon name={unfolded ? 'chevron-down' : 'chevron-right'} size={12} /> : null}</span>
      {directory ? (
        <Icon name={unfolded ? 'folder-open' : 'folder'} size={14} kind="folder" />
      ) : (
        <Icon name={node.icon} size={14} kind="file" />
      )}
    </>
  );
}

function LinkMark({ target }: { target: Key }): ReactNode {
  const links = useLinksFrom(target).length + useLinksTo(target).length;
  if (links === 0) return null;
  return (
    <span className="tail" title={links === 1 ? '1 link' : `${links} links`}>
      <Icon name="spline" size={12} />
    </span>
  );
}

function dragFile(event: DragEvent, node: GraphNode): void {
  event.dataTransfer.setData(FILE_KEY_TYPE, node.key);
  event.dataTransfer.setData('text/plain', node.title);
  event.dataTransfer.effectAllowed = 'copyLink';
}

function FileRow({ node, depth, view }: { node: GraphNode; depth: number; view: FolderView }): ReactNode {
  const session = useSession();
  const directory = node.kind === 'directory';
  const unfolded = directory && view.unfolded.has(node.key);
  const active = view.active === node.key;
  const act = (): void => {
    view.activate(node.key);
    if (readUi().linking) finishLinking(session, node.key);
    else if (directory) view.toggle(node.key);
    else openKey(session, node.key);
  };
  return (
    <>
      <div
        role="treeitem"
        aria-level={depth + 1}
        aria-expanded={directory ? unfolded : undefined}
        aria-label={`${node.title}, ${directory ? 'folder' : 'file'}`}
        aria-selected={active}
        data-file-key={node.key}
        className={`row dense ${active ? 'on' : ''}`}
        style={{ paddingLeft: 4 + depth * 16 }}
        draggable
        onDragStart={(event) => dragFile(event, node)}
        onClick={act}
        onContextMenu={(event) => {
          view.activate(node.key);
          openMenu(event, { type: 'key', key: node.key });
        }}
      >
        <RowIcon node={node} unfolded={unfolded} />
        <span className="cut" title={node.missing ?? (textOf(node.facts.path) || node.title)}>
          {node.title}
        </span>
        <LinkMark target={node.key} />
      </div>
      {unfolded ? <Branch path={node.key} depth={depth + 1} view={view} /> : null}
    </>
  );
}

function Branch({ path, depth, view }: { path: Key; depth: number; view: FolderView }): ReactNode {
  const children = useChildren(path, true, view.again);
  if (!children)
    return (
      <p className="faint small-text" style={{ padding: `4px 8px 4px ${24 + depth * 16}px` }}>
        Reading…
      </p>
    );
  if (children.length === 0)
    return (
      <p className="faint small-text" style={{ padding: `4px 8px 4px ${24 + depth * 16}px` }}>
        Empty
      </p>
    );
  return children.map((node) =>
    node.missing ? (
      <p key={node.key} className="help bad" style={{ padding: 8 }}>
        {node.missing}
      </p>
    ) : (
      <FileRow key={node.key} node={node} depth={depth} view={view} />
    ),
  );
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

/** Arrow keys over the rows as they stand on the page; Enter opens, Space peeks. */
function keyed(event: KeyboardEvent<HTMLElement>, view: FolderView): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = rows.findIndex((row) => row.dataset.fileKey === view.active);
  const row = rows[at];
  const go = (index: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!next?.dataset.fileKey) return;
    view.activate(next.dataset.fileKey as Key);
    next.scrollIntoView({ block: 'nearest' });
  };
  const open = row?.getAttribute('aria-expanded');
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => (open === 'false' ? view.toggle(row?.dataset.fileKey as Key) : go(at + 1)),
    ArrowLeft: () => (open === 'true' ? view.toggle(row?.dataset.fileKey as Key) : go(at - 1)),
    Enter: () => row?.click(),
    ' ': () => view.active && setUi({ peek: readUi().peek === view.active ? undefined : view.active }),
  };
  const act = acts[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** The folder this machine lends: its folders listed as they are opened and kept up to date, its files to open, link and place. */
export function FilesPanel(): ReactNode {
  const status = useHostStatus();
  const [text, setText] = useState('');
  const [again, setAgain] = useState(0);
  const [unfolded, setUnfolded] = useState<ReadonlySet<Key>>(new Set());
  const [active, setActive] = useState<Key | undefined>();
  const found = useFound(text);
  const { host } = useSession();
  useEffect(() => followFolder({ window, document, host }, () => setAgain((count) => count + 1)), [host]);
  const view: FolderView = useMemo(
    () => ({
      unfolded,
      active,
      again,
      activate: setActive,
      toggle: (key) =>
        setUnfolded((known) => (known.has(key) ? new Set([...known].filter((each) => each !== key)) : new Set([...known, key]))),
    }),
    [unfolded, active, again],
  );
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
      <div role="tree" aria-label="Files" className="tree" tabIndex={0} data-file-key={active} onKeyDown={(event) => keyed(event, view)}>
        {found ? (
          found.length === 0 ? (
            <p className="empty">No file has that in its path.</p>
          ) : (
            found.map((node) => <FileRow key={node.key} node={node} depth={0} view={view} />)
          )
        ) : (
          <Branch path={fileKey(folder.name, '')} depth={0} view={view} />
        )}
      </div>
    </>
  );
}
