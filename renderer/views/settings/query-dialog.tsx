// Names a query whose samples are to be recorded, or changes one. Nothing is kept before Save.
import { useRef, useState } from 'react';
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { queryDraftOf, readQueryDraft, type QueryProblems } from './query-draft.ts';

export function QueryDialog({ query, onClose }: { query: RecordedQuery | null; onClose: () => void }) {
  const { operations, who } = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => queryDraftOf(query));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState('');
  const read = readQueryDraft(query?.key ?? null, draft);
  const problems: QueryProblems = tried && 'problems' in read ? read.problems : {};
  const change = (next: Partial<typeof draft>): void => {
    setDraft({ ...draft, ...next });
    setRefused('');
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if ('problems' in read) {
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const { input } = read;
    const answer = await who.as((by) => operations.saveQuery(input, by));
    if (answer === null) return;
    if (answer.ok) onClose();
    else setRefused(answer.refusal.message);
  };
  const isAnother = query !== null && draft.expr.trim() !== query.expr;
  return (
    <Dialog title={query === null ? 'Record a query' : `Recorded query ${query.name}`} onClose={onClose} wide>
      <form ref={form} className="dialog-body" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <p className="quiet">Its samples are kept on this machine, so that they are there when Prometheus has forgotten them or cannot be reached.</p>
        <Field label="Name" value={draft.name} problem={problems.name ?? ''} placeholder="Requests a second" maxLength={200} onChange={(name) => change({ name })} />
        <Field label="Expression" code value={draft.expr} problem={problems.expr ?? ''} placeholder="sum(rate(http_requests_total[5m]))" maxLength={16_384} hint="at most 100 series of it are kept" onChange={(expr) => change({ expr })} />
        {isAnother ? <p className="quiet" role="status">Another expression is another query: what was recorded of this one stays under it.</p> : null}
        <div className="recorded-fields">
          <Field label="Every, in seconds" value={draft.seconds} problem={problems.seconds ?? ''} onChange={(seconds) => change({ seconds })} />
          <Field label="Unit (optional)" value={draft.unit} placeholder="s, bytes, percentunit" maxLength={40} onChange={(unit) => change({ unit })} />
        </div>
        {refused === '' ? null : <p role="alert" className="field-problem">It could not be saved: {refused}</p>}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit>Save</Button>
        </footer>
      </form>
    </Dialog>
  ); // prettier-ignore
}
