// Unlocks what changes a system, for a stated time: its name is typed as it stands, and whoever does it is named.
import { useState } from 'react';
import type { LockKey } from '#shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';
import { useLock } from './use-lock.ts';

const opens: Record<LockKey, string> = {
  docker: 'Containers of its Docker can then be changed from here',
  kubernetes: 'Objects of this Kubernetes context can then be changed from here',
  alertmanager: 'Silences of its Alertmanager can then be made and ended from here',
};
const choices = ['5', '15', '30', '60'] as const;

export function UnlockDialog({ source, onClose }: { source: LockKey; onClose: () => void }) {
  const { operations, settings } = useConsole();
  const { lock } = useLock(source);
  const refusals = useRefusals();
  const [typed, setTyped] = useState('');
  const [minutes, setMinutes] = useState<(typeof choices)[number]>('15');
  const [by, setBy] = useState(settings.store.getState().name);
  const name = lock?.name ?? '';
  const missing = whatIsMissing(name, typed, by);
  const unlock = async (): Promise<void> => {
    if (!(await operations.unlock({ key: source, typed, minutes: Number(minutes), by: by.trim() }))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    onClose();
  };
  return (
    <Dialog title={`Unlock ${name}`} onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void unlock();
        }}
      >
        <p>{opens[source]} until the time is over or somebody locks it. This is recorded.</p>
        <Field
          label={`Type ${name}`}
          value={typed}
          onChange={setTyped}
          code
          maxLength={600}
          autoComplete="off"
          hint="Letter by letter as it stands."
        />
        <Choice
          legend="For how long"
          value={minutes}
          onChange={setMinutes}
          options={choices.map((value) => ({ value, word: `${value} min` }))}
        />
        <Field label="Your name (required)" value={by} onChange={setBy} maxLength={200} autoComplete="name" />
        {refusals.shown}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">To unlock: {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit icon="unlock" disabled={missing}>
            Unlock for {minutes} min
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function whatIsMissing(name: string, typed: string, by: string): string | null {
  if (name === '') return 'nothing is connected';
  if (typed !== name) return 'type the name as it stands';
  return by.trim() === '' ? 'say who you are' : null;
}
