// Terms of a filter to press, each with how many rows it holds for; one that holds for none is shown only while it is on.
import { Button } from './button.tsx';
import { ContainerSign, type SignName } from './container-sign.tsx';
import { hasTerm, toggledTerm } from './filter-terms.ts';
import { grouped } from './times.ts';

export interface TermChip {
  word: string;
  term: string;
  count: number;
  sign: SignName;
}

export interface TermChipsProps {
  label: string;
  chips: readonly TermChip[];
  find: string;
  onFind: (find: string) => void;
}

export function TermChips({ label, chips, find, onFind }: TermChipsProps) {
  return (
    <div className="filter-chips" role="group" aria-label={label}>
      {chips
        .filter(({ count, term }) => count > 0 || hasTerm(find, term))
        .map(({ word, term, count, sign }) => (
          <button
            key={term}
            type="button"
            className="filter-chip"
            aria-pressed={hasTerm(find, term)}
            title={`Show only: ${term}`}
            onClick={() => onFind(toggledTerm(find, term))}
          >
            <ContainerSign name={sign} />
            <span>{grouped(count)}</span>
            <span className="filter-word">{word}</span>
          </button>
        ))}
      {find === '' ? null : (
        <Button kind="quiet" icon="close" onClick={() => onFind('')}>
          Clear
        </Button>
      )}
    </div>
  );
}
