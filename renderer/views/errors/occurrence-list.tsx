// The newest times that a failure happened, each with the way to what else happened under its correlation id.
import type { OpsCorrelatedEvent, OpsIncident } from '#shared/model/errors/ops-models.ts';
import { Moment } from '../../components/clock-context.tsx';
import { Part } from '../../components/part.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';

export function OccurrenceList({ group }: { group: OpsIncident }) {
  const { operations } = useConsole();
  const answer = useAnswer<OpsCorrelatedEvent[]>(`${group.key} ${group.occurrences}`, () => operations.occurrences(group.key)); // prettier-ignore
  const shown = answer.value ?? [];
  return (
    <Part title="The newest times">
      {answer.state === 'refused' ? <p role="alert">They could not be read: {answer.reason}</p> : null}
      {answer.state === 'here' && shown.length === 0 ? (
        <p className="quiet">The envelopes were cleaned up; the counts stay.</p>
      ) : null}
      <ol className="error-times">
        {shown.map((event) => (
          <Occurrence key={event.key} event={event} />
        ))}
      </ol>
    </Part>
  );
}

function Occurrence({ event }: { event: OpsCorrelatedEvent }) {
  const { place } = useConsole();
  const { correlationId, decisionId, runId, flag } = event;
  return (
    <li>
      <Moment at={event.at} />
      <span className="error-times-title">
        {event.title}
        {flag === null ? null : <em className="mark error-flag">kept with a flag: {flag}</em>}
      </span>
      <span className="quiet">
        {decisionId === null ? '' : `decision ${decisionId} `}
        {runId === null ? '' : `run ${runId}`}
      </span>
      {correlationId === '' ? (
        <span className="quiet">no correlation id</span>
      ) : (
        <button
          type="button"
          className="link"
          onClick={() => place.go({ errorsTab: 'correlation', correlation: correlationId })}
        >
          What else happened
        </button>
      )}
    </li>
  );
}
