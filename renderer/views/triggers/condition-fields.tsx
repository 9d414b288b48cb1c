// The fields of one kind of condition: what exactly is looked at.
import type { ReactNode } from 'react';
import { Choice } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole, useFeed } from '../../state/use-console.ts';
import type { TriggerDraft } from './trigger-draft.ts';
import type { TriggerFormProps } from './trigger-form-dialog.tsx';

export function ConditionFields(props: TriggerFormProps) {
  const { draft } = props;
  if (draft.kind === 'promql') return <Expression {...props} />;
  if (draft.kind === 'restarts') return <Restarts {...props} />;
  if (draft.kind === 'container_unhealthy') return <Selector {...props} />;
  if (draft.kind === 'probe') return <PlanItem {...props} />;
  if (draft.kind === 'rollout_stuck') {
    return (
      <div className="trigger-row">
        <TextField {...props} field="namespace" label="Namespace" placeholder="shop" />
        <TextField {...props} field="thing" label="Deployment" placeholder="checkout" />
      </div>
    );
  }
  if (draft.kind === 'target_down') {
    return (
      <div className="trigger-row">
        <TextField {...props} field="job" label="Job" placeholder="attestor" />
        <TextField {...props} field="instance" label="Instance (all where empty)" placeholder="attestor:8000" />
      </div>
    );
  }
  return null;
}

type TextFieldProps = TriggerFormProps & {
  field: Exclude<keyof TriggerDraft, 'kind' | 'over' | 'severity' | 'outcome'>;
  label: string;
  placeholder?: string;
  hint?: string;
};

function TextField({ draft, problems, onChange, field, ...rest }: TextFieldProps) {
  return (
    <Field
      {...rest}
      value={draft[field]}
      problem={problems[field] ?? ''}
      code
      onChange={(value) => onChange({ [field]: value })}
    />
  );
}

function Expression({ draft, problems, onChange }: TriggerFormProps) {
  const problem = problems['expr'] ?? '';
  return (
    <label className="field">
      <span>Expression (PromQL)</span>
      <textarea
        className="field-code trigger-expression"
        rows={3}
        value={draft.expr}
        spellCheck={false}
        aria-invalid={problem !== ''}
        placeholder={'up{job="attestor"} == 0'}
        onChange={(event) => onChange({ expr: event.target.value })}
      />
      <small className={problem === '' ? '' : 'field-problem'}>
        {problem === ''
          ? 'True for each sample that it gives, whatever the value; a comparison leaves out the others.'
          : problem}{' '}
        {/* prettier-ignore */}
      </small>
    </label>
  );
}

function Restarts(props: TriggerFormProps) {
  return (
    <>
      <Selector {...props} />
      <div className="trigger-row">
        <TextField {...props} field="moreThan" label="More restarts than" />
        <TextField {...props} field="window" label="Within" hint="of any one of them" />
      </div>
    </>
  );
}

function Selector(props: TriggerFormProps) {
  const { draft, onChange } = props;
  const inDocker = draft.over === 'docker';
  return (
    <>
      <Choice
        legend="Where"
        value={draft.over}
        onChange={(over) => onChange({ over })}
        options={[
          { value: 'docker', word: 'Docker' },
          { value: 'kubernetes', word: 'Kubernetes' },
        ]}
      />
      <div className="trigger-row">
        <TextField
          {...props}
          field="thing"
          label={inDocker ? 'Container or service' : 'Pod or workload'}
          placeholder="*attestor*"
          hint="* stands for any text; all where empty"
        />
        {inDocker ? (
          <TextField {...props} field="project" label="Compose project" placeholder="any" />
        ) : (
          <TextField {...props} field="namespace" label="Namespace" placeholder="shop" />
        )}
      </div>
    </>
  );
}

function PlanItem(props: TriggerFormProps) {
  const { draft, problems, onChange } = props;
  const { plans } = useConsole();
  const { entries } = useFeed(plans);
  return (
    <>
      <Chosen label="Plan" problem={problems['planId'] ?? ''} value={draft.planId} onChange={(planId) => onChange({ planId })}>
        {[...entries.values()].map(({ planId, title }) => (
          <option key={planId} value={planId}>
            {title}
          </option>
        ))}
      </Chosen>
      <TextField {...props} field="itemId" label="Item" placeholder="health" hint="its id in the text of the plan" />
      <Choice
        legend="Its last look"
        value={draft.outcome}
        onChange={(outcome) => onChange({ outcome })}
        options={[
          { value: 'not_passed', word: 'did not pass' },
          { value: 'failed', word: 'failed' },
          { value: 'unproven', word: 'proved nothing' },
        ]}
      />
    </>
  );
} // prettier-ignore

interface ChosenProps {
  label: string;
  problem: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Chosen({ label, problem, value, onChange, children }: ChosenProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} aria-invalid={problem !== ''} onChange={(event) => onChange(event.target.value)}>
        <option value="">choose …</option>
        {children}
      </select>
      {problem === '' ? null : <small className="field-problem">{problem}</small>}
    </label>
  );
}
