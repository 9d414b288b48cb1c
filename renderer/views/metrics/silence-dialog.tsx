// A silence as a person asks for one: which labels it matches, for how long, why and by whom; and which alerts it would hold
// back now, as the Alertmanager itself says.
import { useState } from 'react';
import type { Matcher } from '#shared/model/alertmanager.ts';
import type { Labels } from '#shared/model/series.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { silencePreviewQuestion } from '../../state/prometheus-questions.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { useRefusals } from '../readiness/refusals.tsx';
import { labelWords } from './answer-parts.tsx';

export interface SilenceDialogProps {
  labels: Labels;
  /** @param done whether it was made. */
  onClose: (done: boolean) => void;
}

interface Row {
  name: string;
  value: string;
  regex: boolean;
}

const hourMs = 3_600_000;
const lengths = [
  { value: '1', word: '1 h' },
  { value: '2', word: '2 h' },
  { value: '4', word: '4 h' },
  { value: '12', word: '12 h' },
  { value: '24', word: '1 day' },
  { value: '168', word: '1 week' },
] as const;

export function SilenceDialog({ labels, onClose }: SilenceDialogProps) {
  const { operations, settings, said } = useConsole();
  const { name } = useWhole(settings.store);
  const refusals = useRefusals();
  const [rows, setRows] = useState<Row[]>(() => rowsOf(labels));
  const [hours, setHours] = useState<(typeof lengths)[number]['value']>('2');
  const [comment, setComment] = useState('');
  const [by, setBy] = useState(name);
  const matchers = matchersOf(rows);
  const missing = whatIsMissing(matchers, comment, by);
  const make = async (): Promise<void> => {
    if (missing !== null) return;
    const wish = { matchers, durationMs: Number(hours) * hourMs, comment: comment.trim() };
    if (!(await operations.silence(wish, by.trim()))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    said.say('the silence is made');
    onClose(true);
  };
  return (
    <Dialog title="Silence alerts" onClose={() => onClose(false)} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Matchers rows={rows} onChange={setRows} />
        <Preview matchers={matchers} />
        <Choice legend="For how long" value={hours} options={[...lengths]} onChange={setHours} />
        <Field label="Why (required)" value={comment} onChange={setComment} maxLength={2000} placeholder="The volume is being moved." />
        <Field label="Your name (required)" value={by} onChange={setBy} maxLength={200} autoComplete="name" />
        {refusals.shown}
        <footer className="dialog-foot">
          <span className="quiet">{missing === null ? 'It is recorded, and ends by itself.' : `To silence: ${missing}.`}</span>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            Silence
          </Button>
        </footer>
      </form>
    </Dialog>
  ); // prettier-ignore
}

/** All labels of the alert: the narrowest silence, which a person widens by taking some away. */
const rowsOf = (labels: Labels): Row[] => {
  const rows = Object.entries(labels).map(([name, value]) => ({ name, value, regex: false }));
  return rows.length === 0 ? [{ name: 'alertname', value: '', regex: false }] : rows;
};

export const matchersOf = (rows: readonly Row[]): Matcher[] =>
  rows
    .filter(({ name, value }) => name.trim() !== '' && value !== '')
    .map(({ name, value, regex }) => ({ name: name.trim(), value, isRegex: regex, isEqual: true }));

function whatIsMissing(matchers: readonly Matcher[], comment: string, by: string): string | null {
  if (matchers.length === 0) return 'match at least one label, as everything would be held back otherwise';
  if (comment.trim() === '') return 'say why';
  return by.trim() === '' ? 'say who you are' : null;
}

function Matchers({ rows, onChange }: { rows: Row[]; onChange: (rows: Row[]) => void }) {
  const set = (at: number, change: Partial<Row>): void => onChange(rows.map((row, index) => (index === at ? { ...row, ...change } : row))); // prettier-ignore
  return (
    <fieldset className="variables">
      <legend>Alerts with all of these labels</legend>
      {rows.map(({ name, value, regex }, at) => (
        // Rows have no other identity than their place, and are added and taken away one by one.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="variable metrics-matcher">
          <input type="text" className="field-code" aria-label={`Name of label ${at + 1}`} value={name} spellCheck={false} onChange={(event) => set(at, { name: event.target.value })} />
          <input type="text" className="field-code" aria-label={`Value of label ${at + 1}`} value={value} spellCheck={false} onChange={(event) => set(at, { value: event.target.value })} />
          <label className="metrics-regex" title="The value is a regular expression that has to match the whole label">
            <input type="checkbox" checked={regex} onChange={(event) => set(at, { regex: event.target.checked })} /> pattern
          </label>
          <Button icon="close" kind="quiet" label={`Take label ${name === '' ? at + 1 : name} away`} onClick={() => onChange(rows.filter((_, index) => index !== at))} />
        </div>
      ))}
      <p>
        <Button icon="plus" onClick={() => onChange([...rows, { name: '', value: '', regex: false }])}>
          Add a label
        </Button>
      </p>
    </fieldset>
  ); // prettier-ignore
}

const shownAlerts = 6;

function Preview({ matchers }: { matchers: Matcher[] }) {
  const { answer, failure, askedAt } = usePanelQuery(silencePreviewQuestion(matchers), 0);
  if (matchers.length === 0) return null;
  if (failure !== null) return <p role="alert">What it would hold back is not known: {failure.reason}</p>;
  if (answer === null) return <p className="quiet">{askedAt === null ? '' : 'Asking what it would hold back …'}</p>;
  return (
    <div className="metrics-preview" role="status" aria-busy={askedAt !== null}>
      <p>
        {answer.total === 0 ? 'No alert has these labels now.' : <><strong>{answer.total}</strong> {answer.total === 1 ? 'alert has' : 'alerts have'} these labels now:</>}
      </p>
      <ul className="metrics-matchers">
        {answer.alerts.slice(0, shownAlerts).map(({ key, labels }) => (
          <li key={key}>
            <code>{labelWords(labels)}</code>
          </li>
        ))}
      </ul>
      {answer.total > shownAlerts ? <p className="quiet">and {answer.total - shownAlerts} more</p> : null}
    </div>
  ); // prettier-ignore
}
