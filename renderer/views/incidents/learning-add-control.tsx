// A new control: a trigger, an item of a plan or an entry of the playbook that there is, or a new one made for it.
import { useState } from 'react';
import type { Incident } from '#shared/model/incident/incident.ts';
import type { LearntAction } from '#shared/model/learning/action.ts';
import type { PlaybookList } from '#shared/model/learning/playbook.ts';
import { durationMs } from '#shared/model/duration.ts';
import { severities, type Severity, type Trigger } from '#shared/model/triggers/trigger.ts';
import { Choice } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, Select, TextArea } from './act-form.tsx';
import { EntryChoice, ItemChoice, TriggerChoice } from './learning-choices.tsx';
import { NewItemFields, useItemDraft } from './learning-new-item.tsx';

type Of = 'trigger' | 'item' | 'entry';
type Kind = Of | `new-${Of}`;
const kinds: { value: Of; word: string }[] = [
  { value: 'trigger', word: 'a trigger' },
  { value: 'item', word: 'an item of a plan' },
  { value: 'entry', word: 'a playbook entry' },
];
const ages: { value: 'there' | 'new'; word: string }[] = [
  { value: 'there', word: 'one that is there' },
  { value: 'new', word: 'a new one' },
];

export interface AddControlProps {
  incident: Incident;
  actions: readonly LearntAction[];
  onClose: () => void;
}

export function AddControl({ incident, actions, onClose }: AddControlProps) {
  const { operations } = useConsole();
  const [of, setOf] = useState<Of>('trigger');
  const [age, setAge] = useState<'there' | 'new'>('there');
  const kind: Kind = age === 'new' ? `new-${of}` : of;
  const onNew = (): void => setAge('new');
  const [action, setAction] = useState('');
  const [trigger, setTrigger] = useState('');
  const [draft, setDraft] = useState<TriggerText>(blankTrigger);
  const [known, setKnown] = useState('');
  const [entry, setEntry] = useState<{ list: PlaybookList; text: string }>({ list: 'check_first', text: '' });
  const item = useItemDraft(kind === 'new-item');
  const act = (by: string): Promise<string | null> => {
    const said = { id: incident.id, by, action: action === '' ? null : action };
    if (kind === 'trigger')
      return operations.learn('addControl', { ...said, target: { kind: 'trigger', key: trigger } });
    if (kind === 'new-trigger') return operations.learn('addTrigger', { ...said, trigger: triggerOf(draft) });
    if (kind === 'entry') return operations.learn('addControl', { ...said, target: { kind: 'playbook_entry', class: incident.class, entry: known } }); // prettier-ignore
    if (kind === 'new-entry') return operations.learn('addEntry', { ...said, ...entry });
    return item.act(said);
  };
  const classless = incident.class === '' ? 'give the incident a class, in Describe' : null;
  const missing = {
    trigger: trigger === '' ? 'choose a trigger' : null,
    'new-trigger': triggerProblem(draft),
    item: item.missing,
    'new-item': item.missing,
    entry: classless ?? (known === '' ? 'choose an entry' : null),
    'new-entry': classless ?? (entry.text.trim() === '' ? 'write the entry' : null),
  }[kind];
  return (
    <ActForm title="New control" button="Add" wide missing={missing} onClose={onClose} act={act}>
      <Choice legend="It is" value={of} onChange={setOf} options={kinds} />
      <Choice legend="Which" value={age} onChange={setAge} options={ages} />
      {kind === 'trigger' ? <TriggerChoice value={trigger} onChange={setTrigger} onNew={onNew} /> : null}
      {kind === 'new-trigger' ? <TriggerFields draft={draft} onChange={setDraft} /> : null}
      {kind === 'item' ? <ItemChoice draft={item} /> : null}
      {kind === 'new-item' ? <NewItemFields draft={item} /> : null}
      {kind === 'entry' ? <EntryChoice named={incident.class} value={known} onChange={setKnown} onNew={onNew} /> : null}
      {kind === 'new-entry' ? (
        <>
          <Choice legend="In the list" value={entry.list} onChange={(list) => setEntry({ ...entry, list })} options={[{ value: 'check_first', word: 'check first' }, { value: 'never_again', word: 'never again' }]} />
          <TextArea label="Entry" value={entry.text} rows={2} maxLength={500} onChange={(text) => setEntry({ ...entry, text })} />
        </>
      ) : null}
      {kind === 'entry' || kind === 'new-entry' ? (
        <p className="quiet">No record proves words: somebody speaks for it, and it does not close the incident by itself.</p>
      ) : null}
      {actions.length === 0 ? null : (
        <Select label="It settles the action" value={action} onChange={setAction} options={[{ value: '', word: 'none' }, ...actions.map(({ id, words }) => ({ value: id, word: words.slice(0, 80) }))]} />
      )}
    </ActForm>
  ); // prettier-ignore
}

interface TriggerText {
  name: string;
  expr: string;
  lasts: string;
  every: string;
  severity: Severity;
}
const blankTrigger: TriggerText = { name: '', expr: '', lasts: '1m', every: '30s', severity: 'action' };

function triggerProblem({ name, expr, lasts, every }: TriggerText): string | null {
  if (name.trim() === '') return 'name it';
  if (expr.trim() === '') return 'write the expression';
  if (durationMs(lasts) === null || durationMs(every) === null) return 'write times as 30s or 5m';
  return null;
}

const triggerOf = ({ name, expr, lasts, every, severity }: TriggerText): Trigger => ({
  name: name.trim(),
  originalWords: expr.trim(),
  condition: { kind: 'promql', expr: expr.trim(), queryOffsetMs: 0 },
  forMs: durationMs(lasts) ?? 0,
  keepFiringForMs: 0,
  intervalMs: Math.max(1000, durationMs(every) ?? 30_000),
  severity,
  labels: {},
  annotations: {},
  rollbackPlanId: null,
  enabled: true,
});

function TriggerFields({ draft, onChange }: { draft: TriggerText; onChange: (draft: TriggerText) => void }) {
  const put = (change: Partial<TriggerText>): void => onChange({ ...draft, ...change });
  return (
    <>
      <Field label="Name" value={draft.name} maxLength={200} onChange={(name) => put({ name })} />
      <TextArea label="PromQL expression, true where it gives a sample" code value={draft.expr} rows={3} onChange={(expr) => put({ expr })} />
      <div className="incident-row">
        <Field label="For" value={draft.lasts} code onChange={(lasts) => put({ lasts })} />
        <Field label="Every" value={draft.every} code onChange={(every) => put({ every })} />
        <Select label="Severity" value={draft.severity} onChange={(severity) => put({ severity })} options={severities.map((value) => ({ value, word: value }))} />
      </div>
      <p className="quiet">Of other kinds, such as restarts, make it in Triggers and choose it here. It can be proven only where what it asks was recorded.</p>
    </>
  ); // prettier-ignore
}
