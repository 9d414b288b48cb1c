// A person's word in a dialog: below what is asked, who says it and a note. It is recorded, or refused inside the dialog.
import { useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from './refusals.tsx';

export interface PersonWordProps {
  title: string;
  /** On what the word is, for the line that says that it is recorded. */
  of: string;
  button: string;
  /** What is missing in the fields above the name, in words that follow "First"; null where nothing is. */
  missing: string | null;
  noteLabel?: string;
  /** What it begins with. */
  note?: string;
  /** Answers whether it was recorded; a refusal is shown by itself. */
  say: (word: { by: string; note: string }) => Promise<boolean>;
  onClose: () => void;
  children: ReactNode;
}

export function PersonWord({ noteLabel = 'Note (optional)', note: begun = '', ...props }: PersonWordProps) {
  const { title, of, button, say, onClose, children } = props;
  const { settings, said } = useConsole();
  const refusals = useRefusals();
  const [by, setBy] = useState(settings.store.getState().name);
  const [note, setNote] = useState(begun);
  const missing = props.missing ?? (by.trim() === '' ? 'say who you are' : null);
  const record = async (): Promise<void> => {
    if (!(await say({ by: by.trim(), note: note.trim() }))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    said.say(`${of}: recorded`);
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void record();
        }}
      >
        {children}
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        <label className="field">
          <span>{noteLabel}</span>
          <textarea maxLength={4000} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {refusals.shown}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">First {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            {button}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
