import { expect, test } from 'vitest';
import type { JournalEvent } from '../system.ts';
import { toldIncident } from './incident.fixture.ts';
import { stepIncident } from './step-incident.ts';

const by = 'On-call';
const event = (type: string, data: JournalEvent['data'], subject = 'incident-1'): JournalEvent => ({ sequence: 99, id: 'e', type, source: 'x', subject, time: 1, recordedTime: 1, data }); // prettier-ignore

test('an event that is none of an incident, or of another form, or about another incident, changes nothing', () => {
  const incident = toldIncident(1, 1000).incident();
  const nothings = [
    event('item.judged', {}),
    event('incident.moved', { by, from: 'triage', to: 'nowhere', reason: '', occurredAt: 1 }),
    event('incident.moved', null),
    event('incident.graded', { by, severity: 'sev1', opsSeverity: 'urgent', reason: '' }, 'incident-2'),
  ];
  for (const nothing of nothings) expect(stepIncident(incident, nothing)).toBe(incident);
  expect(stepIncident(null, event('incident.graded', { by, severity: 'sev1', opsSeverity: 'urgent', reason: '' }))).toBeNull(); // prettier-ignore
  const again = toldIncident(1, 5000, { title: 'Another' }).events[0];
  expect(again && stepIncident(incident, again)).toBe(incident);
});

test('an address that could not have been linked here does not come in by a record from elsewhere', () => {
  const links = [{ kind: 'url' as const, target: 'javascript:alert(1)', title: 'x' }];
  const told = toldIncident(1, 1000, { links }).tell('incident.linked', 2000, { by, link: links[0] ?? { kind: 'url', target: '', title: '' } }); // prettier-ignore
  expect(told.incident().links).toEqual([]);
});

test('roles are of one person but experts, severity keeps its history, and a moment said anew replaces the one before', () => {
  const told = toldIncident(1, 1000, { commander: 'Lead' }, by)
    .tell('incident.assigned', 2000, { by, role: 'incident_commander', person: 'Scribe', held: true })
    .tell('incident.assigned', 2000, { by, role: 'sme', person: 'Expert', held: true })
    .tell('incident.assigned', 2000, { by, role: 'sme', person: 'Visitor', held: true })
    .tell('incident.assigned', 2000, { by, role: 'sme', person: 'Expert', held: false })
    .tell('incident.graded', 3000, { by, severity: 'sev1', opsSeverity: 'urgent', reason: 'all of them' })
    .tell('incident.reached', 3000, { by, milestone: 'diagnosed', occurredAt: 2500, confidence: 'certain', evidence: [], note: '' }) // prettier-ignore
    .tell('incident.reached', 4000, { by, milestone: 'diagnosed', occurredAt: 2200, confidence: 'guess', evidence: [], note: '' }); // prettier-ignore
  const { roles, grades, milestones } = told.incident();
  expect(roles.map(({ role, person }) => `${role} ${person}`)).toEqual(['reporter On-call', 'incident_commander Scribe', 'sme Visitor']); // prettier-ignore
  expect(grades.map(({ severity, reason }) => `${severity} ${reason}`)).toEqual(['sev2 as declared', 'sev1 all of them']); // prettier-ignore
  const diagnosed = milestones.filter(({ type }) => type === 'diagnosed');
  expect(diagnosed.map(({ occurredAt, replaced }) => [occurredAt, replaced])).toEqual([[2500, true], [2200, false]]); // prettier-ignore
});
