// One of many, found by words: a field to search in, and below it what fits, as radio buttons with what each belongs to.
import { useId, useState } from 'react';
import { grouped } from './times.ts';

export interface ChooserOption {
  value: string;
  title: string;
  /** What it belongs to or says, so that two of one title can be told apart. */
  about: string;
}

export interface ChooserProps {
  label: string;
  /** What can be typed, in a few words. */
  hint: string;
  options: readonly ChooserOption[];
  value: string;
  onChange: (value: string) => void;
}

/** More than this nobody reads through; words find the rest. */
const mostShown = 50;

export function Chooser({ label, hint, options, value, onChange }: ChooserProps) {
  const name = useId();
  const [find, setFind] = useState('');
  const found = fitting(options, find);
  const chosen = options.find((option) => option.value === value);
  const shown = found.slice(0, mostShown);
  return (
    <fieldset className="chooser">
      <legend>{label}</legend>
      <input type="search" aria-label={`Find: ${label}`} placeholder={hint} value={find} onChange={(event) => setFind(event.target.value)} />
      <div className="chooser-list">
        {shown.map((option) => (
          <label key={option.value}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>
              {option.title} <small className="quiet">{option.about}</small>
            </span>
          </label>
        ))}
        {found.length === 0 ? <p className="quiet">Nothing fits “{find.trim()}”.</p> : null}
        {found.length > mostShown ? <p className="quiet">The first {mostShown} of {grouped(found.length)}; more words find the others.</p> : null}
      </div>
      {chosen === undefined || shown.includes(chosen) ? null : <p className="quiet">Chosen: {chosen.title} ({chosen.about})</p>}
    </fieldset>
  );
} // prettier-ignore

/** Those that hold every word, wherever it stands. */
function fitting(options: readonly ChooserOption[], find: string): ChooserOption[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== ''); // prettier-ignore
  return options.filter(({ title, about }) => {
    const text = `${title} ${about}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
