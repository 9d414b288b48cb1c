// Which columns are shown, as a small list of boxes that unfolds; says which of them have no room just now.
import { useRef } from 'react';
import type { Column } from './grid-column.ts';

export interface ColumnMenuProps {
  columns: readonly Pick<Column<never>, 'name' | 'word' | 'fixed'>[];
  hidden: readonly string[];
  crowded: readonly string[];
  onChange: (hidden: string[]) => void;
}

export function ColumnMenu({ columns, hidden, crowded, onChange }: ColumnMenuProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (ref.current !== null) ref.current.open = false;
  };
  return (
    // It unfolds by itself; heard here is only that the person has left it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details
      ref={ref}
      className="menu"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || ref.current?.open !== true) return;
        event.preventDefault();
        close();
        ref.current.querySelector('summary')?.focus();
      }}
    >
      <summary className="button button-plain">
        Columns{crowded.length === 0 ? '' : ` (${crowded.length} without room)`}
      </summary>
      <div className="menu-list" role="group" aria-label="Columns shown" tabIndex={-1}>
        {columns.map(({ name, word, fixed = false }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={fixed || !hidden.includes(name)}
              disabled={fixed}
              onChange={(event) =>
                onChange(event.target.checked ? hidden.filter((one) => one !== name) : [...hidden, name])
              }
            />
            {word}
            {crowded.includes(name) ? <small className="quiet">no room now</small> : null}
          </label>
        ))}
      </div>
    </details>
  );
}
