import { type HostError, type HostErrorCode, refuse } from '../../contract/index.ts';

type Sentence = readonly [code: HostErrorCode, says: (path: string, errno: string) => string];

const FULL: Sentence = ['disk-full', (path) => `The disk is full, ${path} was not changed: free some space and save again.`];
const UNREADABLE: Sentence = ['unreadable', (path, errno) => `${path} may not be read (${errno}): change its permissions.`];
const READ_ONLY: Sentence = [
  'read-only',
  (path, errno) => `${path} may not be written (${errno}): change its permissions, or save under another name.`,
];

const SENTENCES: Readonly<Record<string, Sentence>> = {
  ENOENT: ['not-found', (path) => `${path} is not there: it was moved, renamed or deleted.`],
  ENOTDIR: ['not-a-directory', (path) => `${path} goes through something that is a file, not a directory.`],
  ELOOP: [
    'outside-folder',
    (path) => `${path} is a link that leads to itself, or was put there just now: only paths inside the folder can be opened.`,
  ],
  EISDIR: ['not-a-file', (path) => `${path} is a directory: open what is in it.`],
  ENAMETOOLONG: ['bad-request', (path) => `${path} is longer than this disk allows: choose a shorter name.`],
  EACCES: UNREADABLE,
  EPERM: UNREADABLE,
};

const WRITE_SENTENCES: Readonly<Record<string, Sentence>> = {
  ...SENTENCES,
  ENOSPC: FULL,
  EDQUOT: FULL,
  EACCES: READ_ONLY,
  EPERM: READ_ONLY,
  EROFS: READ_ONLY,
};

function readErrno(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The refusal that stands for a system error met while reading or writing `path`. */
export function refuseErrno(error: unknown, path: string, doing: 'read' | 'write'): { readonly ok: false; readonly error: HostError } {
  const errno = readErrno(error);
  const shown = path === '' ? 'The folder itself' : `"${path}"`;
  const sentence = (doing === 'write' ? WRITE_SENTENCES : SENTENCES)[errno];
  if (sentence !== undefined) return refuse(sentence[0], sentence[1](shown, errno), { path, errno });
  const reason = error instanceof Error ? error.message : String(error);
  return refuse('unreadable', `${shown} could not be ${doing === 'write' ? 'written' : 'read'}: ${reason}.`, { path, errno });
}
