/** Text smaller than this on screen is not read, CSS pixels. */
export const READABLE_PX = 11;
/** The size a face's heading is set in (`--text-24`): as long as that can be read, the face is worth showing. */
const FACE_TITLE_PX = 24;
/** A face that shows keeps showing a little longer, so that it never flickers at the bound. */
const STAY = 0.94;

/** Whether a face at this scale shows its content, knowing whether it shows now. */
export const isReadable = (scale: number, showing: boolean): boolean => scale * FACE_TITLE_PX >= READABLE_PX * (showing ? STAY : 1);

/** At most this many faces have live content; the rest show their title. */
export const MOST_FACES = 24;
