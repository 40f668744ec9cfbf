import { useEffect } from 'react';
import { createDoc } from '@space/doc-schema';
import type { FileEntry } from '@space/host/contract';
import type { Text } from 'yjs';

/** Shows a file's name; window, document and React are at home here, and a yjs type is no import of yjs. */
export function FileName({ entry, text }: { entry: FileEntry; text: Text }): string {
  useEffect(() => {
    window.document.title = entry.name;
    try {
      createDoc();
    } catch {
      // reason: a planted file has nobody to tell.
    }
  }, [entry.name]);
  return entry.name + text.length;
}
