// The dialog of a change that is under way: what it will touch, a person's word, and what came of it.
import { useState } from 'react';
import { ConfirmAction } from '../../components/confirm-action.tsx';
import { changeInWords } from '../../components/change-words.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';

export function ChangeDialog({ onClose }: { onClose: () => void }) {
  const { change, settings } = useConsole();
  const { asked } = useWhole(change.store);
  const [by, setBy] = useState(settings.store.getState().name);
  if (asked === null) return null;
  const { action, targets, replicas } = asked;
  return (
    <ConfirmAction
      title={changeInWords(action, targets, replicas)}
      state={asked.state}
      prepared={asked.prepared}
      results={asked.results}
      reason={asked.reason}
      unsure={asked.unsure}
      by={by}
      onBy={setBy}
      onConfirm={() => {
        settings.set({ name: by.trim() });
        void change.confirm(by.trim());
      }}
      onAgain={() => void change.prepare(action, targets, replicas)}
      onClose={() => {
        change.drop();
        onClose();
      }}
    />
  );
}
