// What every act on an incident has: who does it, what it will record, and the engine's refusal in its words.
import { useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';

export interface ActFormProps {
  title: string;
  button: string;
  /** What is missing, in words; null where nothing is. */
  missing: string | null;
  wide?: boolean;
  onClose: () => void;
  /** Answers with the refusal; null where it was done. */
  act: (by: string) => Promise<string | null>;
  children: ReactNode;
}

export function ActForm({ title, button, missing, wide = false, onClose, act, children }: ActFormProps) {
  const { settings, said } = useConsole();
  const [by, setBy] = useState(settings.store.getState().name);
  const [refused, setRefused] = useState('');
  const lacking = missing ?? (by.trim() === '' ? 'say who you are' : null);
  const submit = async (): Promise<void> => {
    const refusal = await act(by.trim());
    if (refusal !== null) return setRefused(refusal);
    settings.set({ name: by.trim() });
    said.say(`${title}: recorded`);
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose} wide={wide}>
      <form
        className="dialog-body incident-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (lacking === null) void submit();
        }}
      >
        {children}
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        {refused === '' ? null : (
          <p role="alert" className="field-problem">
            {refused}
          </p>
        )}
        <footer className="dialog-foot">
          {lacking === null ? null : <span className="quiet">First {lacking}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={lacking}>
            {button}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

export interface TextAreaProps {
  label: string;
  value: string;
  rows?: number;
  maxLength?: number;
  /** It holds an expression or a file, letter by letter. */
  code?: boolean;
  onChange: (value: string) => void;
}

export function TextArea({ label, value, rows = 3, maxLength = 4000, code = false, onChange }: TextAreaProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <textarea
        className={code ? 'trigger-expression' : ''}
        spellCheck={!code}
        maxLength={maxLength}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

export interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; word: string }[];
  onChange: (value: T) => void;
}

export function Select<T extends string>({ label, value, options, onChange }: SelectProps<T>) {
  const chosen = (text: string): T | undefined => options.find((option) => option.value === text)?.value;
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(chosen(event.target.value) ?? value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    </label>
  );
}
