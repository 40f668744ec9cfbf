import { type FunctionComponent, lazy, type LazyExoticComponent, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Problem } from './problem.tsx';

function MissingPart(): ReactNode {
  return (
    <div className="panel-bars">
      <Problem amber title="This part of Space could not be fetched." text="Reload to go on. Nothing written here is lost.">
        <Button small icon="refresh-cw" onClick={() => location.reload()}>
          Reload
        </Button>
      </Problem>
    </div>
  );
}

/** A part that is fetched when it is first shown. When it cannot be fetched it says so in its place, or shows what is given instead. */
export function lazyPart<P extends object>(
  load: () => Promise<FunctionComponent<P>>,
  missing: () => ReactNode = MissingPart,
): LazyExoticComponent<FunctionComponent<P>> {
  return lazy(() =>
    load().then(
      (part) => ({ default: part }),
      (error: unknown) => {
        console.warn('A part of the program could not be fetched:', error);
        return { default: missing };
      },
    ),
  );
}
