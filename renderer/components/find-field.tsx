// The field of a live table's filter. `/` puts the cursor into it; Enter keeps the words and gives the keys back.
import { Icon } from './icon.tsx';

export interface FindFieldProps {
  label: string;
  /** What can be written, in a few words. */
  hint: string;
  value: string;
  onChange: (find: string) => void;
}

export function FindField({ label, hint, value, onChange }: FindFieldProps) {
  return (
    <label className="filter-text box-find">
      <Icon name="search" />
      <input
        data-filter
        type="search"
        aria-label={label}
        placeholder={`${hint}  ( / )`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </label>
  );
}
