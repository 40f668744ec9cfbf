/** What a dropped file held, or the sentence why it was not taken. */
export type Dropped = { readonly ok: true; readonly name: string; readonly text: string } | { readonly ok: false; readonly reason: string };

/** A note is text people read together; beyond this it belongs in the folder. */
const MAX_BYTES = 500_000;

/** Reads a dropped file as text; binary and oversized ones are refused with what was seen and what to do. */
export async function readDroppedText(file: File): Promise<Dropped> {
  if (file.size > MAX_BYTES) {
    return {
      ok: false,
      reason: `${file.name} has ${Math.round(file.size / 1000)} kB; a note takes at most ${MAX_BYTES / 1000} kB. Put it into the folder and link it.`,
    };
  }
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.includes(0)) return { ok: false, reason: `${file.name} is not text. Put it into the folder and link it.` };
    return { ok: true, name: file.name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, reason: `${file.name} could not be read as text. If it is a folder, start Space with --folder for it.` };
  }
}
