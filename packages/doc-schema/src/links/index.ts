export { formatMention, type Mention, readMentions, readPlainText } from './mentions.ts';
export { type Containing, type LinkEnds, readChildren, readCircle, readParent, readParents, readPath } from './containment.ts';
export { readPlainBody } from './plain-body.ts';
export {
  CONTAINS,
  MENTIONS,
  RELATION_ENDS,
  type Relation,
  relationName,
  RELATIONS,
  relationTitle,
  suggestRelations,
} from './relations.ts';
export { decodeLink } from './link.ts';
export { followTextLinks, isTextLink } from './text-links.ts';
