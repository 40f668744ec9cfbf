import { isRecord } from '@space/doc-schema';

/** Why the store could not do something: no room, unreadable pages, or anything else. */
export type FailureKind = 'disk-full' | 'damaged' | 'failed';

const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** Sorts an error of `node:sqlite` (or of the file system) by what can be done about it. Extended codes keep the kind in their low byte. */
export function kindOf(error: unknown): FailureKind {
  if (!isRecord(error) && !(error instanceof Error)) return 'failed';
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  switch (typeof errcode === 'number' ? errcode & 0xff : undefined) {
    case SQLITE_FULL:
      return 'disk-full';
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return 'damaged';
    case SQLITE_IOERR:
    default:
      return 'failed';
  }
}

/** The sentence an error came with. */
export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
