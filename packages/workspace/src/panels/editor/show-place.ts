import { EditorView } from '@codemirror/view';
import type { TextPlace } from '../../ui/ui-types.ts';
import { findPlace } from './find-place.ts';

/** Brings a place of the text into view, selects it and takes the keyboard. A place that is gone leaves the editor as it is. */
export function showPlace(view: EditorView, place: TextPlace): void {
  const found = findPlace(view.state.sliceDoc(), place);
  if (!found) return;
  const [anchor, head] = found;
  view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}
