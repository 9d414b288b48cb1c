// One labelled line of text in a form, with what is allowed below it, and what is wrong with it.
import { useId, type HTMLInputAutoCompleteAttribute } from 'react';

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong; empty when nothing is. */
  problem?: string;
  hint?: string;
  placeholder?: string;
  maxLength?: number;
  /** `password` for what nobody beside may read. */
  type?: 'text' | 'password';
  code?: boolean;
  autoComplete?: HTMLInputAutoCompleteAttribute;
}

export function Field({ label, value, onChange, problem = '', hint = '', code = false, ...rest }: FieldProps) {
  const id = useId();
  const about = problem === '' && hint === '' ? undefined : `${id}-about`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        className={code ? 'field-code' : ''}
        value={value}
        spellCheck={false}
        aria-invalid={problem !== ''}
        aria-describedby={about}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {about === undefined ? null : (
        <small id={about} className={problem === '' ? '' : 'field-problem'}>
          {problem === '' ? hint : problem}
        </small>
      )}
    </div>
  );
}
