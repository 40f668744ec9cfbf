import type { ReactNode } from 'react';

const WAYS: readonly (readonly [typed: string, means: string])[] = [
  ['brass lamp', 'both words, in any order, near spellings too'],
  ['"brass lamp"', 'these words one after the other'],
  ['lant*', 'a word that begins so'],
  ['lamp -red', 'the first, without the second'],
  ['kind:task', 'only of that kind, alone or with words'],
  ['#urgent', 'only what has the tag'],
];

/** What can be typed, each a click away. */
export function SearchHelp({ onTry }: { onTry: (example: string) => void }): ReactNode {
  return (
    <div className="search-help">
      <p className="quiet-text">Type words of what you look for. More can be said:</p>
      {WAYS.map(([typed, means]) => (
        <button key={typed} type="button" className="row" onClick={() => onTry(typed)}>
          <code>{typed}</code>
          <span className="faint cut">{means}</span>
        </button>
      ))}
    </div>
  );
}
