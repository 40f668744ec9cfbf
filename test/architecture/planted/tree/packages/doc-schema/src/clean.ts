import * as Y from 'yjs';

/** Makes a document; the clean twin of the planted files: nothing here may turn the check red. */
export function createDoc(): Y.Doc {
  return new Y.Doc();
}
