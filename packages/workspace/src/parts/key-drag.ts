import type { Key } from '@space/doc-schema';
import { FILE_KEY_TYPE } from '../panels/files/file-drag.ts';

/** The type under which rows and tiles carry the keys they stand for, one a line. */
const KEYS_TYPE = 'application/x-space-keys';

/** Lets a drag carry things of the graph; `title` is what other programs get. */
export function carryKeys(event: React.DragEvent, keys: readonly Key[], title: string): void {
  event.dataTransfer.setData(KEYS_TYPE, keys.join('\n'));
  event.dataTransfer.setData('text/plain', title);
  event.dataTransfer.effectAllowed = 'copyLink';
}

/** Whether a drag carries things of the graph. Its keys can be read only when it is dropped. */
export const carriesKeys = (event: React.DragEvent): boolean =>
  event.dataTransfer.types.includes(KEYS_TYPE) || event.dataTransfer.types.includes(FILE_KEY_TYPE);

/** The keys a drop brought, files of the folder among them. */
export function readCarried(event: React.DragEvent): readonly Key[] {
  const keys = event.dataTransfer.getData(KEYS_TYPE).split('\n');
  const file = event.dataTransfer.getData(FILE_KEY_TYPE);
  return [...new Set([...keys, file])].filter((key): key is Key => key.includes(':'));
}
