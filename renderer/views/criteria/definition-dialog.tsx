// Takes a definition: criteria, objectives, what a baseline captures, what a soak watches. A sample that came along, a file,
// or text; what is wrong is said with its place, and nothing is taken then.
import { useState } from 'react';
import type { DefinitionSample } from '#shared/contract/criteria.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import type { DefinitionKind } from '../../state/criteria-operations.ts';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { definitionTexts, tabOfKind } from './definition-texts.ts';

interface Draft {
  name: string;
  text: string;
}
type Came = { why: string; problems: PlanProblem[] } | null;

export function DefinitionDialog({ of, onClose }: { of: DefinitionKind; onClose: () => void }) {
  const { operations, settings, place, said, now } = useConsole();
  const texts = definitionTexts[of];
  const [draft, setDraft] = useState<Draft>({ name: texts.file, text: '' });
  const [by, setBy] = useState(settings.store.getState().name);
  const [hours, setHours] = useState('');
  const [came, setCame] = useState<Came>(null);
  const [asking, setAsking] = useState(false);
  const agoHours = hours.trim() === '' ? 0 : Number(hours);
  const wrongHours = Number.isFinite(agoHours) && agoHours >= 0 ? '' : 'A number of hours from 0 is needed.';
  const missing = by.trim() === '' ? 'say who you are' : draft.text.trim() === '' ? 'choose a sample or a file, or give its text' : wrongHours === '' ? null : 'mend the hours'; // prettier-ignore
  const submit = async (): Promise<void> => {
    setAsking(true);
    const atMs = agoHours > 0 ? now() - agoHours * 3_600_000 : null;
    const answer = await operations.giveDefinition({ kind: of, ...draft, by: by.trim(), atMs });
    setAsking(false);
    if (!answer.ok) return setCame({ why: answer.refusal.message, problems: [] });
    const { key, problems } = answer.value;
    if (key === null) return setCame({ why: '', problems });
    settings.set({ name: by.trim() });
    said.say(texts.done);
    place.go({ view: 'criteria', criteriaTab: tabOfKind[of], criterion: of === 'criteria' ? null : key });
    onClose();
  };
  const change = (next: Draft): void => {
    setDraft(next);
    setCame(null);
  };
  return (
    <Dialog title={texts.title} onClose={onClose} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null && !asking) void submit();
        }}
      >
        <p>{texts.about}</p>
        <Source of={of} draft={draft} onDraft={change} />
        {texts.ago === null ? null : (
          <Field label={texts.ago} value={hours} problem={wrongHours} hint={texts.agoHint} maxLength={6} onChange={setHours} />
        )}
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        {came === null ? null : <ProblemList what={draft.name} {...came} file={draft.name} onDismiss={() => setCame(null)} />}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">First {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={asking ? 'it is under way' : missing}>
            {asking ? 'Under way …' : texts.button}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
} // prettier-ignore

interface SourceProps {
  of: DefinitionKind;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

function Source({ of, draft, onDraft }: SourceProps) {
  const { operations } = useConsole();
  const samples = useAnswer<DefinitionSample[]>('samples', () => operations.criteriaSamples());
  const fitting = (samples.value ?? []).filter(({ kind }) => kind === of);
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onDraft({ name: file.name, text: await file.text() });
  };
  return (
    <>
      {fitting.length === 0 ? null : (
        <section className="trigger-samples" aria-label="Samples">
          {fitting.map(({ name, title, about, text }) => (
            <button key={name} type="button" className="trigger-sample" aria-pressed={draft.text === text} onClick={() => onDraft({ name, text })}>
              <strong>{title}</strong>
              <span className="quiet">{about}</span>
            </button>
          ))}
        </section>
      )}
      <label className="field">
        <span>A file</span>
        <input type="file" accept=".yaml,.yml,.json" onChange={(event) => void choose(event.target.files?.[0])} />
      </label>
      <label className="field">
        <span>Or its text</span>
        <textarea
          className="code-area criteria-text"
          value={draft.text}
          spellCheck={false}
          placeholder={definitionTexts[of].placeholder}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
      </label>
    </>
  );
} // prettier-ignore
