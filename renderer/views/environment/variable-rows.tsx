// The variables of an environment: a name and a value each, given to plans that have variables of these names.
import { Button } from '../../components/button.tsx';
import type { EnvironmentFormProps } from './environment-dialog.tsx';

export function VariableRows({ draft, problems, onChange }: EnvironmentFormProps) {
  const { vars } = draft;
  const set = (at: number, change: Partial<(typeof vars)[number]>): void =>
    onChange({ vars: vars.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  return (
    <fieldset className="variables">
      <legend>Variables</legend>
      <p className="quiet">
        Plans that have variables of these names get the values. They are stored as they are: no secrets.
      </p>
      {vars.map(({ name, value }, at) => {
        const problem = problems[`var:${at}`] ?? '';
        return (
          // Rows have no other identity than their place, and are added and taken away one by one.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={at} className="variable">
            <input
              type="text"
              className="field-code"
              aria-label={`Name of variable ${at + 1}`}
              aria-invalid={problem !== ''}
              aria-describedby={problem === '' ? undefined : `variable-problem-${at}`}
              placeholder="attestor"
              value={name}
              spellCheck={false}
              onChange={(event) => set(at, { name: event.target.value })}
            />
            <input
              type="text"
              className="field-code"
              aria-label={`Value of variable ${at + 1}`}
              placeholder="http://127.0.0.1:8000"
              value={value}
              spellCheck={false}
              onChange={(event) => set(at, { value: event.target.value })}
            />
            <Button
              icon="close"
              kind="quiet"
              label={`Take variable ${name === '' ? at + 1 : name} away`}
              onClick={() => onChange({ vars: vars.filter((_, index) => index !== at) })}
            />
            {problem === '' ? null : (
              <small id={`variable-problem-${at}`} className="field-problem">
                {problem}
              </small>
            )}
          </div>
        );
      })}
      <p>
        <Button icon="plus" onClick={() => onChange({ vars: [...vars, { name: '', value: '' }] })}>
          Add a variable
        </Button>
      </p>
    </fieldset>
  );
}
