// An incident at a glance: its state with the next moves, what was said, what helps to understand it, and beside them times,
// roles, impact and links.
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { incidentName } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { nextStatuses } from '#shared/model/incident/status.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { AidsPart } from './aids-part.tsx';
import { HistoryPart } from './history-part.tsx';
import { moveWord, statusWords } from './incidents-model.ts';
import { ImpactPart, LinksPart, MilestonesPart, RolesPart, useForm } from './lead-parts.tsx';
import { WordsPart } from './words-part.tsx';

export function OverviewTab({ detail }: { detail: IncidentDetail }) {
  const { operations } = useConsole();
  const { incident } = detail;
  // What was recorded around it grows while it is open; it is read anew with each change of the incident.
  const aids = useAnswer(`${incident.id} ${incident.sequence}`, () => operations.incidentAids(incident.id));
  return (
    <div className="incident-overview">
      <StateBar detail={detail} />
      <div className="incident-columns">
        <div className="incident-main">
          {incident.summary === '' ? null : <p className="incident-summary">{incident.summary}</p>}
          <WordsPart incident={incident} aids={aids.value} />
          <AidsPart aids={aids.value} reason={aids.state === 'refused' ? aids.reason : ''} />
          <HistoryPart detail={detail} />
        </div>
        <div className="incident-beside">
          <MilestonesPart incident={incident} />
          <RolesPart incident={incident} />
          <ImpactPart incident={incident} />
          <LinksPart incident={incident} />
        </div>
      </div>
    </div>
  );
}

function StateBar({ detail: { incident, firedAgain, merged } }: { detail: IncidentDetail }) {
  const { place } = useConsole();
  const { id, status, statusReason, statusSince, milestones } = incident;
  const { ask, refusal } = useForm(id);
  const { glyph, word } = statusWords[status];
  const diagnosed = milestoneOf(milestones, 'diagnosed') !== null;
  return (
    <div className="incident-state">
      <p className={`incident-status state-${glyph}`}>
        <Glyph name={glyph} /> <strong>{word}</strong>
        <span className="quiet">
          for <Ago at={statusSince} suffix="" />
          {statusReason === '' ? '' : `: ${statusReason}`}
        </span>
      </p>
      <div className="incident-moves">
        {diagnosed || status === 'merged' || status === 'cancelled' ? null : (
          <Button kind="primary" disabled={refusal} onClick={ask({ do: 'reach', milestone: 'diagnosed' })}>
            Diagnosed…
          </Button>
        )}
        {nextStatuses(status).map((to) => (
          <Button key={to} disabled={refusal} onClick={ask({ do: 'move', to })}>
            {moveWord(status, to)}…
          </Button>
        ))}
        {status === 'merged' ? (
          <Button disabled={refusal} onClick={ask({ do: 'unmerge' })}>
            Take out again…
          </Button>
        ) : null}
      </div>
      {firedAgain.map(({ trigger, name, atMs }) => (
        <p key={trigger} className="incident-again">
          <Glyph name="inconclusive" />
          <span>
            <strong>{name}</strong> fired again <Moment at={atMs} />, after it was resolved.
          </span>
          <button type="button" className="link" onClick={() => place.go({ view: 'triggers', trigger })}>
            Look at it
          </button>
          <span className="quiet">It is not part of this incident: open this one again, or declare another.</span>
        </p>
      ))}
      {merged.length === 0 ? null : (
        <p className="incident-merged">
          Merged into it:{' '}
          {merged.map((one) => (
            <button key={one.key} type="button" className="link" onClick={() => place.go({ incident: one.key })}>
              {incidentName(one)} {one.title}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
