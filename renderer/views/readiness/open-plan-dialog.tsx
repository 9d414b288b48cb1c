// Opens a plan: by the path of a file the engine can read, or as text pasted or chosen here. A refused text stays.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from './refusals.tsx';

export function OpenPlanDialog({ paste, onClose }: { paste: boolean; onClose: () => void }) {
  const { operations, place } = useConsole();
  const [way, setWay] = useState<'path' | 'text'>(paste ? 'text' : 'path');
  const [path, setPath] = useState('');
  const [draft, setDraft] = useState({ name: 'pasted.yaml', text: '' });
  const [asking, setAsking] = useState(false);
  const refusals = useRefusals();

  const missing = way === 'path' ? path.trim() === '' && 'give the path of a plan file' : draft.text.trim() === '' && 'give the text of a plan'; // prettier-ignore
  const submit = async (): Promise<void> => {
    setAsking(true);
    const planId = await (way === 'path'
      ? operations.openPlan(path.trim())
      : operations.importPlan(draft.name, draft.text));
    setAsking(false);
    if (planId === null) return;
    refusals.settle();
    place.go({ view: 'readiness', planId, selected: null, runId: null, panel: null });
    onClose();
  };
  return (
    <Dialog title="Open a plan" onClose={onClose} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === false && !asking) void submit();
        }}
      >
        <Choice
          legend="From"
          value={way}
          onChange={setWay}
          options={[
            { value: 'path', word: 'A file on this machine' },
            { value: 'text', word: 'Text' },
          ]}
        />
        {way === 'path' ? <PathField path={path} onPath={setPath} /> : <TextFields draft={draft} onDraft={setDraft} />}
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={asking ? 'it is being read' : missing === false ? null : missing}>
            {asking ? 'Reading …' : 'Open'}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function PathField({ path, onPath }: { path: string; onPath: (path: string) => void }) {
  return (
    <label className="field">
      <span>Path</span>
      <input
        type="text"
        value={path}
        placeholder="/home/me/plans/release.yaml"
        onChange={(event) => onPath(event.target.value)}
      />
      <small>Read from the disk; the list says when the file changes. Only its commands need your consent.</small>
    </label>
  );
}

interface Draft {
  name: string;
  text: string;
}

function TextFields({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onDraft({ name: file.name, text: await file.text() });
  };
  return (
    <>
      <label className="field">
        <span>Plan text</span>
        <textarea
          className="code-area"
          value={draft.text}
          spellCheck={false}
          placeholder={'apiVersion: readyroom/v1\nkind: Plan\n…'}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
        <small>Text from elsewhere: everything it would do to this machine or network needs your consent first.</small>
      </label>
      <label className="field">
        <span>Or choose a file</span>
        <input type="file" accept=".yaml,.yml,text/yaml" onChange={(event) => void choose(event.target.files?.[0])} />
      </label>
    </>
  );
}
