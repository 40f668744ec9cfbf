import { Text } from 'yjs';

/** Makes a text: a binding may touch yjs. */
export function createText(): Text {
  return new Text();
}
