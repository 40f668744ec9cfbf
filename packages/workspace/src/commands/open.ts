import { type EntityId, entityIdOf, entityKey, fileKey, type Key } from '@space/doc-schema';
import { type PanelSort, panelSortOf } from '../panels/panel-sorts.ts';
import type { Session } from '../session/session.ts';
import { readSymbolKey } from '../symbols/symbol.ts';
import { isInspecting, readUi, setUi } from '../ui/ui-state.ts';
import type { OpenPanel } from '../ui/ui-types.ts';

/** Narrower than this a line of text is too short to read. */
const MIN_WIDTH = 320;

/** Where a new panel hangs: beside the left dock, each a step lower than the one before. */
function placePanel(key: Key, { size }: PanelSort, open: readonly OpenPanel[]): OpenPanel {
  const ui = readUi();
  const left = ui.left && !ui.bare ? 280 : 8;
  const right = isInspecting(ui) ? 304 : 8;
  const step = (open.length % 6) * 24;
  return {
    key,
    x: left + step,
    y: 64 + step,
    height: size.height,
    width: Math.max(MIN_WIDTH, Math.min(size.width, innerWidth - left - right - step)),
  };
}

/** Brings a panel for a key into the HUD, in front when it is there already. */
export function openPanel(session: Session, key: Key): void {
  const { panels } = readUi();
  const known = panels.find((panel) => panel.key === key);
  const id = entityIdOf(key);
  const panel = known ?? placePanel(key, panelSortOf(key, id && session.graph.read(id)), panels);
  setUi({ panels: [...panels.filter((each) => each !== known), panel], phonePlace: 'world', palette: false });
}

/** Closes the panel of a key. */
export function closePanel(key: Key): void {
  setUi({ panels: readUi().panels.filter((panel) => panel.key !== key) });
}

function openEntity(session: Session, id: EntityId): void {
  const entity = session.graph.read(id);
  if (!entity) return;
  const target = entity.properties.target;
  if ((entity.kind === 'file' || entity.kind === 'panel') && typeof target === 'string' && target !== '') openKey(session, target as Key);
  else if (entity.kind === 'panel' && entity.properties.position !== null) session.world.current?.frame([id]);
  else if (session.graph.text(id, 'body') || entity.kind === 'panel' || panelSortOf(entityKey(id), entity).name !== 'entity')
    openPanel(session, entityKey(id));
  else showValues(session, id);
}

/** A thing without text opens as its values, with the camera on it. */
function showValues(session: Session, id: EntityId): void {
  setUi({ selection: [id], right: true, bare: false, phonePlace: 'inspect' });
  session.world.current?.frame([id]);
}

/** Opens a file at a line, counted from 1; a file that is open goes there. */
export function openFileAt(session: Session, file: Key, line: number): void {
  openPanel(session, file);
  setUi({ place: { key: file, line, count: (readUi().place?.count ?? 0) + 1 } });
}

/** A symbol opens its file where it stands now. One that is gone shows its card, which says so. */
async function openSymbol(session: Session, key: Key): Promise<void> {
  const address = readSymbolKey(key);
  const found = address ? await session.symbols.find(address.path, address.symbol) : 'It names no symbol.';
  if (typeof found === 'string' || !address) inspectKey(key);
  else openFileAt(session, fileKey(address.repository, found.path), found.symbol.line);
}

/** Shows a key that is no entity in the inspector. */
export function inspectKey(key: Key): void {
  const id = entityIdOf(key);
  setUi({ ...(id ? { selection: [id] } : { inspected: key, selection: [] }), right: true, bare: false, phonePlace: 'inspect' });
}

/** Opens what a key names: a note or task to write in, a file in its editor, a symbol in its file, a panel's own subject; else its card. */
export function openKey(session: Session, key: Key): void {
  const id = entityIdOf(key);
  if (id) {
    if (!readUi().selection.includes(id)) setUi({ selection: [id] });
    openEntity(session, id);
  } else if (key.startsWith('symbol:')) void openSymbol(session, key);
  else if (panelSortOf(key, undefined).name === 'card') inspectKey(key);
  else openPanel(session, key);
}
