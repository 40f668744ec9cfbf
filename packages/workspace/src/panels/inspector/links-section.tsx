import { type Key, type Link } from '@space/doc-schema';
import { isTextLink, relationTitle, suggestRelations } from '@space/doc-schema/links';
import type { ReactNode } from 'react';
import { askLink, describeLink, removeLink } from '../../commands/links.ts';
import { openKey } from '../../commands/open.ts';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyChip } from '../../parts/key-chip.tsx';
import { MenuButton } from '../../parts/menu.tsx';
import { useLinksFrom, useLinksTo, useSaidLinks } from '../../session/hooks.ts';
import { useSession } from '../../session/session-context.ts';

/** What can be done with a link that someone drew. One that stands in a text goes with the text. */
function LinkActs({ link, title }: { link: Link; title: string }): ReactNode {
  const session = useSession();
  const described = typeof link.data.described === 'string' ? (link.data.described as Key) : undefined;
  return (
    <>
      <IconButton
        small
        icon="message-square-text"
        label={described ? `Open what is written about this link to ${title}` : `Write about this link to ${title}`}
        onClick={() => (described ? openKey(session, described) : describeLink(session, link))}
      />
      {isTextLink(link) ? (
        <IconButton
          small
          icon="pencil"
          label={`${title} is mentioned in the text: open it there`}
          onClick={() => openKey(session, link.from)}
        />
      ) : (
        <IconButton small icon="unlink" label={`Unlink ${title}`} onClick={() => removeLink(session, link)} />
      )}
    </>
  );
}

function LinkRow({ link, other, inward, drawn }: { link: Link; other: Key; inward: boolean; drawn: boolean }): ReactNode {
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
      {drawn ? <LinkActs link={link} title={title ?? other} /> : null}
    </li>
  );
}

/** Links out and in as chips, with ways to add and to take away; below them those that the thing's own source knows of. */
export function LinksSection({ target, kind, title = 'Links' }: { target: Key; kind: string | undefined; title?: string }): ReactNode {
  const session = useSession();
  const out = useLinksFrom(target);
  const back = useLinksTo(target);
  const said = useSaidLinks(target);
  const count = out.length + back.length + said.length;
  return (
    <section className="section" aria-label={title}>
      <div className="group-head">
        {title}
        <span className="badge">{count}</span>
        <span className="tail">
          <MenuButton
            label="How it is linked"
            align="end"
            entries={suggestRelations(kind, undefined).map(({ name, title: word }) => ({
              id: name,
              label: word,
              icon: 'spline',
              run: () => askLink(session, [target], name),
            }))}
            trigger={
              <button type="button" className="icon-button small" aria-label="Add a link">
                <Icon name="plus" />
              </button>
            }
          />
        </span>
      </div>
      {count === 0 ? (
        <p className="empty small-text" style={{ padding: '0 8px' }}>
          Nothing is linked yet. Press L, then point at the other end.
        </p>
      ) : null}
      <ul className="column" style={{ gap: 4, padding: '2px 0 0 8px' }}>
        {out.map((link) => (
          <LinkRow key={`>${link.relation}>${link.to}`} link={link} other={link.to} inward={false} drawn />
        ))}
        {back.map((link) => (
          <LinkRow key={`<${link.relation}<${link.from}`} link={link} other={link.from} inward drawn />
        ))}
        {said.map((link) => {
          const inward = link.to === target;
          const other = inward ? link.from : link.to;
          return <LinkRow key={`said ${link.relation} ${other}`} link={link} other={other} inward={inward} drawn={false} />;
        })}
      </ul>
    </section>
  );
}
