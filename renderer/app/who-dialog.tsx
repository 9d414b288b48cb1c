// Asks a person for their name, over whatever they were about to do; it is remembered on this screen.
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { useConsole, useWhole } from '../state/use-console.ts';

export function WhoDialog() {
  const { who } = useConsole();
  return useWhole(who.store).asking ? <Asked answer={who.answer} /> : null;
}

function Asked({ answer }: { answer: (name: string | null) => void }) {
  const [name, setName] = useState('');
  const missing = name.trim() === '' ? 'say who you are' : null;
  return (
    <Dialog title="Who are you?" onClose={() => answer(null)}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) answer(name);
        }}
      >
        <p>What you do is recorded with your name. It is asked once and kept on this screen; the settings change it.</p>
        <Field label="Your name (required)" value={name} maxLength={200} autoComplete="name" onChange={setName} />
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">First {missing}.</span>}
          <Button onClick={() => answer(null)}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            Go on
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
