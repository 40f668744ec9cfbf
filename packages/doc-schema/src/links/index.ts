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
