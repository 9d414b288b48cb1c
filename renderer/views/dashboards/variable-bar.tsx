// The variables of a dashboard above its panels: what each stands for now, and the ways to choose otherwise.
import { allValue, type Variable, type VariableOption, type VariableState } from '#shared/model/dashboard/variable.ts';
import { VariableChoice } from '../../components/variables/variable-choice.tsx';
import { VariableText } from '../../components/variables/variable-text.tsx';
import type { AnswerView } from '../../state/answer-store.ts';

export interface VariableBarProps {
  variables: readonly Variable[];
  answer: AnswerView<VariableState[]>;
  onChoose: (name: string, values: string[]) => void;
}

export function VariableBar({ variables, answer, onChoose }: VariableBarProps) {
  const shown = variables.filter(({ hide, source }) => hide !== 'whole' && source.kind !== 'constant');
  if (shown.length === 0) return null;
  const states = new Map(answer.value?.map((state) => [state.name, state]));
  return (
    <div className="variable-bar" role="group" aria-label="Variables">
      {shown.map((variable) => (
        <VariableField
          key={variable.name}
          variable={variable}
          state={states.get(variable.name)}
          asking={answer.state === 'asking'}
          refused={answer.state === 'refused' ? answer.reason : ''}
          onChoose={(values) => onChoose(variable.name, values)}
        />
      ))}
    </div>
  );
}

interface VariableFieldProps {
  variable: Variable;
  state: VariableState | undefined;
  asking: boolean;
  refused: string;
  onChoose: (values: string[]) => void;
}

function VariableField({ variable, state, asking, refused, onChoose }: VariableFieldProps) {
  const { source, multi, includeAll } = variable;
  const label = variable.label === '' ? variable.name : variable.label;
  if (source.kind === 'text') {
    return <VariableText label={label} value={state?.value.values[0] ?? source.value} onChange={(text) => onChoose([text])} />;
  }
  if (source.kind === 'datasource') {
    return (
      <p className="variable-field" title="Always the Prometheus of the active environment">
        <span className="variable-label">{label}</span>
        <span className="variable-fixed">active environment</span>
      </p>
    );
  }
  const chosen = state === undefined ? [] : state.value.all ? [allValue] : state.value.values;
  return (
    <VariableChoice
      label={label}
      options={singleOptions(state)}
      chosen={chosen}
      multi={multi}
      withAll={includeAll}
      asking={asking && state === undefined}
      problem={state?.problem ?? variable.problem ?? refused}
      onChange={onChoose}
    />
  );
} // prettier-ignore

/** Without All, which the list has at its top whatever comes. */
const singleOptions = (state: VariableState | undefined): VariableOption[] =>
  state?.options.filter(({ value }) => value !== allValue) ?? [];
