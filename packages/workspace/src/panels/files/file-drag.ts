/** The type under which a dragged file row carries its key. */
export const FILE_KEY_TYPE = 'application/x-space-file-key';
