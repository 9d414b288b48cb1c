// Suspects over a real journal: the change of the thing itself comes first, people's words are kept and outrank the order.
import { expect, test } from 'vitest';
import { plainDraft, toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { testStore } from '../store/store.fixture.ts';
import { createJudgeSuspect } from './judge-suspect.ts';
import { createSuspects } from './suspects.ts';
import { createTimeline } from './timeline.ts';

const minute = 60_000;
const hour = 60 * minute;

async function setup() {
  const { read, write } = testStore();
  const clock = { now: 0 };
  const journal = createJournal({ read, bootId: 'b', now: () => clock.now });
  const add = (type: string, time: number, subject: string, data: object): number => {
    clock.now = time;
    return journal.append(write, { type: type as NewEvent['type'], source: 'engine', subject, time, data: data as NewEvent['data'] }); // prettier-ignore
  };
  const look = (time: number, outcome: string): number => add('item.judged', time, 'phase/attestor', { outcome, title: 'attestor answers' }); // prettier-ignore
  for (let at = 0; at < 10; at++) look(at * minute, 'pass');
  for (let at = 1; at < 60; at++) add('docker.changed', at * minute, 'mailer', { id: 'm', name: 'mailer', action: 'start' }); // prettier-ignore
  add('trigger.pending', hour, 'Mailer is slow', { key: 'other', labels: { job: 'mailer' } });
  const deploy = add('docker.changed', 5 * hour, 'attestor', { id: 'a', name: 'attestor', action: 'create', image: 'shop/attestor:2' }); // prettier-ignore
  add('docker.changed', 5 * hour + 1, 'attestor', { id: 'a', name: 'attestor', action: 'start', image: 'shop/attestor:2' }); // prettier-ignore
  const close = add('docker.changed', 5 * hour + minute, 'mailer', { id: 'm', name: 'mailer', action: 'start' });
  look(5 * hour + minute, 'pass');
  for (let at = 2; at < 6; at++) look(5 * hour + at * minute, 'fail');
  add('error.first_seen', 5 * hour + 2 * minute, 'attestor', { component: 'attestor', release: '2', title: 'no key' });
  add('trigger.firing', 5 * hour + 4 * minute, 'Attestor fails', { key: 't', labels: { job: 'attestor' } });
  const late = add('docker.changed', 5 * hour + 9 * minute, 'attestor', { id: 'a', name: 'attestor', action: 'create', image: 'shop/attestor:1' }); // prettier-ignore
  const draft = { ...plainDraft, impactStart: null, detected: { atMs: 5 * hour + 4 * minute, confidence: 'certain' as const, evidence: [] }, links: [{ kind: 'trigger' as const, target: 't', title: 'Attestor fails' }] }; // prettier-ignore
  const incident = toldIncident(1, 5 * hour + 5 * minute, draft, 'On-call').incident();
  const timeline = createTimeline({ read });
  const suspects = createSuspects({ read, timeline, incidentOf: (id) => (id === incident.id ? incident : null), coverage: () => [] }); // prettier-ignore
  const judge = createJudgeSuspect({ read, journal, writer: { write: async (_durability, task) => task(write) }, isIncident: (id) => id === incident.id, safeText: (text) => text.replace('hunter2', '[secret]') }); // prettier-ignore
  return { suspects, judge, id: incident.id, deploy, close, late, clock };
}

test('the rare change of the thing itself comes before a closer one of another; what came after is left out', async () => {
  const { suspects, id, deploy, close, late } = await setup();
  const report = await suspects(id);
  expect(report.onset).toMatchObject({ fromMs: 5 * hour + minute, toMs: 5 * hour + 2 * minute });
  expect(report.suspects.map(({ change }) => change).slice(0, 2)).toEqual([deploy, close]);
  const first = report.suspects[0];
  expect(first?.factors.map(({ name }) => name)).toEqual(['surprise', 'scope', 'mechanism', 'evidence', 'evidence']);
  expect(first?.check).toMatchObject({ at: 'container_log', key: 'a' });
  expect(report.suspects.every(({ status }) => status !== 'match')).toBe(true);
  const reasons = new Map(report.dropped.map(({ change, reason }) => [change, reason]));
  expect(reasons.get(late)).toContain('after it had begun');
  expect(reasons.get(deploy + 1)).toContain('the same as');
  expect(report.blindSpots[0]).toContain('never watched');
});

test('a word is recorded with its author and reason, the last one counts, and only of a change and an incident that exist', async () => {
  const { suspects, judge, id, deploy, clock } = await setup();
  clock.now = 6 * hour;
  await judge({ incidentId: id, change: deploy, status: 'none', reason: 'the log was clean', by: 'On-call' });
  clock.now = 7 * hour;
  await judge({ incidentId: id, change: deploy, status: 'match', reason: 'undone with hunter2, and it was well', by: 'Reviewer' }); // prettier-ignore
  const said = (await suspects(id)).suspects.find(({ change }) => change === deploy);
  expect([said?.status, said?.said]).toEqual(['match', { by: 'Reviewer', at: 7 * hour, reason: 'undone with [secret], and it was well' }]); // prettier-ignore
  const then = await suspects(id, { until: 6.5 * hour, recordedBy: 6.5 * hour });
  expect(then.suspects.find(({ change }) => change === deploy)?.status).toBe('none');
  const word = { incidentId: id, status: 'match' as const, reason: 'x', by: 'On-call' };
  await expect(judge({ ...word, change: 1 })).rejects.toThrow('tells of no change');
  await expect(judge({ ...word, change: 99_999 })).rejects.toThrow('no event 99999');
  await expect(judge({ ...word, change: deploy, incidentId: 'other' })).rejects.toThrow('no such incident');
});
