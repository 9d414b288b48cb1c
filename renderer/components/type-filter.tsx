// Which type of event is shown: one of those that occur, or all.
import { useId } from 'react';

export interface TypeFilterProps {
  types: readonly string[];
  /** Empty for all. */
  value: string;
  onChange: (type: string) => void;
}

export function TypeFilter({ types, value, onChange }: TypeFilterProps) {
  const id = useId();
  const all = value === '' || types.includes(value) ? types : [value, ...types];
  return (
    <div className="field-inline">
      <label htmlFor={id}>Type</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">all types</option>
        {all.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </select>
    </div>
  );
}
