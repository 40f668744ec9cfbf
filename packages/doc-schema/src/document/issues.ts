import { type EntityId, entityIdOf, entityKey, type Key } from '../ids.ts';
import { type Containing, readCircle, readLeftOut } from '../links/containment.ts';
import { encodeLinkName, type Link } from '../links/link.ts';
import { isRecord } from '../json.ts';
import type { Entity, Issue } from './entity.ts';

/** What issues are found from. */
export interface IssueGraph extends Containing {
  /** What of a kind's declaration in the document cannot be used. */
  kindProblems(kind: string): readonly string[];
  /** Whether a key leads to something outside this region. */
  isElsewhere(key: Key): boolean;
}

/** Link ends told of one entity; who has more of them missing needs no longer list. */
const MAX_TOLD = 50;

/** Why a link cannot be followed, and what to say of it. */
export interface BadLink {
  readonly link: Link;
  readonly code: 'missing-end' | 'cycle';
  readonly message: string;
}

function readBadEnd(graph: IssueGraph, link: Link, other: Key): BadLink | undefined {
  const id = entityIdOf(other);
  if (!id || graph.read(id) || graph.isElsewhere(other)) return undefined;
  const message = `The link “${link.relation}” leads to something that is not in this region, or has not arrived yet.`;
  return { link, code: 'missing-end', message };
}

/** The links of a key that lead nowhere or would make it contain itself. */
export function readBadLinks(graph: IssueGraph, key: Key): readonly BadLink[] {
  const bad: BadLink[] = [];
  for (const link of graph.linksFrom(key)) if (link.to !== key) bad.push(...one(readBadEnd(graph, link, link.to)));
  for (const link of graph.linksTo(key)) if (link.from !== key) bad.push(...one(readBadEnd(graph, link, link.from)));
  for (const link of readLeftOut(graph, readCircle(graph, key))) {
    if (link.from !== key && link.to !== key) continue;
    bad.push({
      link,
      code: 'cycle',
      message: 'It contains itself, directly or through others: this link is left out where that is shown.',
    });
  }
  return bad;
}

const one = <T>(item: T | undefined): readonly T[] => (item === undefined ? [] : [item]);

/**
 * All that cannot be used as it stands about an entity: its own values, its links whose other end is missing, what makes it contain
 * itself, and what of its kind's declaration is not understood. Costs its links.
 */
export function readIssues(graph: IssueGraph, id: EntityId): readonly Issue[] {
  const entity = graph.read(id);
  if (!entity) return [];
  const links = readBadLinks(graph, entityKey(id)).map(({ link, code, message }): Issue => {
    const property = encodeLinkName(link.from, link.relation, link.to);
    return { id, property, code, message, raw: link.from === entityKey(id) ? link.to : link.from };
  });
  const kind = graph.kindProblems(entity.kind).map((message): Issue => ({ id, property: '', code: 'bad-kind', message, raw: entity.kind }));
  return Object.freeze([...entity.issues, ...readMoved(entity), ...links.slice(0, MAX_TOLD), ...kind]);
}

/** Where an entity says it has moved to, see `regions`. */
function readMoved(entity: Entity): readonly Issue[] {
  const moved = entity.properties['moved'];
  if (!isRecord(moved) || typeof moved['to'] !== 'string') return [];
  const message = 'It has moved to another region: what is changed here is carried over there.';
  return [{ id: entity.id, property: 'moved', code: 'moved', message, raw: moved['to'] }];
}

const MENDABLE: ReadonlySet<Issue['code']> = new Set(['invalid-value', 'damaged', 'missing-end', 'cycle']);

/** Whether `GraphDoc.mend` does something about an issue; the others pass when the program is updated or the rest arrives. */
export const isMendable = (issue: Pick<Issue, 'code'>): boolean => MENDABLE.has(issue.code);
