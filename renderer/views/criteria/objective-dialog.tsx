// Writes an objective: the share of events that is to be good, and the queries that count them.
import { useState } from 'react';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { useConsole } from '../../state/use-console.ts';
import { draftOf, readObjective, type ObjectiveDraft } from './objective-draft.ts';

export function ObjectiveDialog({ known, onClose }: { known: WatchedObjective | null; onClose: () => void }) {
  const { operations, settings, place } = useConsole();
  const [draft, setDraft] = useState(() => draftOf(known?.objective ?? null));
  const [by, setBy] = useState(settings.store.getState().name);
  const [tried, setTried] = useState(false);
  const [why, setWhy] = useState('');
  const { objective, problems } = readObjective(draft);
  const change = (patch: Partial<ObjectiveDraft>): void => setDraft({ ...draft, ...patch });
  const problem = (at: keyof ObjectiveDraft): string => (tried ? (problems[at] ?? '') : '');
  const missing = by.trim() === '' ? 'say who you are' : null;
  const save = async (): Promise<void> => {
    setTried(true);
    if (objective === null) return;
    const answer = await operations.saveObjective(objective, by.trim());
    if (!answer.ok) return setWhy(answer.refusal.message);
    settings.set({ name: by.trim() });
    place.go({ criterion: answer.value.key });
    onClose();
  };
  return (
    <Dialog title={known === null ? 'Write an objective' : `Change ${known.objective.title}`} onClose={onClose} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void save();
        }}
      >
        {known === null ? <Field label="Name" value={draft.name} problem={problem('name')} hint="Lower-case letters, digits and -, such as checkout-availability" maxLength={63} onChange={(name) => change({ name })} /> : null}
        <Field label="Title" value={draft.title} problem={problem('title')} maxLength={300} onChange={(title) => change({ title })} />
        <div className="trigger-row">
          <Field label="Good, in percent" value={draft.target} problem={problem('target')} hint="Above 93.06: else nothing but errors would not burn it fast" maxLength={12} onChange={(target) => change({ target })} />
          <Field label="Over" value={draft.period} problem={problem('period')} hint="28d or 30d" maxLength={12} onChange={(period) => change({ period })} />
        </div>
        <Choice legend="The query counts" value={draft.part} onChange={(part) => change({ part })} options={[{ value: 'bad', word: 'bad events' }, { value: 'good', word: 'good events' }]} />
        <Field label={`The ${draft.part} events`} value={draft.query} problem={problem('query')} hint={'With $window: sum(increase(requests_total{code=~"5.."}[$window]))'} code maxLength={16_384} onChange={(query) => change({ query })} />
        <Field label="All events" value={draft.total} problem={problem('total')} hint="With $window as well" code maxLength={16_384} onChange={(total) => change({ total })} />
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        {why === '' ? null : <ProblemList what="Save the objective" why={why} file="" problems={[]} onDismiss={() => setWhy('')} />}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">First {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
} // prettier-ignore
