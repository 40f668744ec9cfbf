import { Dialog } from '@base-ui/react/dialog';
import { zipSync } from 'fflate';
import { type DragEvent, type ReactNode, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Segment } from '../../parts/segment.tsx';
import { Switch } from '../../parts/switch.tsx';
import { useSession } from '../../session/session-context.ts';
import { showToast } from '../../ui/toast.ts';
import { useUi } from '../../ui/ui-state.ts';
import { type ExportFormat, keepFile, writeOut, type Written } from './write-out.ts';
import { useInterchange } from './work.ts';

const FORMATS = [
  { value: 'markdown', label: 'Markdown' },
  { value: 'json', label: 'JSON' },
  { value: 'csv', label: 'Table' },
] as const;

const SAYS: Readonly<Record<ExportFormat, string>> = {
  markdown:
    'A zip with a file per note and task and a folder per group. What came from a folder of Markdown is written as it was, apart from what changed.',
  json: 'One file with everything: properties, texts, links, kinds. It comes back without loss.',
  csv: 'One row each, for a spreadsheet (CSV). With a query selected: what answers to it. It leaves out links.',
};

const close = (): void => useInterchange.setState({ exporting: false });

function tell(written: Written): void {
  const left = written.remarks.length;
  const first = written.remarks[0];
  const more = first ? ` ${first.label}: ${first.reason}${left > 1 ? ` And ${left - 1} more.` : ''}` : '';
  showToast(`Wrote ${written.name}.${more}`, first ? { icon: 'info' } : {});
}

/** A row that can be dragged out of the browser as the file itself. Chromium takes it, other browsers do not. */
function DragOut({ write }: { write: () => Written }): ReactNode {
  const drag = (event: DragEvent): void => {
    const { name, blob } = write();
    const url = URL.createObjectURL(blob);
    event.dataTransfer.setData('DownloadURL', `${blob.type}:${name}:${url}`);
    event.dataTransfer.effectAllowed = 'copy';
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <div className="export-drag" draggable onDragStart={drag}>
      <Icon name="grip-vertical" size={14} className="faint" />
      <span>Or drag this to a folder of your desktop (Chrome and Edge).</span>
    </div>
  );
}

/** Where to: what is written out, and as what. */
export function ExportDialog(): ReactNode {
  const session = useSession();
  const selection = useUi((ui) => ui.selection);
  const [what, setWhat] = useState<'selection' | 'world'>(selection.length > 0 ? 'selection' : 'world');
  const [format, setFormat] = useState<ExportFormat>('markdown');
  const [whole, setWhole] = useState(true);
  const write = (): Written => writeOut(session, { selection: what === 'selection' ? selection : undefined, format, whole }, zipSync);
  const save = (): void => {
    const written = write();
    keepFile(written);
    close();
    tell(written);
  };
  const choices = [
    ...(selection.length > 0
      ? [{ value: 'selection' as const, label: selection.length === 1 ? 'The selected thing' : `${selection.length} selected things` }]
      : []),
    { value: 'world' as const, label: 'The whole world' },
  ];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog">
          <div className="head">
            <Dialog.Title className="title grow">Export</Dialog.Title>
          </div>
          <div className="dialog-body column" style={{ gap: 12 }}>
            {choices.length > 1 ? <Segment label="What" value={what} choices={choices} onChange={setWhat} /> : null}
            <Segment label="As" value={format} choices={FORMATS} onChange={setFormat} />
            <p className="quiet-text">{SAYS[format]}</p>
            {format === 'markdown' ? (
              <div className="line">
                <span className="grow">
                  With what Markdown cannot say
                  <span className="small-text quiet-text export-note">
                    A hidden file, .space/world.json: places, kinds and links come back with it.
                  </span>
                </span>
                <Switch label="With what Markdown cannot say" on={whole} onChange={setWhole} />
              </div>
            ) : null}
            <DragOut write={write} />
          </div>
          <div className="dialog-foot">
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" icon="save" onClick={save}>
              Export
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
