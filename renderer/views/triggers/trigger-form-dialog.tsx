// Makes or changes a trigger. What it will do is said in a sentence while it is written; nothing is kept before Save.
import { useRef, useState } from 'react';
import { severities } from '#shared/model/triggers/trigger.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { ConditionFields } from './condition-fields.tsx';
import { previewSentence } from './condition-words.ts';
import { draftKinds, draftOf, draftProblems, triggerOfDraft, type DraftKind, type TriggerDraft } from './trigger-draft.ts'; // prettier-ignore
import { severityWords } from './triggers-model.ts';

export interface TriggerFormProps {
  draft: TriggerDraft;
  problems: Record<string, string>;
  onChange: (change: Partial<TriggerDraft>) => void;
}

const kindWords: Record<DraftKind, string> = {
  promql: 'An expression of Prometheus',
  restarts: 'Restarts in a time',
  container_unhealthy: 'A container is not healthy',
  rollout_stuck: 'A rollout stands still',
  target_down: 'A target of Prometheus is down',
  probe: 'An item of a plan',
  manual: 'Words that a person judges',
  server_rule: 'A rule of Prometheus',
};

export function TriggerFormDialog({ watched, onClose }: { watched: WatchedTrigger | null; onClose: () => void }) {
  const stores = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(watched?.trigger ?? null));
  const [by, setBy] = useState(stores.settings.store.getState().name);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState('');
  const before = watched?.trigger ?? null;
  const wrong = { ...draftProblems(draft), ...(by.trim() === '' ? { by: 'say who you are' } : {}) };
  const problems = tried ? wrong : {};
  const sound = Object.keys(wrong).every((field) => field === 'by' || field === 'name');
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(wrong).length > 0) {
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const answer = await stores.operations.saveTrigger(watched?.key ?? null, triggerOfDraft(draft, before), by.trim());
    if (!answer.ok) return setRefused(answer.refusal.message);
    stores.settings.set({ name: by.trim() });
    stores.place.go({ view: 'triggers', trigger: answer.value.key });
    onClose();
  };
  const fields: TriggerFormProps = {
    draft,
    problems,
    onChange: (change) => {
      setDraft({ ...draft, ...change });
      setRefused('');
    },
  };
  return (
    <Dialog title={watched === null ? 'New trigger' : `Trigger ${watched.trigger.name}`} onClose={onClose} wide>
      <form
        ref={form}
        className="dialog-body trigger-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Naming {...fields} />
        <ConditionFields {...fields} />
        <Times {...fields} />
        <Field
          label="Your name (required)"
          value={by}
          problem={problems['by'] ?? ''}
          maxLength={200}
          autoComplete="name"
          onChange={setBy}
        />{' '}
        {/* prettier-ignore */}
        <p className="trigger-preview" role="status">
          {sound ? previewSentence(triggerOfDraft(draft, before)) : 'What it will do is said here once nothing is missing.'}
        </p>
        {refused === '' ? null : (
          <p role="alert" className="field-problem">
            It could not be saved: {refused}
          </p>
        )}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function Naming({ draft, problems, onChange }: TriggerFormProps) {
  const kinds: DraftKind[] = draft.kind === 'server_rule' ? ['server_rule'] : [...draftKinds];
  return (
    <>
      <div className="trigger-row">
        <Field
          label="Name"
          value={draft.name}
          problem={problems['name'] ?? ''}
          placeholder="AttestorRestarts"
          maxLength={200}
          onChange={(name) => onChange({ name })}
        />
        <label className="field">
          <span>What is watched</span>
          <select value={draft.kind} onChange={(event) => onChange({ kind: event.target.value as DraftKind })}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindWords[kind]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Field
        label="In words"
        value={draft.words}
        problem={problems['words'] ?? ''}
        placeholder="as the plan or the risk register says it"
        maxLength={4000}
        onChange={(words) => onChange({ words })}
      />
    </>
  );
}

function Times({ draft, problems, onChange }: TriggerFormProps) {
  const { plans } = useConsole();
  const { entries } = useFeed(plans);
  return (
    <>
      {draft.kind === 'manual' ? null : (
        <div className="trigger-row">
          <Field
            label="For at least"
            value={draft.lasts}
            problem={problems['lasts'] ?? ''}
            hint="0s fires at once"
            onChange={(lasts) => onChange({ lasts })}
          />
          <Field
            label="Keep firing for"
            value={draft.kept}
            problem={problems['kept'] ?? ''}
            onChange={(kept) => onChange({ kept })}
          />
          <Field
            label="Look every"
            value={draft.every}
            problem={problems['every'] ?? ''}
            onChange={(every) => onChange({ every })}
          />
        </div>
      )}
      <Choice
        legend="Severity"
        value={draft.severity}
        onChange={(severity) => onChange({ severity })}
        options={severities.toReversed().map((severity) => ({ value: severity, word: severityWords[severity] }))}
      />
      <label className="field">
        <span>Plan that rolls it back (optional)</span>
        <select value={draft.rollbackPlanId} onChange={(event) => onChange({ rollbackPlanId: event.target.value })}>
          <option value="">none</option>
          {[...entries.values()].map(({ planId, title }) => (
            <option key={planId} value={planId}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
