// Asks in which container of a pod a terminal is opened, and who opens it.
import { useState } from 'react';
import type { Watched } from '#shared/model/watch.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { openTerminal } from './ask-terminal.ts';

export interface OpenTerminalDialogProps {
  target: Watched;
  containers: string[];
  onClose: () => void;
}

export function OpenTerminalDialog({ target, containers, onClose }: OpenTerminalDialogProps) {
  const stores = useConsole();
  const [container, setContainer] = useState(containers[0] ?? null);
  const [by, setBy] = useState(stores.settings.store.getState().name);
  const missing = by.trim() === '' ? 'say who you are' : null;
  const open = (): void => {
    stores.settings.set({ name: by.trim() });
    onClose();
    void openTerminal(stores, target, container, by.trim());
  };
  return (
    <Dialog title={`Open a terminal in ${target.name}`} onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) open();
        }}
      >
        {containers.length < 2 ? null : (
          <Choice
            legend="In which container"
            value={container}
            onChange={setContainer}
            options={containers.map((value) => ({ value, word: value }))}
          />
        )}
        <Field label="Your name (required)" value={by} onChange={setBy} maxLength={200} autoComplete="name" />
        <p className="quiet">That you open it is recorded; what is typed and shown in it is not.</p>
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">To open: {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit icon="terminal" disabled={missing}>
            Open the terminal
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
