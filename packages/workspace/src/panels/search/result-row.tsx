import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Marked, SnippetLine } from '../../search/marked.tsx';
import type { Result } from './results.ts';

/** A thing that was found: its title, and the line in which most of it stands. */
export function ResultRow({ result }: { result: Result }): ReactNode {
  const { snippet, places, reveal } = result;
  return (
    <Command.Item className={`row palette-row search-row ${snippet ? 'tall' : ''}`} value={result.id} onSelect={() => result.open()}>
      <Icon name={result.icon} kind={result.kind} />
      <span className="cut palette-title">
        <Marked text={result.title} marks={result.titleMarks} />
      </span>
      {result.tags.slice(0, 3).map((tag) => (
        <span key={tag} className="chip">
          #{tag}
        </span>
      ))}
      <span className="tail">
        {places > 1 ? <span>{places} places</span> : null}
        {reveal ? (
          <IconButton
            small
            icon="scan"
            label={`Reveal ${result.title} in the world`}
            tip={false}
            className="search-reveal"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              reveal();
            }}
          />
        ) : null}
      </span>
      {snippet ? (
        <span className="palette-snippet cut">
          <SnippetLine snippet={snippet} />
        </span>
      ) : null}
    </Command.Item>
  );
}
