import type { ReactNode } from 'react';
import './interchange.css';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { useInterchange } from './work.ts';

/** Whichever dialog of bringing in and writing out is open. */
export function InterchangeDialogs(): ReactNode {
  const work = useInterchange((state) => state.work);
  const exporting = useInterchange((state) => state.exporting);
  if (work) return <ImportDialog work={work} />;
  return exporting ? <ExportDialog /> : null;
}
