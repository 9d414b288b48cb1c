// Imports a dashboard as Grafana exports it: a file chosen here, or its JSON pasted. A refused text stays.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { importDashboard, importFile } from './library-output.ts';

export function ImportDialog({ name, text: first, onClose }: { name: string; text: string; onClose: () => void }) {
  const stores = useConsole();
  const [text, setText] = useState(first);
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState('');
  const run = async (ask: () => Promise<string>): Promise<void> => {
    setReading(true);
    setProblem(await ask());
    setReading(false);
  };
  const choose = (file: File | undefined): void => {
    if (file !== undefined) void run(() => importFile(stores, file));
  };
  const missing = reading ? 'it is being read' : text.trim() === '' ? 'choose a file, or paste its JSON' : null;
  return (
    <Dialog title="Import a dashboard" onClose={onClose} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void run(() => importDashboard(stores, name, text));
        }}
      >
        <label className="field">
          <span>A file as Grafana exports it</span>
          <input type="file" accept=".json,application/json" onChange={(event) => choose(event.target.files?.[0])} />
        </label>
        <label className="field">
          <span>Or its JSON</span>
          <textarea
            className="code-area"
            value={text}
            spellCheck={false}
            placeholder={'{ "title": "…", "panels": [ … ] }'}
            onChange={(event) => setText(event.target.value)}
          />
          <small>
            Every panel is drawn or named with the reason why not. Nothing in it is run or fetched; its queries go to
            the Prometheus of the active environment.
          </small>
        </label>
        {problem === '' ? null : (
          <p className="trouble state-fail" role="alert">
            {problem}
          </p>
        )}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            {reading ? 'Reading …' : 'Import'}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
