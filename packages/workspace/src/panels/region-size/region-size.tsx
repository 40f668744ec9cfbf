import { measureRegion } from '@space/doc-schema/regions';
import { type ReactNode, useState } from 'react';
import { runCommand } from '../../commands/run.ts';
import { Button } from '../../parts/button.tsx';
import { useSession } from '../../session/session-context.ts';
import { readSize } from './read-size.ts';
import './region-size.css';

/** What this world holds of what it may hold. Measured when it is opened, and again when asked to compact. */
export function RegionSize(): ReactNode {
  const session = useSession();
  const look = () => ({ words: readSize(measureRegion(session.graph)), overwrites: session.compactor.plan().overwrites });
  // It encodes the document: once a look, not for every change.
  const [{ words, overwrites }, setSeen] = useState(look);
  const compact = async (): Promise<void> => {
    await runCommand(session, 'world.compact');
    setSeen(look());
  };
  return (
    <section className="region-size" aria-label="This world">
      <h3 className="strong">This world</h3>
      <div
        className="region-bar"
        data-tone={words.tone}
        role="meter"
        aria-label={words.used}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(words.part * 100)}
      >
        <span style={{ width: `${Math.max(1.5, words.part * 100)}%` }} />
      </div>
      <p className="small-text quiet-text">{words.used}</p>
      <dl className="small-text">
        <dt>Things</dt>
        <dd className="num">{words.entities}</dd>
        <dt>Size</dt>
        <dd className="num">{words.size}</dd>
        <dt>Opens in</dt>
        <dd className="num">{words.opens}</dd>
      </dl>
      {words.tone === 'good' ? null : (
        <p className="small-text region-warning">
          {words.tone === 'over' ? 'It holds more than it should: it opens slowly on phones.' : 'It is nearly full.'} Empty worlds open
          fastest; begin another for what stands apart.
        </p>
      )}
      {overwrites === 0 ? null : (
        <div className="line" style={{ justifyContent: 'space-between' }}>
          <span className="small-text quiet-text num">{overwrites.toLocaleString('en')} overwritten values are still carried along</span>
          <Button small icon="shrink" onClick={() => void compact()}>
            Compact now
          </Button>
        </div>
      )}
    </section>
  );
}
