// A person's word on a trigger that fires: by whom, in which words, and for how long nobody is called.
import { useState } from 'react';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';

export type TriggerWord = 'acknowledge' | 'snooze' | 'resolve';

const texts: Record<TriggerWord, { title: string; button: string; about: string }> = {
  acknowledge: {
    title: 'Acknowledge',
    button: 'Acknowledge',
    about: 'You say that somebody is on it. It stays in the list as firing; the band goes. It counts for this firing and for no later one.', // prettier-ignore
  },
  snooze: {
    title: 'Snooze',
    button: 'Snooze',
    about: 'Nobody is called until then; it is watched and shown all the while. It ends by itself at that very moment.',
  },
  resolve: {
    title: 'Resolve',
    button: 'Resolve',
    about: 'You say that it is over. Where it still holds at the next look, it begins anew.',
  },
};

const minute = 60_000;
const spans = [
  { value: '15', word: '15 min' },
  { value: '60', word: '1 h' },
  { value: '240', word: '4 h' },
  { value: '1440', word: '24 h' },
  { value: '10080', word: '7 d' },
] as const;

export function WordDialog({
  word,
  watched,
  instance,
  onClose,
}: {
  word: TriggerWord;
  watched: WatchedTrigger;
  /** The label set that it is about; null for the whole trigger. */
  instance: string | null;
  onClose: () => void;
}) {
  // prettier-ignore
  const { operations, settings, said, now } = useConsole();
  const refusals = useRefusals();
  const [by, setBy] = useState(settings.store.getState().name);
  const [note, setNote] = useState('');
  const [span, setSpan] = useState<string>('60');
  const { key, trigger } = watched;
  const instances = instance === null ? null : [instance];
  const missing = by.trim() === '' ? 'say who you are' : null;
  const say = async (): Promise<void> => {
    const words = { key, by: by.trim(), note: note.trim() };
    const done = await (word === 'acknowledge' ? operations.acknowledge(trigger.name, words, instances) : word === 'resolve' ? operations.resolveTrigger(trigger.name, words, instances) : operations.snooze(trigger.name, words, now() + Number(span) * minute, instances)); // prettier-ignore
    if (!done) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    said.say(`${trigger.name}: recorded`);
    onClose();
  };
  return (
    <Dialog title={`${texts[word].title} ${trigger.name}`} onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void say();
        }}
      >
        <p>{texts[word].about}</p>
        {instance === null ? null : (
          <p>
            Only for <code>{instance}</code>; for its other label sets people are called as before.
          </p>
        )}
        {word === 'snooze' ? <Choice legend="For" value={span} onChange={setSpan} options={[...spans]} /> : null}
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        <label className="field">
          <span>Note (optional)</span>
          <textarea maxLength={4000} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {refusals.shown}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">First {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            {texts[word].button}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
