// Forms for leading an incident: its next status, its severity, who has which role, and when something came to pass.
import { useState } from 'react';
import { incidentSeverities, type IncidentSeverity, type OpsSeverity } from '#shared/model/incident/declare.ts';
import { incidentName, roleNames, roleWords, type Incident, type RoleName } from '#shared/model/incident/incident.ts';
import { milestoneTypes, milestoneWords, type Confidence, type MilestoneType } from '#shared/model/incident/milestone.ts'; // prettier-ignore
import { needsReason, type IncidentStatus } from '#shared/model/incident/status.ts';
import { severities } from '#shared/model/triggers/trigger.ts';
import { Choice } from '../../components/choice.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, Select, TextArea } from './act-form.tsx';
import { moveWord, severityWord } from './incidents-model.ts';
import { MomentField, momentOfText } from './moment-field.tsx';

export interface FormProps {
  incident: Incident;
  onClose: () => void;
}

export function MoveForm({ incident, to, reasons, onClose }: FormProps & { to: IncidentStatus; reasons: string[] }) {
  const { operations, place } = useConsole();
  const { now, zone } = useClock();
  const [reason, setReason] = useState('');
  const [when, setWhen] = useState('');
  const { id, status } = incident;
  const wanted = needsReason(status, to);
  const occurredAt = momentOfText(when, now, zone);
  const kept = to === 'closed' && reasons.length > 0;
  const missing = kept
    ? 'do what keeps it open'
    : occurredAt === null
      ? 'correct the time'
      : wanted && reason.trim() === ''
        ? 'say why'
        : null;
  return (
    <ActForm
      title={`${incidentName(incident)}: from ${status} to ${to}`}
      button={moveWord(status, to)}
      missing={missing}
      onClose={onClose}
      act={(by) => operations.actOnIncident('move', { id, by, to, reason: reason.trim(), occurredAt: when.trim() === '' ? null : occurredAt })} // prettier-ignore
    >
      {to === 'closed' && reasons.length > 0 ? (
        <div className="incident-keeps">
          <p>It cannot be closed yet:</p>
          <ul>
            {reasons.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <button
            type="button"
            className="link"
            onClick={() => {
              onClose();
              place.go({ incidentTab: 'learning' });
            }}
          >
            Go to Learning
          </button>
        </div>
      ) : null}
      {to === 'active' && status !== 'triage' ? (
        <p>It is taken up again. When it was mitigated and resolved stays in the history and counts no more.</p>
      ) : null}
      <MomentField label="When" text={when} onChange={setWhen} empty="Just now" />
      <TextArea label={wanted ? 'Why (required)' : 'Why (optional)'} value={reason} onChange={setReason} />
    </ActForm>
  );
}

export function GradeForm({ incident, onClose }: FormProps) {
  const { operations } = useConsole();
  const { id } = incident;
  const [severity, setSeverity] = useState<IncidentSeverity>(incident.severity);
  const [opsSeverity, setOpsSeverity] = useState<OpsSeverity>(incident.opsSeverity);
  const [reason, setReason] = useState('');
  const same = severity === incident.severity && opsSeverity === incident.opsSeverity;
  return (
    <ActForm
      title={`Severity of ${incidentName(incident)}`}
      button="Record"
      missing={same ? 'choose another severity' : null}
      onClose={onClose}
      act={(by) => operations.actOnIncident('grade', { id, by, severity, opsSeverity, reason: reason.trim() })}
    >
      <Grades severity={severity} opsSeverity={opsSeverity} onSeverity={setSeverity} onOpsSeverity={setOpsSeverity} />
      <TextArea label="Why (optional)" value={reason} onChange={setReason} />
    </ActForm>
  );
}

export interface GradesProps {
  severity: IncidentSeverity;
  opsSeverity: OpsSeverity;
  onSeverity: (severity: IncidentSeverity) => void;
  onOpsSeverity: (severity: OpsSeverity) => void;
}

export function Grades({ severity, opsSeverity, onSeverity, onOpsSeverity }: GradesProps) {
  return (
    <>
      <Choice
        legend="Severity: how bad it is for those who use it"
        value={severity}
        onChange={onSeverity}
        options={incidentSeverities.map((value) => ({ value, word: value === 'unknown' ? 'unknown' : severityWord(value) }))} // prettier-ignore
      />
      <Choice
        legend="For operators: how soon somebody has to act"
        value={opsSeverity}
        onChange={onOpsSeverity}
        options={severities.toReversed().map((value) => ({ value, word: value }))}
      />
    </>
  );
}

export function AssignForm({ incident, role: given, onClose }: FormProps & { role: RoleName | null }) {
  const { operations } = useConsole();
  const { id, roles } = incident;
  const [role, setRole] = useState<RoleName>(given ?? 'incident_commander');
  const [person, setPerson] = useState('');
  const before = role === 'sme' ? undefined : roles.find((one) => one.role === role)?.person;
  return (
    <ActForm
      title={`Roles of ${incidentName(incident)}`}
      button="Record"
      missing={person.trim() === '' ? 'name a person' : null}
      onClose={onClose}
      act={(by) => operations.actOnIncident('assign', { id, by, role, person: person.trim(), held: true })}
    >
      <Select
        label="Role"
        value={role}
        onChange={setRole}
        options={roleNames.map((value) => ({ value, word: roleWords[value] }))}
      />
      <Field
        label="Person"
        value={person}
        maxLength={200}
        onChange={setPerson}
        hint={before === undefined ? '' : `takes over from ${before}`}
      />
    </ActForm>
  );
}

export const confidences: { value: Confidence; word: string }[] = [
  { value: 'certain', word: 'certain: a record shows it' },
  { value: 'likely', word: 'likely: inferred from records' },
  { value: 'guess', word: 'a guess, from memory' },
];

export function ReachForm({ incident, milestone: given, onClose }: FormProps & { milestone: MilestoneType | null }) {
  const { operations } = useConsole();
  const { now, zone } = useClock();
  const { id, milestones } = incident;
  const [milestone, setMilestone] = useState<MilestoneType>(given ?? 'diagnosed');
  const [when, setWhen] = useState('');
  const [confidence, setConfidence] = useState<Confidence>('certain');
  const [note, setNote] = useState('');
  const occurredAt = momentOfText(when, now, zone);
  const known = milestones.some(({ type, replaced }) => type === milestone && !replaced);
  return (
    <ActForm
      title={`A milestone of ${incidentName(incident)}`}
      button="Record"
      missing={occurredAt === null ? 'correct the time' : null}
      onClose={onClose}
      act={(by) => operations.actOnIncident('reach', { id, by, milestone, occurredAt: occurredAt ?? now, confidence, evidence: [], note: note.trim() })} // prettier-ignore
    >
      <Select
        label="What"
        value={milestone}
        onChange={setMilestone}
        options={milestoneTypes.filter((type) => type !== 'declared').map((value) => ({ value, word: milestoneWords[value] }))} // prettier-ignore
      />
      {known ? <p className="quiet">It has been recorded already; this one will count in its place.</p> : null}
      <MomentField label="When" text={when} onChange={setWhen} empty="Just now" />
      <Choice legend="How sure that is" value={confidence} onChange={setConfidence} options={confidences} />
      <TextArea label="Note (optional)" value={note} rows={2} onChange={setNote} />
    </ActForm>
  );
}
