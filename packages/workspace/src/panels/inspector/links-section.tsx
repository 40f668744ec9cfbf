import { type Entity, entityKey, type Key, type Link } from '@space/doc-schema';
import { relationTitle, suggestRelations } from '@space/doc-schema/links';
import type { ReactNode } from 'react';
import { askLink, removeLink } from '../../commands/links.ts';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyChip } from '../../parts/key-chip.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { useLinksFrom, useLinksTo } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';

function LinkRow({ link, other, inward }: { link: Link; other: Key; inward: boolean }): ReactNode {
  const session = useSession();
  const word = relationTitle(link.relation, inward);
  const title = typeof link.data.title === 'string' && !inward ? link.data.title : undefined;
  return (
    <li className="line link-row">
      <span className="faint small-text relation cut" title={word}>
        {word}
      </span>
      <span className="grow">
        <KeyChip target={other} fallback={title} />
      </span>
      <IconButton small icon="unlink" label={`Unlink ${title ?? other}`} onClick={() => removeLink(session, link)} />
    </li>
  );
}

/** Links out and in as chips, with ways to add and to take away. */
export function LinksSection({ entity }: { entity: Entity }): ReactNode {
  const session = useSession();
  const key = entityKey(entity.id);
  const out = useLinksFrom(key);
  const back = useLinksTo(key);
  return (
    <section className="section" aria-label="Links">
      <div className="group-head">
        Links
        <span className="badge">{out.length + back.length}</span>
        <span className="tail">
          <MenuButton
            label="How it is linked"
            align="end"
            entries={suggestRelations(entity.kind, undefined).map(({ name, title }) => ({
              id: name,
              label: title,
              icon: 'spline',
              run: () => askLink(session, [key], name),
            }))}
            trigger={
              <button type="button" className="icon-button small" aria-label="Add a link">
                <Icon name="plus" />
              </button>
            }
          />
        </span>
      </div>
      {out.length + back.length === 0 ? (
        <p className="empty small-text" style={{ padding: '0 8px' }}>
          Nothing is linked yet. Press L, then point at the other end.
        </p>
      ) : null}
      <ul className="column" style={{ gap: 4, padding: '2px 0 0 8px' }}>
        {out.map((link) => (
          <LinkRow key={`>${link.relation}>${link.to}`} link={link} other={link.to} inward={false} />
        ))}
        {back.map((link) => (
          <LinkRow key={`<${link.relation}<${link.from}`} link={link} other={link.from} inward />
        ))}
      </ul>
    </section>
  );
}
