import './search-rows.css';
import type { SearchHit, Snippet, Span } from '@space/doc-schema/search';
import type { ReactNode } from 'react';

/** A text with what was found in it marked. */
export function Marked({ text, marks }: { text: string; marks: readonly Span[] }): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at) continue; // two clauses in one place: the first marks it
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** A piece of a text, with dots where there is more of it. */
export function SnippetLine({ snippet }: { snippet: Snippet }): ReactNode {
  return (
    <>
      {snippet.cutBefore ? '… ' : ''}
      <Marked text={snippet.text} marks={snippet.marks} />
      {snippet.cutAfter ? ' …' : ''}
    </>
  );
}

/** Whether the snippet says more than the title does. */
export const isTelling = ({ snippet }: SearchHit): boolean => (snippet?.marks.length ?? 0) > 0;
