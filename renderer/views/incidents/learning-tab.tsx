// What an incident teaches: what still keeps it from being closed, its cause, what is to be done, and the controls with their
// proof; beside them whether it happened before, and the playbook of its class.
import type { Incident } from '#shared/model/incident/incident.ts';
import { Glyph } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { ActionsPart } from './learning-actions.tsx';
import { ClassPart, RecurrencePart } from './learning-beside.tsx';
import { CausePart, LessonPart } from './learning-cause.tsx';
import { ControlsPart } from './learning-controls.tsx';
import { useLearning } from './use-learning.ts';
import { useMayAct } from './use-may-act.ts';

export function LearningTab({ incident }: { incident: Incident }) {
  const { detail, reason, again } = useLearning(incident.id, incident.sequence);
  const refusal = useMayAct();
  if (reason !== '' && detail === null) return <p role="alert" className="box-note">What was learnt could not be read: {reason}</p>; // prettier-ignore
  if (detail === null) return <Placeholder rows={8} waitingFor="what was learnt" />;
  return (
    <div className="learning">
      <CloseBand incident={incident} reasons={detail.closeReasons} past={refusal !== null} />
      <div className="incident-columns">
        <div className="incident-main">
          <CausePart id={incident.id} learning={detail.learning} refusal={refusal} />
          <LessonPart incident={incident} learning={detail.learning} refusal={refusal} />
          <ActionsPart id={incident.id} learning={detail.learning} refusal={refusal} />
          <ControlsPart incident={incident} detail={detail} refusal={refusal} again={again} />
        </div>
        <div className="incident-beside">
          <RecurrencePart recurrences={detail.recurrences} />
          <ClassPart incident={incident} refusal={refusal} />
        </div>
      </div>
    </div>
  );
}

/** Of the past nobody asks whether it may be closed. */
function CloseBand({ incident: { status }, reasons, past }: { incident: Incident; reasons: string[]; past: boolean }) {
  if (status === 'closed') {
    return (
      <p className="learning-close learning-close-ready">
        <Glyph name="pass" /> <strong>Closed</strong> It was closed by the rule: understood, nothing left open, one control proven.
      </p>
    ); // prettier-ignore
  }
  if (past || status === 'cancelled' || status === 'merged') return null;
  if (reasons.length === 0) {
    return (
      <p className="learning-close learning-close-ready">
        <Glyph name="pass" /> <strong>Nothing keeps it from being closed.</strong>
        {status === 'resolved' ? null : <span className="quiet">It has to be resolved first.</span>}
      </p>
    );
  }
  return (
    <div className="learning-close">
      <p>
        <Glyph name="open" /> <strong>It cannot be closed yet</strong>
      </p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
