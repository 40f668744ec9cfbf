import type { EntityId } from '@space/doc-schema';
import { type ExportScope, type Skipped, writeCsv, writeJson, writeMarkdownFolder } from '@space/doc-schema/interchange';
import { createQueryIndex, parseQuery } from '@space/doc-schema/query';
import type { Session } from '../../session/session.ts';

/** How something is written out. */
export type ExportFormat = 'markdown' | 'json' | 'csv';

/** A file ready to be kept. */
export interface Written {
  readonly name: string;
  readonly blob: Blob;
  /** What it does not hold, and why. */
  readonly remarks: readonly Skipped[];
}

/** What is to be written out. */
export interface ExportChoice {
  readonly selection: readonly EntityId[] | undefined;
  readonly format: ExportFormat;
  /** Whether a Markdown folder also gets what Markdown cannot say. */
  readonly whole: boolean;
}

const TYPES = { markdown: 'application/zip', json: 'application/json', csv: 'text/csv' } as const;
const ENDS = { markdown: 'zip', json: 'json', csv: 'csv' } as const;

/** A name every file system takes. */
const cleanName = (title: string): string =>
  title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 60) || 'Space';

/** What a table holds: the answer of a query that is selected, else what is selected, else everything out of the trash. */
function readTable({ graph }: Session, selection: readonly EntityId[] | undefined): readonly EntityId[] {
  const only = selection?.length === 1 && selection[0] ? graph.read(selection[0]) : undefined;
  const text = only?.kind === 'query' ? only.properties['text'] : undefined;
  const parsed = typeof text === 'string' ? parseQuery(text) : undefined;
  if (!parsed?.ok) return selection ?? graph.list().filter((id) => graph.read(id)?.trashed === false);
  const index = createQueryIndex(graph);
  const { ids } = index.run(parsed.query, { limit: 20_000 });
  index.dispose();
  return ids;
}

/** What the file is called: the one thing, how many, or the world. */
function titleOf({ graph }: Session, selection: readonly EntityId[] | undefined): string {
  if (selection && selection.length !== 1) return `${selection.length} things`;
  const id = selection ? selection[0] : graph.worldId;
  return (id && graph.read(id)?.title) ?? 'World';
}

/** Writes a choice as one file, at once: it must be there when a drag begins. */
export function writeOut(session: Session, { selection, format, whole }: ExportChoice, zip: typeof import('fflate').zipSync): Written {
  const { graph } = session;
  const scope: ExportScope = selection ? { ids: selection } : { world: true };
  const done = (content: string | Uint8Array<ArrayBuffer>, remarks: readonly Skipped[] = []): Written => ({
    name: `${cleanName(titleOf(session, selection))}.${ENDS[format]}`,
    blob: new Blob([content], { type: TYPES[format] }),
    remarks,
  });
  if (format === 'json') return done(writeJson(graph, scope));
  if (format === 'csv') return done(writeCsv(graph, readTable(session, selection)));
  const { files, remarks } = writeMarkdownFolder(graph, scope, { manifest: whole });
  const encoder = new TextEncoder();
  const packed = zip(Object.fromEntries(files.map((file) => [file.path, encoder.encode(file.text)])), { level: 6 });
  return done(packed, remarks);
}

/** Hands a file to the browser to keep. */
export function keepFile({ name, blob }: Written): void {
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // by then the browser has it
}
