// The one step from an event of the journal to the incident as it stands after it. Pure: the same events in the same order
// always come to the same incident, today, after a restart, and in a bundle.
import type { JournalEvent } from '../system.ts';
import { incidentEventOf, type IncidentEvent, type IncidentEventData, type IncidentEventType } from './incident-event.ts'; // prettier-ignore
import { severalHold, type Incident } from './incident.ts';
import { linkRefusal, sameLink, type LinkDraft } from './incident-link.ts';
import type { Milestone, MilestoneType } from './milestone.ts';
import { isOpen, isReopening, type IncidentStatus } from './status.ts';

/** Null before it was declared. */
export function stepIncident(before: Incident | null, event: JournalEvent): Incident | null {
  const read = incidentEventOf(event);
  if (read === null || event.subject === null) return before;
  const { sequence } = event;
  if (read.type === 'incident.declared') return before ?? { ...declared(event.subject, read.data, event), sequence };
  if (before === null || before.id !== event.subject) return before;
  return { ...before, ...change(before, read, event), sequence };
}

function change(before: Incident, read: IncidentEvent, event: JournalEvent): Partial<Incident> {
  const steps = stepOf as { [T in IncidentEventType]?: (incident: Incident, data: never, event: JournalEvent) => Partial<Incident> }; // prettier-ignore
  return steps[read.type]?.(before, read.data as never, event) ?? {};
}

/** Events of a record from elsewhere were not checked here when they were written. */
const mayStand = (link: LinkDraft): boolean => linkRefusal(link) === null;

type Steps = {
  [T in Exclude<IncidentEventType, 'incident.declared'>]: (
    incident: Incident,
    data: IncidentEventData<T>,
    event: JournalEvent,
  ) => Partial<Incident>;
};

const stepOf: Steps = {
  'incident.moved': moved,
  'incident.graded': ({ grades }, { by, severity, opsSeverity, reason }, { time }) => ({
    severity,
    opsSeverity,
    grades: [...grades, { severity, opsSeverity, at: time, by, reason }],
  }),
  'incident.assigned': ({ roles }, { role, person, held }, { time }) => {
    const others = roles.filter((one) => one.role !== role || (severalHold(role) && one.person !== person));
    return { roles: held ? [...others, { role, person, since: time }] : others };
  },
  'incident.reached': ({ milestones }, { milestone, ...said }, { recordedTime }) => ({
    milestones: reached(milestones, { ...said, type: milestone, recordedAt: recordedTime, replaced: false }),
  }),
  'incident.impact': (_incident, { impact }) => ({ impact }),
  'incident.described': (_incident, { by: _by, ...said }) => said,
  'incident.linked': ({ links }, { by, link }, { time }) => ({
    links: !mayStand(link) || links.some((one) => sameLink(one, link)) ? links : [...links, { ...link, by, at: time }], // prettier-ignore
  }),
  'incident.unlinked': ({ links }, { link }) => ({ links: links.filter((one) => !sameLink(one, link)) }),
  'incident.merged': ({ status }, { into, intoNumber, reason }, { time }) => ({
    status: 'merged',
    statusBeforeMerge: status,
    statusReason: reason === '' ? `part of INC-${intoNumber}` : reason,
    statusSince: time,
    mergedInto: into,
  }),
  'incident.unmerged': ({ statusBeforeMerge }, { reason }, { time }) => ({
    status: statusBeforeMerge ?? 'active',
    statusBeforeMerge: null,
    statusReason: reason,
    statusSince: time,
    mergedInto: null,
  }),
  'incident.said': said,
  'incident.pinned': ({ words, pins }, { word, event, pinned }) => ({
    words: words.map((one) => (one.id === word ? { ...one, pinned } : one)),
    pins: event === null ? pins : [...pins.filter((one) => one !== event), ...(pinned ? [event] : [])],
  }),
  'incident.frozen': ({ frozen }, { queries }) => ({ frozen: [...frozen, ...queries] }),
};

function declared(id: string, data: IncidentEventData<'incident.declared'>, event: JournalEvent): Incident {
  const { by, number, from, draft, lookedFromMs } = data;
  const { title, summary, kind, severity, opsSeverity, detectedBy, impactStart, detected, commander, links } = draft;
  const { time, recordedTime } = event;
  const mark = (type: MilestoneType, moment: typeof impactStart): Milestone[] =>
    moment === null
      ? []
      : [{ type, occurredAt: moment.atMs, recordedAt: recordedTime, confidence: moment.confidence, evidence: moment.evidence, note: '', by, replaced: false }]; // prettier-ignore
  return {
    id,
    number,
    title,
    summary,
    kind,
    class: draft.class,
    status: 'triage',
    statusReason: '',
    statusSince: time,
    severity,
    opsSeverity,
    grades: [{ severity, opsSeverity, at: time, by, reason: 'as declared' }],
    detectedBy,
    declaredAt: time,
    declaredBy: by,
    from,
    lookedFromMs,
    roles: [
      { role: 'reporter', person: by, since: time },
      ...(commander === '' ? [] : [{ role: 'incident_commander' as const, person: commander, since: time }]),
    ],
    milestones: [
      ...mark('impact_started', impactStart),
      ...mark('detected', detected),
      ...mark('declared', { atMs: time, confidence: 'certain', evidence: [] }),
    ],
    impact: { impacted: null, scope: '', startMs: impactStart?.atMs ?? null, endMs: null, counts: [] },
    links: links.filter(mayStand).map((link) => ({ ...link, by, at: time })),
    words: [],
    pins: [],
    frozen: [],
    mergedInto: null,
    statusBeforeMerge: null,
    sequence: event.sequence,
  };
}

/** The moment that comes with a status. */
const markOf: Partial<Record<IncidentStatus, MilestoneType>> = {
  mitigated: 'mitigated',
  resolved: 'resolved',
  closed: 'closed',
};
/** What is not so any more once it is opened again. */
const undone = new Set<MilestoneType>(['mitigated', 'impact_ended', 'resolved', 'closed']);

function moved(incident: Incident, data: IncidentEventData<'incident.moved'>, event: JournalEvent): Partial<Incident> {
  const { by, to, reason, occurredAt } = data;
  const { status } = incident;
  const kept = isReopening(status, to)
    ? incident.milestones.map((one) => (undone.has(one.type) ? { ...one, replaced: true } : one))
    : incident.milestones;
  const type = markOf[to];
  const mark: Milestone | null = type === undefined ? null : { type, occurredAt, recordedAt: event.recordedTime, confidence: 'certain', evidence: [], note: reason, by, replaced: false }; // prettier-ignore
  return {
    status: to,
    statusReason: reason,
    statusSince: occurredAt,
    milestones: mark === null ? kept : reached(kept, mark),
  };
}

function reached(milestones: readonly Milestone[], mark: Milestone): Milestone[] {
  return [...milestones.map((one) => (one.type === mark.type ? { ...one, replaced: true } : one)), mark];
}

function said(
  { words, status }: Incident,
  { by, id, word }: IncidentEventData<'incident.said'>,
  { sequence, recordedTime }: JournalEvent,
): Partial<Incident> {
  const before = words.map((one) => (one.id === word.supersedes ? { ...one, supersededBy: id } : one));
  const pinned = words.some((one) => one.id === word.supersedes && one.pinned);
  const addedDuring = isOpen(status) ? ('live' as const) : ('review' as const);
  return {
    words: [...before, { ...word, id, sequence, recordedAt: recordedTime, author: by, pinned, supersededBy: null, addedDuring }], // prettier-ignore
  };
}
