// What helps to understand an incident, out of the record alone: what changed before it, what turned, what it is like.
import type { IncidentAids } from '#shared/model/incident/incident-detail.ts';
import { findingsShown, type Finding } from '#shared/model/incident/declare.ts';
import { beganAt, type Incident } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { similarIncidents } from '#shared/model/incident/similar-incidents.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import type { ReadDb } from '../store/database.ts';
import type { Until } from './fired-again.ts';
import { lookBack, mostTelling, type ErrorsIn } from './look-back.ts';

/** What was learnt of earlier incidents; it is kept elsewhere. */
export interface Learnt {
  /** Controls made of an incident; null where nobody has said. */
  controlsOf: (id: string) => string[] | null;
  playbookOf: (named: string) => { checkFirst: string[]; neverAgain: string[] } | null;
}

export interface AidsOptions extends Learnt {
  errorsIn: ErrorsIn;
  incidents: readonly Incident[];
  until: Until;
}

/** Probes turn a little before the moment that people call the beginning. */
const turnsBeforeMs = 5 * 60_000;
const changesBeforeMs = 60 * 60_000;

export async function incidentAids(read: ReadDb, incident: Incident, options: AidsOptions): Promise<IncidentAids> {
  const { errorsIn, incidents, controlsOf, playbookOf, until } = options;
  const onsetMs = beganAt(incident);
  const fromMs = Math.min(incident.lookedFromMs, onsetMs - changesBeforeMs);
  const over = isOpen(incident.status) ? null : milestoneOf(incident.milestones, 'resolved');
  const toMs = Math.min(over?.occurredAt ?? until.toMs, until.toMs);
  const { findings, more } = await lookBack(read, { fromMs, toMs, recordedBy: until.recordedBy }, errorsIn);
  const changed = findings.filter(({ kind, atMs }) => kind === 'change' && atMs <= onsetMs);
  const turned = findings.filter(({ kind, atMs }) => kind !== 'change' && kind !== 'gap' && atMs >= onsetMs - turnsBeforeMs); // prettier-ignore
  return {
    onsetMs,
    fromMs,
    changed: mostTelling(changed, findingsShown).toReversed(),
    more,
    turned: firstOfEach(turned).slice(0, findingsShown),
    gaps: mostTelling(findings.filter(({ kind }) => kind === 'gap'), findingsShown), // prettier-ignore
    similar: similarIncidents(incident, incidents.filter(({ declaredAt }) => declaredAt <= incident.declaredAt), controlsOf), // prettier-ignore
    playbook: incident.class === '' ? null : playbookOf(incident.class),
  };
}

function firstOfEach(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ source, subject }) => {
    const key = `${source}/${subject}`;
    return !seen.has(key) && seen.add(key);
  });
}
