// Forms for what an incident is about: its description, its impact, what it is linked with, and which other it is part of.
import { useState } from 'react';
import { incidentClassSchema, incidentKinds } from '#shared/model/incident/declare.ts';
import { incidentName, type Impact } from '#shared/model/incident/incident.ts';
import { linkKinds, linkRefusal, type LinkKind } from '#shared/model/incident/incident-link.ts';
import { mergeRefusal } from '#shared/model/incident/status.ts';
import { Choice } from '../../components/choice.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, Select, TextArea } from './act-form.tsx';
import { countsOfText, textOfCounts } from './counts-text.ts';
import { kindWords } from './incidents-model.ts';
import type { FormProps } from './lead-forms.tsx';
import { MomentField, momentOfText, textOfMoment } from './moment-field.tsx';
import { useIncidents } from './use-incident.ts';

export const classProblem = (text: string): string => {
  const read = incidentClassSchema.safeParse(text);
  return read.success ? '' : 'lower-case words with dots between, such as attestor.health';
};

export const detections = [
  { value: 'alert', word: 'an alert' },
  { value: 'probe', word: 'a probe' },
  { value: 'synthetic', word: 'synthetic traffic' },
  { value: 'human', word: 'one of us' },
  { value: 'customer', word: 'a customer' },
  { value: 'unknown', word: 'not known' },
] as const;

export function DescribeForm({ incident, onClose }: FormProps) {
  const { operations } = useConsole();
  const { id } = incident;
  const [draft, setDraft] = useState(() => {
    const { title, summary, kind, class: named, detectedBy } = incident;
    return { title, summary, kind, class: named, detectedBy };
  });
  const put = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const problem = classProblem(draft.class);
  return (
    <ActForm
      title={`Describe ${incidentName(incident)}`}
      button="Record"
      missing={draft.title.trim() === '' ? 'give it a title' : problem === '' ? null : 'mend the class'}
      onClose={onClose}
      act={(by) => operations.actOnIncident('describe', { id, by, ...draft })}
    >
      <Field label="Title" value={draft.title} maxLength={200} onChange={(title) => put({ title })} />
      <TextArea label="Summary" value={draft.summary} onChange={(summary) => put({ summary })} />
      <Field
        label="Class, for recurrence"
        value={draft.class}
        code
        problem={problem}
        hint="the same text for what is the same kind of incident, e.g. attestor.health"
        onChange={(named) => put({ class: named })}
      />
      <Choice
        legend="Kind"
        value={draft.kind}
        onChange={(kind) => put({ kind })}
        options={incidentKinds.map((value) => ({ value, word: kindWords[value] }))}
      />
      <Select
        label="Detected by"
        value={draft.detectedBy}
        options={detections}
        onChange={(detectedBy) => put({ detectedBy })}
      />
    </ActForm>
  );
}

export function ImpactForm({ incident, onClose }: FormProps) {
  const { operations } = useConsole();
  const { now, zone } = useClock();
  const { id, impact } = incident;
  const [impacted, setImpacted] = useState(impact.impacted === null ? 'unknown' : impact.impacted ? 'yes' : 'no');
  const [scope, setScope] = useState(impact.scope);
  const [from, setFrom] = useState(impact.startMs === null ? '' : textOfMoment(impact.startMs, zone));
  const [to, setTo] = useState(impact.endMs === null ? '' : textOfMoment(impact.endMs, zone));
  const [counts, setCounts] = useState(textOfCounts(impact.counts));
  const read = countsOfText(counts);
  const at = (text: string): number | null => (text.trim() === '' ? null : momentOfText(text, now, zone));
  const bad = (text: string): boolean => text.trim() !== '' && at(text) === null;
  const missing = bad(from) || bad(to) ? 'correct the time' : read === null ? 'correct the counts' : null;
  const said: Impact = { impacted: impacted === 'unknown' ? null : impacted === 'yes', scope: scope.trim(), startMs: at(from), endMs: at(to), counts: read ?? [] }; // prettier-ignore
  return (
    <ActForm
      title={`Impact of ${incidentName(incident)} on customers`}
      button="Record"
      missing={missing}
      onClose={onClose}
      act={(by) => operations.actOnIncident('setImpact', { id, by, impact: said })}
    >
      <Choice
        legend="Are customers affected?"
        value={impacted}
        onChange={setImpacted}
        options={[
          { value: 'unknown', word: 'not known' },
          { value: 'yes', word: 'yes' },
          { value: 'no', word: 'no' },
        ]}
      />
      <TextArea label="Who, and how" value={scope} rows={2} maxLength={2000} onChange={setScope} />
      <MomentField label="From" text={from} onChange={setFrom} empty="Not known" />
      <MomentField label="To" text={to} onChange={setTo} empty="Not over, or not known" />
      <TextArea label="Counts, one a line: failed requests = 4100" value={counts} rows={3} onChange={setCounts} />
      {read === null ? <p className="field-problem">Each line is a name, = and a number.</p> : null}
    </ActForm>
  );
}

const targets: Record<LinkKind, string> = {
  url: 'https://…',
  trigger: 'the trigger’s key',
  error: 'the fingerprint of the error group',
  run: 'the run’s id',
  object: 'docker/name or kubernetes/namespace/name',
  dashboard: 'the dashboard’s key',
  incident: 'the incident’s id',
};

export function LinkForm({ incident, onClose }: FormProps) {
  const { operations } = useConsole();
  const { id } = incident;
  const { all } = useIncidents();
  const [kind, setKind] = useState<LinkKind>('url');
  const [target, setTarget] = useState('');
  const [title, setTitle] = useState('');
  const named = kind === 'incident' ? all.find((one) => incidentName(one).toLowerCase() === target.trim().toLowerCase()) : undefined; // prettier-ignore
  const link = { kind, target: named?.key ?? target.trim(), title: title.trim() || (named === undefined ? '' : incidentName(named)) }; // prettier-ignore
  const refusal = target.trim() === '' ? null : linkRefusal(link);
  return (
    <ActForm
      title={`Link ${incidentName(incident)}`}
      button="Link"
      missing={target.trim() === '' ? 'say with what' : refusal === null ? null : 'mend the address'}
      onClose={onClose}
      act={(by) => operations.actOnIncident('link', { id, by, link })}
    >
      <Select
        label="With"
        value={kind}
        onChange={setKind}
        options={linkKinds
          .toReversed()
          .map((value) => ({ value, word: value === 'url' ? 'an address of the web' : value }))}
      />
      <Field
        label="Which"
        value={target}
        code
        problem={refusal ?? ''}
        hint={kind === 'incident' ? 'its number, INC-7' : targets[kind]}
        onChange={setTarget}
      />
      <Field label="In words (optional)" value={title} maxLength={500} onChange={setTitle} />
    </ActForm>
  );
}

export function MergeForm({ incident, onClose }: FormProps) {
  const { operations } = useConsole();
  const { all } = useIncidents();
  const { id, status } = incident;
  const others = all
    .filter((one) => one.key !== id && mergeRefusal(status, one.status) === null)
    .toSorted((a, b) => b.number - a.number);
  const [into, setInto] = useState(others[0]?.key ?? '');
  const [reason, setReason] = useState('');
  return (
    <ActForm
      title={`Merge ${incidentName(incident)} into another`}
      button="Merge"
      missing={into === '' ? 'there has to be another that it can be part of' : null}
      onClose={onClose}
      act={(by) => operations.actOnIncident('merge', { id, by, into, reason: reason.trim() })}
    >
      <p>
        What was recorded of {incidentName(incident)} shows in both. It is over as merged, and can be taken out again.
      </p>
      <Select
        label="Into"
        value={into}
        onChange={setInto}
        options={others.map((one) => ({ value: one.key, word: `${incidentName(one)} ${one.title}` }))}
      />
      <TextArea label="Why (optional)" value={reason} rows={2} onChange={setReason} />
    </ActForm>
  );
}

export function UnmergeForm({ incident, onClose }: FormProps) {
  const { operations } = useConsole();
  const { id } = incident;
  const [reason, setReason] = useState('');
  return (
    <ActForm
      title={`Take ${incidentName(incident)} out again`}
      button="Take out"
      missing={null}
      onClose={onClose}
      act={(by) => operations.actOnIncident('unmerge', { id, by, reason: reason.trim() })}
    >
      <p>It stands by itself again, as it was before. Both events stay in the history.</p>
      <TextArea label="Why (optional)" value={reason} rows={2} onChange={setReason} />
    </ActForm>
  );
}
