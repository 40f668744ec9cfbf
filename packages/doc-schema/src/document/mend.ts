import { type EntityId, entityKey } from '../ids.ts';
import type { Kind } from '../kinds/kind.ts';
import type { Edit } from './edit.ts';
import type { Entity, Issue } from './entity.ts';
import { type IssueGraph, readBadLinks } from './issues.ts';
import { parseItemKey } from './read-set.ts';

/** What mending needs besides issues: the kind of what is mended. */
export interface MendGraph extends IssueGraph {
  kindOf(name: string): Kind | undefined;
}

function mendValue(edit: Edit, entity: Entity, kind: Kind | undefined, issue: Issue): void {
  const item = parseItemKey(issue.property);
  const name = kind?.fields[issue.property] ? issue.property : item?.property;
  const field = name === undefined ? undefined : kind?.fields[name];
  if (field) edit.mendField(entity.id, field);
}

/**
 * Mends what can be mended of an entity: the default over an invalid value, only the good items of a set, text where there was
 * none, the trash for what lost its creation values; links to nothing and links that close a circle are taken away. Two people
 * mending at once do the same.
 */
export function writeMends(graph: MendGraph, edit: Edit, id: EntityId): void {
  const entity = graph.read(id);
  if (!entity) return;
  const kind = graph.kindOf(entity.kind);
  for (const issue of entity.issues) {
    if (issue.code === 'invalid-value') mendValue(edit, entity, kind, issue);
    else if (issue.code === 'damaged' && !entity.trashed) edit.mendDamaged(id);
  }
  for (const { link } of readBadLinks(graph, entityKey(id))) edit.unlink(link.from, link.relation, link.to);
}
