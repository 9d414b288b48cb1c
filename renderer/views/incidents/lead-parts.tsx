// Beside what was said: the times of an incident, who has which role, its impact, and what it is linked with.
import type { ReactNode } from 'react';
import { roleWords, type Incident } from '#shared/model/incident/incident.ts';
import type { IncidentLink } from '#shared/model/incident/incident-link.ts';
import { milestoneTimes, milestoneTypes, milestoneWords, type Milestone, type MilestoneType } from '#shared/model/incident/milestone.ts'; // prettier-ignore
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { durationInWords, grouped } from '../../components/times.ts';
import type { IncidentForm } from '../../state/dialogs.ts';
import { useConsole } from '../../state/use-console.ts';
import { useMayAct } from './use-may-act.ts';

/** Opens a form about the incident; `refusal` is why it cannot be used. */
export function useForm(id: string): { ask: (act: IncidentForm) => () => void; refusal: string | null } {
  const { dialog } = useConsole();
  const refusal = useMayAct();
  return { refusal, ask: (act) => () => dialog.setState({ open: { kind: 'incident-act', id, act } }) };
}

function Headed({ title, way, children }: { title: string; way: ReactNode; children: ReactNode }) {
  return (
    <section className="box-part" aria-label={title}>
      <header className="incident-part-head">
        <h3>{title}</h3>
        {way}
      </header>
      {children}
    </section>
  );
}

/** Those that every incident has, and others once they are recorded. */
const expected = new Set<MilestoneType>(['impact_started', 'detected', 'declared', 'acknowledged', 'diagnosed', 'mitigated', 'resolved']); // prettier-ignore

export function MilestonesPart({ incident }: { incident: Incident }) {
  const { id, milestones } = incident;
  const { ask, refusal } = useForm(id);
  const lines = milestoneTypes.flatMap((type) => {
    const all = milestones.filter((one) => one.type === type).toReversed();
    return all.length > 0 || expected.has(type) ? [{ type, all }] : [];
  });
  return (
    <Headed
      title="Milestones"
      way={
        <Button kind="quiet" disabled={refusal} onClick={ask({ do: 'reach', milestone: null })}>
          Add…
        </Button>
      }
    >
      <table className="incident-moments">
        <tbody>
          {lines.map(({ type, all }) => (
            <MomentLine key={type} type={type} all={all} onAdd={refusal === null && type !== 'declared' ? ask({ do: 'reach', milestone: type }) : null} /> // prettier-ignore
          ))}
        </tbody>
      </table>
      <Times milestones={milestones} />
    </Headed>
  );
}

function MomentLine({ type, all, onAdd }: { type: MilestoneType; all: Milestone[]; onAdd: (() => void) | null }) {
  const counts = all.find(({ replaced }) => !replaced);
  return (
    <>
      <tr>
        <th scope="row">{milestoneWords[type]}</th>
        <td>
          {counts === undefined ? (
            onAdd === null ? (
              <span className="quiet">not recorded</span>
            ) : (
              <button
                type="button"
                className="link"
                onClick={onAdd}
                aria-label={`${milestoneWords[type]}: not recorded; record it`}
              >
                not recorded
              </button>
            )
          ) : (
            <MomentOf moment={counts} />
          )}
        </td>
      </tr>
      {all
        .filter(({ replaced }) => replaced)
        .map((one) => (
          <tr key={`${one.recordedAt} ${one.occurredAt}`} className="incident-moment-replaced">
            <td className="quiet">counts no more</td>
            <td>
              <MomentOf moment={one} />
            </td>
          </tr>
        ))}
    </>
  );
}

/** The minute after is how long it takes to write it down. */
const lateMs = 60_000;

function MomentOf({ moment: { occurredAt, recordedAt, confidence, note, by, evidence } }: { moment: Milestone }) {
  const late = recordedAt - occurredAt;
  const about = [by, note, ...evidence.map(({ title }) => `rests on ${title}`)].filter((text) => text !== '').join('\n'); // prettier-ignore
  return (
    <span title={about}>
      <Moment at={occurredAt} /> {confidence === 'certain' ? null : <span className="mark">{confidence}</span>}
      {late > lateMs ? <small className="quiet"> recorded {durationInWords(late)} later</small> : null}
    </span>
  );
}

function Times({ milestones }: { milestones: readonly Milestone[] }) {
  const { toDetect, toAcknowledge, toDiagnose, toMitigate, toResolve } = milestoneTimes(milestones);
  const lines: [string, number | null, string][] = [
    ['to detect', toDetect, 'from the start of the impact'],
    ['to acknowledge', toAcknowledge, 'from detection'],
    ['to diagnose', toDiagnose, 'from detection; the target is 15 minutes'],
    ['to mitigate', toMitigate, 'from the start of the impact'],
    ['to resolve', toResolve, 'from the start of the impact'],
  ];
  return (
    <dl className="incident-times" aria-label="Times">
      {lines.map(([name, ms, about]) => (
        <div key={name} title={about}>
          <dt>{name}</dt>
          <dd className={ms === null ? 'quiet' : ''}>{ms === null ? '–' : durationInWords(ms)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function RolesPart({ incident: { id, roles } }: { incident: Incident }) {
  const { operations, who } = useConsole();
  const { ask, refusal } = useForm(id);
  const leads = roles.some(({ role }) => role === 'incident_commander');
  return (
    <Headed
      title="Roles"
      way={
        <Button
          kind="quiet"
          disabled={refusal}
          onClick={ask({ do: 'assign', role: leads ? 'deputy' : 'incident_commander' })}
        >
          Assign…
        </Button>
      }
    >
      {leads ? null : <p className="incident-nobody">Nobody leads it yet.</p>}
      <ul className="incident-roles">
        {roles.map(({ role, person, since }) => (
          <li key={`${role} ${person}`}>
            <span>{roleWords[role]}</span>
            <span>
              <strong>{person}</strong>
              <small className="quiet">
                since <Moment at={since} />
              </small>
            </span>
            {role === 'reporter' ? null : (
              <Button icon="close" kind="quiet" label={`${person} is ${roleWords[role].toLowerCase()} no more`} disabled={refusal} onClick={() => void who.as((by) => operations.actOnIncident('assign', { id, by, role, person, held: false }))} /> // prettier-ignore
            )}
          </li>
        ))}
      </ul>
    </Headed>
  );
}

export function ImpactPart({ incident: { id, impact } }: { incident: Incident }) {
  const { ask, refusal } = useForm(id);
  const { impacted, scope, startMs, endMs, counts } = impact;
  return (
    <Headed
      title="Impact on customers"
      way={
        <Button kind="quiet" disabled={refusal} onClick={ask({ do: 'impact' })}>
          Record…
        </Button>
      }
    >
      <p className={impacted === null ? 'quiet' : ''}>
        {impacted === null ? (
          'Not known yet.'
        ) : impacted ? (
          <strong>Customers are affected.</strong>
        ) : (
          'No customer is affected.'
        )}{' '}
        {scope}
      </p>
      {startMs === null && endMs === null ? null : (
        <p className="quiet">
          {startMs === null ? (
            'from when is not known'
          ) : (
            <>
              from <Moment at={startMs} />
            </>
          )}{' '}
          {endMs === null ? (
            'and not over, or not recorded'
          ) : (
            <>
              to <Moment at={endMs} />
            </>
          )}
        </p>
      )}
      <dl className="incident-times">
        {counts.map(({ what, count }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{grouped(count)}</dd>
          </div>
        ))}
      </dl>
    </Headed>
  );
}

export function LinksPart({ incident: { id, links } }: { incident: Incident }) {
  const { operations, who } = useConsole();
  const { ask, refusal } = useForm(id);
  return (
    <Headed
      title="Linked with"
      way={
        <Button kind="quiet" disabled={refusal} onClick={ask({ do: 'link' })}>
          Link…
        </Button>
      }
    >
      {links.length === 0 ? <p className="quiet">Nothing yet.</p> : null}
      <ul className="incident-links">
        {links.map((link) => (
          <li key={`${link.kind} ${link.target}`}>
            <span className="mark mark-plain">{link.kind}</span> <LinkTarget link={link} />
            <Button
              icon="close"
              kind="quiet"
              label={`Unlink ${link.title || link.target}`}
              disabled={refusal}
              onClick={() =>
                void who.as((by) =>
                  operations.actOnIncident('unlink', {
                    id,
                    by,
                    link: { kind: link.kind, target: link.target, title: link.title },
                  }),
                )
              }
            />
          </li>
        ))}
      </ul>
    </Headed>
  );
}

/** Each opens in the section it belongs to. */
function LinkTarget({ link: { kind, target, title } }: { link: IncidentLink }) {
  const { place } = useConsole();
  const words = title || target;
  if (kind === 'url') {
    return (
      <a className="link" href={target} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    );
  }
  const [source = '', first = '', second = ''] = target.split('/');
  const go = {
    trigger: () => place.go({ view: 'triggers', trigger: target }),
    error: () => place.go({ view: 'errors', errorsTab: 'groups', errorGroup: target }),
    run: () => place.go({ view: 'readiness', runId: target }),
    dashboard: () => place.go({ view: 'metrics', metricsTab: 'dashboards', dashboard: target }),
    incident: () => place.go({ view: 'incidents', incident: target, incidentTab: 'overview' }),
    object: () => (source === 'docker' ? place.go({ view: 'containers', find: first }) : source === 'item' ? place.go({ view: 'readiness' }) : place.go({ view: 'workloads', kubeFind: second || first })), // prettier-ignore
  }[kind];
  return (
    <button type="button" className="link" title={target} onClick={go}>
      {words}
    </button>
  );
}
