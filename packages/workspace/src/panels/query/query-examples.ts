/** A query to try, and what it finds. */
export interface QueryExample {
  readonly query: string;
  readonly means: string;
}

/** Shown where a query is asked, from plain to less plain; each can be clicked. */
export const QUERY_EXAMPLES: readonly QueryExample[] = [
  { query: 'lamp', means: 'the word, in names, texts, tags and what is linked' },
  { query: 'kind:task is:open', means: 'tasks that are open' },
  { query: 'due<1w sort:due', means: 'due before a week from today, the next one first' },
  { query: 'tag:red or tag:blue', means: 'one tag or the other' },
  { query: 'kind:note -is:linked', means: 'notes with no link' },
  { query: '-blocks-> task state:open', means: 'what blocks an open task' },
  { query: '<-about- note', means: 'what a note is about' },
  { query: 'by:me changed:<1d', means: 'what you wrote some of, changed within a day' },
  { query: 'within:"Welcome board"', means: 'all that stands in it, however deep' },
  { query: 'near(selection, 5m)', means: 'around what is selected' },
];

/** Queries every world has, as shortcuts. */
export const USUAL_QUERIES: readonly {
  readonly label: string;
  readonly icon: string;
  readonly kind: string;
  readonly query: string;
  /** Any result is a reason to look. */
  readonly alarming?: boolean;
}[] = [
  { query: 'kind:task is:open', label: 'Open tasks', icon: 'square-check', kind: 'task' },
  { query: 'is:damaged', label: 'To mend', icon: 'octagon-alert', kind: 'error', alarming: true },
  { query: 'kind:note -is:linked', label: 'Notes with no link', icon: 'unlink', kind: '' },
];

/** The kind a query asks for as one of its plain conditions, or undefined. */
export const readKindFilter = (text: string): string | undefined => /(?:^|\s)kind:([\w.-]+)(?=\s|$)/u.exec(text)?.[1];

/** A query that asks for another kind, or for every kind. */
export function writeKindFilter(text: string, kind: string | undefined): string {
  const rest = text.replace(/(?:^|\s)kind:[\w.-]+(?=\s|$)/u, '').trim();
  return [kind ? `kind:${kind}` : '', rest].filter((part) => part !== '').join(' ');
}
