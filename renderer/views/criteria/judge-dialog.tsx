// A person's word on a criterion that no metric judges: whether it holds, by whom, and why.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import type { OpenDialog } from '../../state/dialogs.ts';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';

type Asked = Extract<OpenDialog, { kind: 'judge-criterion' }>;

export function JudgeDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { operations, settings, said } = useConsole();
  const refusals = useRefusals();
  const [by, setBy] = useState(settings.store.getState().name);
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<'pass' | 'fail' | null>(null);
  const missing = outcome === null ? 'say whether it holds' : by.trim() === '' ? 'say who you are' : null;
  const judge = async (): Promise<void> => {
    if (outcome === null) return;
    const { of, key, criterion } = asked;
    if (!(await operations.judgeCriterion(of, { key, criterion, outcome, by: by.trim(), note: note.trim() }))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    said.say(`${asked.title}: recorded`);
    onClose();
  };
  return (
    <Dialog title={asked.title} onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void judge();
        }}
      >
        <blockquote className="trigger-original">{asked.words}</blockquote>
        <Choice legend="As you see it" value={outcome} onChange={setOutcome} options={[{ value: 'pass', word: 'It holds' }, { value: 'fail', word: 'It does not hold' }]} />
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        <label className="field">
          <span>How you know (optional)</span>
          <textarea maxLength={4000} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {refusals.shown}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">First {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            Record
          </Button>
        </footer>
      </form>
    </Dialog>
  );
} // prettier-ignore
