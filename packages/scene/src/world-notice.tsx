import type { ReactNode } from 'react';

/** Why the world is not drawn. */
export type Trouble = 'no-webgl' | 'context-lost' | 'failed';

const SAYS: Readonly<Record<Trouble, readonly [what: string, then: string]>> = {
  'no-webgl': [
    'This browser cannot draw in 3D',
    'It gave no WebGL 2 context. Switch hardware acceleration on in its settings, or try another browser. The outline and the inspector go on working here.',
  ],
  'context-lost': [
    'The picture stopped',
    'The graphics driver took the drawing context away. It comes back by itself; if it does not within a minute, reload the page. Nothing of yours is lost, and the outline goes on working.',
  ],
  failed: [
    'The world could not be drawn',
    'Something in the picture failed; the console of the browser says what. Reload the page to try again. Nothing of yours is lost, and the outline goes on working.',
  ],
};

/** Says in place why there is no picture and what to do. */
export function WorldNotice({ trouble }: { readonly trouble: Trouble }): ReactNode {
  const [what, then] = SAYS[trouble];
  return (
    <div className="space-notice">
      <div role="alert">
        <strong>{what}</strong>
        {then}
      </div>
    </div>
  );
}
