import { type Entity, isMendable, type Issue } from '@space/doc-schema';
import type { ReactNode } from 'react';
import { runCommand } from '../../commands/run.ts';
import { Button } from '../../parts/button.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useSession } from '../../session/session-context.ts';
import { readSeen } from './edit-field.ts';

const SHOWN = 6;

/** What is wrong, in one line. */
export function sayIssues(issues: readonly Issue[]): string {
  const links = issues.filter(({ code }) => code === 'missing-end' || code === 'cycle').length;
  const values = issues.length - links;
  const said = [
    ...(values > 0
      ? [values === 1 ? 'One thing about it cannot be used as it stands' : `${values} things about it cannot be used as they stand`]
      : []),
    ...(links > 0 ? [links === 1 ? 'one link leads nowhere good' : `${links} links lead nowhere good`] : []),
  ].join(', and ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** What one issue says, with what was seen where that helps. */
export const sayIssue = (issue: Issue): string =>
  issue.code === 'invalid-value' ? `${issue.message}; saw ${readSeen(issue.raw, undefined)}.` : issue.message;

/** Everything about a thing that cannot be used as it stands: its values, its links, its kind; with one button that mends what can be. */
export function IssuesSection({ entity }: { entity: Entity }): ReactNode {
  const session = useSession();
  const issues = session.graph.issues(entity.id).filter((issue) => !(issue.code === 'damaged' && entity.trashed));
  if (issues.length === 0) return null;
  return (
    <section className="issues" aria-label="What is wrong">
      <Problem
        amber={!issues.some(isMendable)}
        title={sayIssues(issues)}
        text={
          <>
            {issues.slice(0, SHOWN).map((issue) => (
              <span key={`${issue.property} ${issue.code} ${issue.message}`} className="issue">
                {sayIssue(issue)}
              </span>
            ))}
            {issues.length > SHOWN ? <span className="issue faint">and {issues.length - SHOWN} more</span> : null}
          </>
        }
      >
        {issues.some(isMendable) ? (
          <Button small icon="wrench" onClick={() => void runCommand(session, 'entity.mend', { targets: [entity.id] })}>
            Mend
          </Button>
        ) : null}
      </Problem>
    </section>
  );
}
