export type { Command, KeyPress } from './commands/command.ts';
export { CommandRegistry } from './commands/command-registry.ts';
export type { BulkEdit } from './document/bulk-edit.ts';
export type { Change } from './document/changes.ts';
export type { CreateOptions, Edit } from './document/edit.ts';
export type { Entity, Issue, Provenance } from './document/entity.ts';
export { type Author, type Gesture, GraphDoc, type GraphDocOptions, type UndoReport } from './document/graph-doc.ts';
export { createStarterWorld, type StarterWorld } from './document/starter-world.ts';
export { isMendable } from './document/issues.ts';
export { SpaceError, type SpaceErrorCode } from './errors.ts';
export { createDocumentSource, readContained } from './graph/document-source.ts';
export { Graph, type LinksOfKey, missingNode } from './graph/graph.ts';
export { NodeKeeper, pageOf } from './graph/node-keeper.ts';
export { createImportSource } from './graph/import-source.ts';
export { createPeopleSource, PEOPLE } from './graph/people-source.ts';
export type { Asking, ChildPage, GraphNode, PageAsking, Source } from './graph/source.ts';
export { checkFlush, type Flush, flushId } from './history/flush.ts';
export { type FlushListener, FlushLog } from './history/flush-log.ts';
export type { Journal } from './history/journal.ts';
export type { JournalRow, JournalStorage } from './history/journal-keeper.ts';
export {
  type EntityId,
  entityIdOf,
  entityKey,
  fileKey,
  type Key,
  mintId,
  parseKey,
  type PersonId,
  personKey,
  randomName,
  type RegionId,
} from './ids.ts';
export { equalJson, freezeJson, isRecord } from './json.ts';
export type { Json } from './json-value.ts';
export { kinds } from './kinds/index.ts';
export {
  type Checked,
  type Control,
  type Field,
  type FieldDeclaration,
  type FieldGroup,
  type Kind,
  type KindDeclaration,
  KindRegistry,
  type Merge,
  defineKind,
} from './kinds/kind.ts';
export { mayAct, type Role, ROLES } from './rights/role.ts';
export type { Link } from './links/link.ts';
export { CONTAINS } from './links/relations.ts';
