// One variable of a dashboard that is written freely; applied by Enter or when the field is left.
import { useId, useState } from 'react';

export function VariableText({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const [draft, setDraft] = useState<{ of: string; text: string }>({ of: value, text: value });
  // Changed elsewhere, as by the address: what was being written gives way.
  const text = draft.of === value ? draft.text : value;
  const settle = (): void => {
    if (text !== value) onChange(text);
  };
  return (
    <div className="variable-field">
      <label className="variable-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        className="variable-input"
        spellCheck={false}
        value={text}
        onChange={(event) => setDraft({ of: value, text: event.target.value })}
        onBlur={settle}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
      />
    </div>
  ); // prettier-ignore
}
