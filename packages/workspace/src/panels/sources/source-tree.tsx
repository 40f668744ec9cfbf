import type { GraphNode, Key } from '@space/doc-schema';
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { finishLinking } from '../../commands/links.ts';
import { Icon } from '../../parts/icon.tsx';
import { carryKeys } from '../../parts/key-drag.ts';
import { textOf } from '../../parts/words.ts';
import { useLinksFrom, useLinksTo } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';
import { openMenu } from '../../shell/thing-menu.tsx';
import { readUi, setUi } from '../../ui/ui-state.ts';
import { tailOf } from './say-fact.ts';
import type { TreeView } from './use-tree-view.ts';
import './source-tree.css';

/** How many rows of one branch are drawn at first, and how many more each time they are asked for. */
const ROWS = 500;

/** What a tree of a source is made with. */
export interface SourceTreeProps {
  readonly label: string;
  readonly view: TreeView;
  /** What a row stands for in a word, for screen readers. */
  readonly kindWord: (node: GraphNode) => string;
  /** What a click or Enter does with a row. */
  readonly onAct: (node: GraphNode) => void;
  /** How a row is dragged; as the thing it stands for when absent. */
  readonly onDrag?: (event: DragEvent, node: GraphNode) => void;
  readonly children: ReactNode;
}

type RowProps = Omit<SourceTreeProps, 'label' | 'children'>;

const sameNodes = (a: readonly GraphNode[], b: readonly GraphNode[]): boolean =>
  a.length === b.length && a.every((node, i) => node === b[i]);

interface Shown {
  readonly nodes: readonly GraphNode[];
  readonly left: number;
}

/** The rows below a key, read page by page and again when the source says they changed. */
function useBranch(key: Key, again: number, rows: number): Shown | undefined {
  const { catalog } = useSession();
  const [shown, setShown] = useState<Shown | undefined>();
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const read = async (): Promise<void> => {
      const nodes: GraphNode[] = [];
      let after: string | undefined;
      let total = 0;
      do {
        const page = await catalog.children(key, {
          signal,
          limit: Math.min(1000, rows - nodes.length),
          ...(after === undefined ? {} : { after }),
        });
        nodes.push(...page.nodes);
        after = page.next;
        total = page.total ?? nodes.length;
      } while (!signal.aborted && after !== undefined && nodes.length < rows);
      if (signal.aborted) return;
      const left = Math.max(0, total - nodes.length);
      setShown((known) => (known && known.left === left && sameNodes(known.nodes, nodes) ? known : { nodes, left }));
    };
    void read();
    const stop = catalog.subscribe(key, () => void read());
    return () => {
      leaving.abort();
      stop();
    };
  }, [catalog, key, again, rows]);
  return shown;
}

function LinkMark({ target }: { target: Key }): ReactNode {
  const links = useLinksFrom(target).length + useLinksTo(target).length;
  if (links === 0) return null;
  return (
    <span title={links === 1 ? '1 link' : `${links} links`}>
      <Icon name="spline" size={12} />
    </span>
  );
}

function Twist({ node, unfolded, onToggle }: { node: GraphNode; unfolded: boolean; onToggle: () => void }): ReactNode {
  if (!node.hasChildren) return <span className="twist" />;
  return (
    <button
      type="button"
      className="twist"
      tabIndex={-1}
      aria-label={unfolded ? `Fold ${node.title}` : `Unfold ${node.title}`}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={unfolded ? 'chevron-down' : 'chevron-right'} size={12} />
    </button>
  );
}

/** One row of a source and, unfolded, what lies below it. */
export function SourceRow({ node, depth, ...rest }: RowProps & { node: GraphNode; depth: number }): ReactNode {
  const session = useSession();
  const { view, kindWord, onAct, onDrag } = rest;
  const unfolded = node.hasChildren && view.unfolded.has(node.key);
  const active = view.active === node.key;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const act = (): void => {
    view.activate(node.key);
    if (readUi().linking) finishLinking(session, node.key);
    else onAct(node);
  };
  const folder = node.kind === 'directory';
  return (
    <>
      <div
        ref={row}
        role="treeitem"
        aria-level={depth + 1}
        aria-expanded={node.hasChildren ? unfolded : undefined}
        aria-label={`${node.title}, ${kindWord(node)}`}
        aria-selected={active}
        data-file-key={node.key}
        className={`row dense source-row ${active ? 'on' : ''} ${node.missing ? 'away' : ''}`}
        style={{ paddingLeft: 4 + depth * 16 }}
        draggable
        onDragStart={(event) => (onDrag ? onDrag(event, node) : carryKeys(event, [node.key], node.title))}
        onClick={act}
        onContextMenu={(event) => {
          view.activate(node.key);
          openMenu(event, { type: 'key', key: node.key });
        }}
      >
        <Twist node={node} unfolded={unfolded} onToggle={() => view.toggle(node.key)} />
        <Icon name={folder && unfolded ? 'folder-open' : node.icon} size={14} kind={folder ? 'folder' : node.kind} />
        <span className="cut" title={node.missing ?? (textOf(node.facts.path ?? node.facts.command) || node.title)}>
          {node.title}
        </span>
        <span className="tail num">
          <LinkMark target={node.key} />
          {tailOf(node)}
        </span>
      </div>
      {unfolded ? <SourceBranch path={node.key} depth={depth + 1} {...rest} /> : null}
    </>
  );
}

/** What lies below a key, as rows. */
export function SourceBranch({ path, depth, ...rest }: RowProps & { path: Key; depth: number }): ReactNode {
  const [rows, setRows] = useState(ROWS);
  const shown = useBranch(path, rest.view.again, rows);
  const indent = { padding: `4px 8px 4px ${24 + depth * 16}px` };
  if (!shown || shown.nodes.length === 0) {
    return (
      <p className="faint small-text" style={indent}>
        {shown ? 'Empty' : 'Reading…'}
      </p>
    );
  }
  return (
    <>
      {shown.nodes.map((node) =>
        node.key === path && node.missing ? (
          <p key={node.key} className="faint small-text" style={indent}>
            {node.missing}
          </p>
        ) : (
          <SourceRow key={node.key} node={node} depth={depth} {...rest} />
        ),
      )}
      {shown.left > 0 ? (
        <button
          type="button"
          className="row dense accent-text"
          style={{ paddingLeft: 24 + depth * 16 }}
          onClick={() => setRows(rows + ROWS)}
        >
          Show {Math.min(ROWS, shown.left)} more of {shown.left}
        </button>
      ) : null}
    </>
  );
}

/** Arrow keys over the rows as they stand on the page; Enter acts, Space peeks. */
function keyed(event: KeyboardEvent<HTMLElement>, view: TreeView): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = rows.findIndex((row) => row.dataset.fileKey === view.active);
  const row = rows[at];
  const go = (index: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (next?.dataset.fileKey) view.activate(next.dataset.fileKey as Key);
  };
  const toggle = (): void => view.toggle(row?.dataset.fileKey as Key);
  const open = row?.getAttribute('aria-expanded');
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    ArrowRight: () => (open === 'false' ? toggle() : go(at + 1)),
    ArrowLeft: () => (open === 'true' ? toggle() : go(at - 1)),
    Enter: () => row?.click(),
    ' ': () => view.active && setUi({ peek: readUi().peek === view.active ? undefined : view.active }),
  };
  const act = acts[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** A tree of any source: rows are read as they are unfolded, followed while they show, and reached by keyboard. */
export function SourceTree({ label, view, children }: Pick<SourceTreeProps, 'label' | 'view' | 'children'>): ReactNode {
  return (
    <div role="tree" aria-label={label} className="tree" tabIndex={0} data-file-key={view.active} onKeyDown={(event) => keyed(event, view)}>
      {children}
    </div>
  );
}
