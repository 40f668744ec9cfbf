import { type GraphNode, PEOPLE } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { inspectKey } from '../../commands/open.ts';
import { useNode } from '../../session/hooks.ts';
import { PROCESSES } from '../../sources/process-source.ts';
import { SYSTEM } from '../../sources/system-source.ts';
import { SourceBranch, SourceRow, SourceTree } from './source-tree.tsx';
import { useTreeView } from './use-tree-view.ts';

const WORDS: Readonly<Record<string, string>> = {
  system: 'part of this program',
  processes: 'list of processes',
  people: 'list of people',
  place: 'place edits travel to',
};

const kindWord = (node: GraphNode): string => WORDS[node.kind] ?? node.kind;

/** The running program, the people of the world and the processes of the machine, as objects to look at and link. */
export function SystemPanel(): ReactNode {
  const view = useTreeView(['system', 'process', 'person'], 0);
  const people = useNode(PEOPLE);
  const processes = useNode(PROCESSES);
  const act = (node: GraphNode): void => inspectKey(node.key);
  const rest = { view, kindWord, onAct: act };
  return (
    <SourceTree label="System" view={view}>
      <div className="group-head">This program</div>
      <SourceBranch path={SYSTEM} depth={0} {...rest} />
      <div className="section">
        <div className="group-head">This world</div>
      </div>
      {people ? <SourceRow node={people} depth={0} {...rest} /> : null}
      <div className="section">
        <div className="group-head">This machine</div>
      </div>
      {processes?.missing ? (
        <p className="empty">{processes.missing}</p>
      ) : processes ? (
        <SourceRow node={processes} depth={0} {...rest} />
      ) : null}
    </SourceTree>
  );
}
