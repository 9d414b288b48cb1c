// One of a few, as radio buttons side by side.
import { useId } from 'react';

export interface ChoiceProps<T extends string> {
  legend: string;
  value: T | null;
  options: { value: T; word: string }[];
  /** A heading beside it says what is chosen. */
  headed?: boolean;
  onChange: (value: T) => void;
}

export function Choice<T extends string>({ legend, value, options, headed = false, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend className={headed ? 'unseen' : ''}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.word}</span>
        </label>
      ))}
    </fieldset>
  );
}
