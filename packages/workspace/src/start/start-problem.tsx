import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Problem } from '../parts/problem.tsx';

/** A whole page that says why no world is open and what to do. */
export function StartProblem({ title, text, children }: { title: string; text: string; children?: ReactNode }): ReactNode {
  return (
    <>
      <div className="world" aria-hidden="true" />
      <main className="start-page">
        <div className="island start-card column" style={{ position: 'static', flexDirection: 'column', gap: 16 }}>
          <Problem title={title} text={text} />
          <div className="line">
            <Button look="primary" icon="refresh-cw" onClick={() => location.reload()}>
              Try again
            </Button>
            {children}
          </div>
        </div>
      </main>
    </>
  );
}
