// A file of envelopes, one JSON object a line: followed from now on, or taken once.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';

export function FileForm() {
  const { operations, who } = useConsole();
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState('');
  const [said, setSaid] = useState('');
  const missing = path.trim() === '' ? 'name the file' : null;
  const follow = async (): Promise<void> => {
    const answer = await who.as(async (by) => ({ refusal: await operations.followErrorFile(path.trim(), by) }));
    if (answer === null) return;
    const { refusal } = answer;
    setProblem(refusal ?? '');
    setSaid(refusal === null ? `${path.trim()} is followed` : '');
    if (refusal === null) setPath('');
  };
  const take = async (): Promise<void> => {
    const answer = await who.as((by) => operations.importErrorFile(path.trim(), by));
    if (answer === null) return;
    const { ok, words } = answer;
    setProblem(ok ? '' : words);
    setSaid(ok ? words : '');
  };
  return (
    <form
      className="errors-ask"
      aria-label="A file of errors"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) void follow();
      }}
    >
      <Field
        label="File of envelopes, one JSON object a line"
        code
        value={path}
        placeholder="/var/log/shop/errors.jsonl"
        maxLength={4096}
        problem={problem}
        onChange={setPath}
      />
      <Button kind="primary" submit disabled={missing}>
        Follow
      </Button>
      <Button disabled={missing} title="Takes what is in it now, and nothing later" onClick={() => void take()}>
        Take once
      </Button>
      <span role="status" className="quiet">
        {said}
      </span>
    </form>
  );
}
