// Labels of one thing: filtered by words; a press on one filters the table by it.
import { useState } from 'react';

export interface LabelListProps {
  /** What the table is of, e.g. `containers`. */
  what: string;
  labels: Record<string, string>;
  isOn: (term: string) => boolean;
  onToggle: (term: string) => void;
}

/** More than this are not read, they are looked for. */
const manyLabels = 6;

export function LabelList({ what, labels, isOn, onToggle }: LabelListProps) {
  const [text, setText] = useState('');
  const all = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (all.length === 0) return <p className="quiet">It has no labels.</p>;
  const words = text.toLowerCase();
  const shown = all.filter(([key, value]) => `${key}=${value}`.toLowerCase().includes(words));
  return (
    <>
      {all.length > manyLabels ? (
        <input
          type="search"
          aria-label="Filter the labels"
          placeholder={`Filter ${all.length} labels`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
      <ul className="labels">
        {shown.map(([key, value]) => {
          const term = `label:${key}=${value}`;
          return (
            <li key={key}>
              <button
                type="button"
                className="label-chip"
                aria-pressed={isOn(term)}
                title={`Show only ${what} with ${key}=${value}`}
                onClick={() => onToggle(term)}
              >
                <code>
                  {key}=<b>{value}</b>
                </code>
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length === 0 ? <p className="quiet">No label holds these words.</p> : null}
    </>
  );
}
