// What a person makes of the proposal before an incident is declared: every field can be changed, and nothing is declared
// before the button.
import { useState } from 'react';
import { incidentKinds, type DeclareDraft, type DeclareFrom, type Proposal } from '#shared/model/incident/declare.ts';
import type { Confidence } from '#shared/model/incident/milestone.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { Select, TextArea } from './act-form.tsx';
import { classProblem, detections } from './about-forms.tsx';
import { DeclareFound } from './declare-found.tsx';
import { kindWords } from './incidents-model.ts';
import { confidences, Grades } from './lead-forms.tsx';
import { MomentField, momentOfText, textOfMoment } from './moment-field.tsx';

interface DeclareFormProps {
  from: DeclareFrom;
  lookBackMs: number;
  proposal: Proposal;
  onClose: () => void;
}

/** Moments are texts while they are written. */
interface Written {
  started: string;
  sure: Confidence;
  detected: string;
}

export function DeclareForm({ from, lookBackMs, proposal, onClose }: DeclareFormProps) {
  const { operations, settings, place, said } = useConsole();
  const { now, zone } = useClock();
  const { impactStart, detected } = proposal.draft;
  // What a person wrote stays when the record is looked back over anew; the rest follows what it shows then.
  const [changed, setChanged] = useState<Partial<DeclareDraft>>({});
  const [rewritten, setRewritten] = useState<Partial<Written>>({});
  const draft: DeclareDraft = { ...proposal.draft, ...changed };
  const written: Written = {
    started: impactStart === null ? '' : textOfMoment(impactStart.atMs, zone),
    sure: impactStart?.confidence ?? 'guess',
    detected: detected === null ? '' : textOfMoment(detected.atMs, zone),
    ...rewritten,
  };
  const [by, setBy] = useState(settings.store.getState().name);
  const [refused, setRefused] = useState('');
  const read = (text: string): number | null => (text.trim() === '' ? null : momentOfText(text, now, zone));
  const unread = [written.started, written.detected].some((text) => text.trim() !== '' && read(text) === null);
  const missing = missingOf(draft, by, unread);
  const declare = async (): Promise<void> => {
    if (missing !== null) return;
    const moments = { impactStart: momentFrom(impactStart, read(written.started), written.sure), detected: momentFrom(detected, read(written.detected), null) }; // prettier-ignore
    const answer = await operations.declareIncident({
      from,
      lookBackMs,
      draft: { ...draft, ...moments },
      by: by.trim(),
    });
    if (!answer.ok) return setRefused(answer.refusal.message);
    settings.set({ name: by.trim() });
    said.say(`INC-${answer.value.number} declared`);
    place.go({ view: 'incidents', incident: answer.value.id, incidentTab: 'overview' });
    onClose();
  };
  return (
    <form
      className="declare-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void declare();
      }}
    >
      <DeclareFound proposal={proposal} onClose={onClose} />
      <DeclareFields
        draft={draft}
        put={(change) => setChanged({ ...changed, ...change })}
        written={written}
        write={(change) => setRewritten({ ...rewritten, ...change })}
      />
      <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
      {refused === '' ? null : (
        <p role="alert" className="field-problem">
          It could not be declared: {refused}
        </p>
      )}
      <footer className="dialog-foot">
        {missing === null ? null : <span className="quiet">First {missing}.</span>}
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" submit disabled={missing}>
          Declare
        </Button>
      </footer>
    </form>
  );
}

interface DeclareFieldsProps {
  draft: DeclareDraft;
  put: (change: Partial<DeclareDraft>) => void;
  written: Written;
  write: (change: Partial<Written>) => void;
}

function DeclareFields({ draft, put, written, write }: DeclareFieldsProps) {
  const { severity, opsSeverity, kind, detectedBy, commander, summary, title } = draft;
  const kinds = incidentKinds.map((value) => ({ value, word: kindWords[value] }));
  const problem = classProblem(draft.class);
  const hint = 'the same for what is the same, e.g. attestor.health';
  return (
    <>
      <Field label="Title" value={title} maxLength={200} onChange={(text) => put({ title: text })} />
      <Grades severity={severity} opsSeverity={opsSeverity} onSeverity={(value) => put({ severity: value })} onOpsSeverity={(value) => put({ opsSeverity: value })} />
      <Choice legend="Kind" value={kind} onChange={(value) => put({ kind: value })} options={kinds} />
      <div className="incident-row">
        <MomentField label="Impact started" text={written.started} onChange={(started) => write({ started })} empty="Not known" />
        <Select label="How sure that is" value={written.sure} options={confidences} onChange={(sure) => write({ sure })} />
      </div>
      <div className="incident-row">
        <MomentField label="Detected" text={written.detected} onChange={(detected) => write({ detected })} empty="Not known" />
        <Select label="Detected by" value={detectedBy} options={detections} onChange={(value) => put({ detectedBy: value })} />
      </div>
      <div className="incident-row">
        <Field label="Class, for recurrence" value={draft.class} code problem={problem} hint={hint} onChange={(value) => put({ class: value })} />
        <Field label="Incident commander" value={commander} maxLength={200} hint="may be chosen later" onChange={(value) => put({ commander: value })} />
      </div>
      <TextArea label="Summary (optional)" value={summary} rows={2} onChange={(text) => put({ summary: text })} />
    </>
  ); // prettier-ignore
}

function missingOf(draft: DeclareDraft, by: string, unread: boolean): string | null {
  if (draft.title.trim() === '') return 'give it a title';
  if (classProblem(draft.class) !== '') return 'mend the class';
  if (unread) return 'correct the time';
  return by.trim() === '' ? 'say who you are' : null;
}

/** Shown to the second: what the record pointed to keeps its evidence only while nobody set another. */
function momentFrom(proposed: DeclareDraft['detected'], atMs: number | null, confidence: Confidence | null) {
  if (atMs === null) return null;
  const same = proposed !== null && Math.floor(proposed.atMs / 1000) === Math.floor(atMs / 1000);
  if (same) return { ...proposed, confidence: confidence ?? proposed.confidence };
  return { atMs, confidence: confidence ?? 'likely', evidence: [] };
}
