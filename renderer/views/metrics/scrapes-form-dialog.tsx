// Adds or changes an endpoint that the console scrapes itself. Nothing is kept before Save.
import { useRef, useState } from 'react';
import type { Scrape } from '#shared/model/scrape.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import type { AccessDraft } from '../environment/access-draft.ts';
import { readDraft, scrapeDraftOf, type ScrapeProblems } from './scrape-draft.ts';

const authWords: Record<AccessDraft['kind'], string> = { none: 'None', basic: 'User and password', bearer: 'Token' }; // prettier-ignore

export function ScrapesFormDialog({
  scrape,
  onClose,
  onSaved,
}: {
  scrape: Scrape | null;
  onClose: () => void;
  onSaved: (key: string) => void;
}) {
  // prettier-ignore
  const { operations, who } = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => scrapeDraftOf(scrape?.fields ?? null));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState('');
  const read = readDraft(draft);
  const problems: ScrapeProblems = tried && 'problems' in read ? read.problems : {};
  const another = scrape !== null && draft.url.trim() !== scrape.fields.url;
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
    const answer = await who.as((by) => operations.saveScrape(scrape?.key ?? null, read.fields, by));
    if (answer === null) return;
    if (!answer.ok) return setRefused(answer.refusal.message);
    onSaved(answer.key);
  };
  return (
    <Dialog title={scrape === null ? 'Scrape an endpoint' : `Endpoint ${scrape.fields.name}`} onClose={onClose} wide>
      <form ref={form} className="dialog-body" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <p className="quiet">
          For where there is no Prometheus: the console asks the endpoint itself and keeps its samples on this machine for a
          while. Gauges, rates of counters and quantiles of histograms can be shown of them, nothing else.
        </p>
        <Field label="URL" code value={draft.url} problem={problems.url ?? ''} placeholder="http://host:9100/metrics" maxLength={2000} onChange={(url) => change({ url })} />
        {another ? <p className="field-problem" role="status">Another URL is another endpoint: what was kept of this one will be removed.</p> : null}
        <div className="scrapes-row">
          <Field label="Name" value={draft.name} problem={problems.name ?? ''} placeholder="attestor" maxLength={60} onChange={(name) => change({ name })} />
          <Field label="Every" value={draft.interval} problem={problems.intervalMs ?? ''} hint="5s to 5m" onChange={(interval) => change({ interval })} />
          <Field label="Kept for hours" value={draft.hours} problem={problems.keepHours ?? ''} hint="1 to 48" onChange={(hours) => change({ hours })} />
        </div>
        <Field label="Only these metrics (optional)" code value={draft.keep} problem={problems.keep ?? ''} placeholder="http_*, process_cpu_seconds_total" hint="names with * for any characters; empty for all, at most 5,000 series" onChange={(keep) => change({ keep })} />
        <Access access={draft.access} problem={problems.access ?? ''} onChange={(access) => change({ access: { ...draft.access, ...access } })} />
        {refused === '' ? null : <p role="alert" className="field-problem">It could not be saved: {refused}</p>}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit>Save</Button>
        </footer>
      </form>
    </Dialog>
  ); // prettier-ignore
}

interface AccessProps {
  access: AccessDraft;
  problem: string;
  onChange: (change: Partial<AccessDraft>) => void;
}

/** By reference: a secret is never written here. */
function Access({ access, problem, onChange }: AccessProps) {
  const hint = 'env:NAME, keychain:NAME or file:/path; never the secret itself';
  return (
    <div className="scrapes-row">
      <label className="field">
        <span>Authentication</span>
        <select value={access.kind} onChange={(event) => onChange({ kind: event.target.value as AccessDraft['kind'] })}>
          {Object.entries(authWords).map(([kind, words]) => (
            <option key={kind} value={kind}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {access.kind === 'basic' ? (
        <>
          <Field label="User" value={access.username} onChange={(username) => onChange({ username })} />
          <Field label="Password is in" code value={access.password} problem={problem} hint={hint} onChange={(password) => onChange({ password })} />
        </>
      ) : null}
      {access.kind === 'bearer' ? <Field label="Token is in" code value={access.token} problem={problem} hint={hint} onChange={(token) => onChange({ token })} /> : null}
      {access.kind === 'none' ? <Field label="Trusted authorities (optional)" code value={access.caFile} problem={problem} placeholder="/etc/ssl/ca.pem" onChange={(caFile) => onChange({ caFile })} /> : null}
    </div>
  ); // prettier-ignore
}
