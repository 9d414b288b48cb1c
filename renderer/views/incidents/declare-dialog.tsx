// Declares an incident: the record is looked back over, what it shows is proposed, and a person changes what is not right.
import { useState } from 'react';
import { incidentKinds, lookBackLimitsMs, type DeclareDraft, type DeclareFrom, type Proposal } from '#shared/model/incident/declare.ts'; // prettier-ignore
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { Select, TextArea } from './act-form.tsx';
import { classProblem, detections } from './about-forms.tsx';
import { DeclareFound } from './declare-found.tsx';
import { kindWords } from './incidents-model.ts';
import { confidences, Grades } from './lead-forms.tsx';
import { MomentField, momentOfText, textOfMoment } from './moment-field.tsx';

const minute = 60_000;
const lookBacks = [
  { value: '15', word: '15 min' },
  { value: '60', word: '1 h' },
  { value: '240', word: '4 h' },
  { value: '1440', word: '24 h' },
];

export function DeclareDialog({ from, onClose }: { from: DeclareFrom; onClose: () => void }) {
  const { operations } = useConsole();
  const [back, setBack] = useState(String(lookBackLimitsMs.usual / minute));
  const lookBackMs = Number(back) * minute;
  const { value, state, reason } = useAnswer(back, () => operations.proposeIncident(from, lookBackMs));
  return (
    <Dialog title="Declare an incident" onClose={onClose} wide>
      <div className="dialog-body declare">
        <Choice legend="Look back over the record" value={back} onChange={setBack} options={lookBacks} />
        {state === 'refused' ? (
          <p className="field-problem">The record could not be looked back over: {reason}</p>
        ) : null}
        {value === null ? (
          state === 'refused' ? null : (
            <Placeholder rows={6} waitingFor="what the record shows" />
          )
        ) : (
          <DeclareForm from={from} lookBackMs={lookBackMs} proposal={value} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}

interface DeclareFormProps {
  from: DeclareFrom;
  lookBackMs: number;
  proposal: Proposal;
  onClose: () => void;
}

function DeclareForm({ from, lookBackMs, proposal, onClose }: DeclareFormProps) {
  const { operations, settings, place, said } = useConsole();
  const { now, zone } = useClock();
  const [draft, setDraft] = useState(proposal.draft);
  const [started, setStarted] = useState(proposal.draft.impactStart === null ? '' : textOfMoment(proposal.draft.impactStart.atMs, zone)); // prettier-ignore
  const [by, setBy] = useState(settings.store.getState().name);
  const [refused, setRefused] = useState('');
  const put = (change: Partial<DeclareDraft>): void => setDraft({ ...draft, ...change });
  const startedMs = started.trim() === '' ? null : momentOfText(started, now, zone);
  const missing =
    draft.title.trim() === '' ? 'give it a title' : classProblem(draft.class) !== '' ? 'mend the class' : started.trim() !== '' && startedMs === null ? 'mend the moment' : by.trim() === '' ? 'say who you are' : null; // prettier-ignore
  const declare = async (): Promise<void> => {
    if (missing !== null) return;
    const impactStart = startOf(proposal, startedMs, draft, zone);
    const answer = await operations.declareIncident({ from, lookBackMs, draft: { ...draft, title: draft.title.trim(), impactStart }, by: by.trim() }); // prettier-ignore
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
      <Field label="Title" value={draft.title} maxLength={200} onChange={(title) => put({ title })} />
      <Grades
        severity={draft.severity}
        opsSeverity={draft.opsSeverity}
        onSeverity={(severity) => put({ severity })}
        onOpsSeverity={(opsSeverity) => put({ opsSeverity })}
      />{' '}
      {/* prettier-ignore */}
      <Choice legend="Kind" value={draft.kind} onChange={(kind) => put({ kind })} options={incidentKinds.map((value) => ({ value, word: kindWords[value] }))} />{' '}
      {/* prettier-ignore */}
      <div className="incident-row">
        <MomentField label="Impact started" text={started} onChange={setStarted} empty="Not known" />
        <Select
          label="How sure that is"
          value={draft.impactStart?.confidence ?? 'guess'}
          options={confidences}
          onChange={(confidence) => put({ impactStart: { atMs: startedMs ?? now, evidence: [], ...draft.impactStart, confidence } })} // prettier-ignore
        />
      </div>
      <div className="incident-row">
        <Field
          label="Class, for recurrence"
          value={draft.class}
          code
          problem={classProblem(draft.class)}
          hint="e.g. attestor.health; may stay empty"
          onChange={(named) => put({ class: named })}
        />{' '}
        {/* prettier-ignore */}
        <Select label="Detected by" value={draft.detectedBy} options={detections} onChange={(detectedBy) => put({ detectedBy })} />{' '}
        {/* prettier-ignore */}
      </div>
      <TextArea label="Summary (optional)" value={draft.summary} rows={2} onChange={(summary) => put({ summary })} />
      <div className="incident-row">
        <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        <Field
          label="Incident commander"
          value={draft.commander}
          maxLength={200}
          hint="may be chosen later"
          onChange={(commander) => put({ commander })}
        />{' '}
        {/* prettier-ignore */}
      </div>
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

/** What the record pointed to keeps its evidence only while nobody set another moment. */
function startOf(
  { draft: proposed }: Proposal,
  startedMs: number | null,
  { impactStart }: DeclareDraft,
  zone: 'local' | 'utc',
) {
  // prettier-ignore
  if (startedMs === null) return null;
  const kept = proposed.impactStart;
  const same = kept !== null && textOfMoment(kept.atMs, zone) === textOfMoment(startedMs, zone);
  if (same) return { ...kept, confidence: impactStart?.confidence ?? kept.confidence };
  return { atMs: startedMs, confidence: impactStart?.confidence ?? ('guess' as const), evidence: [] };
}
