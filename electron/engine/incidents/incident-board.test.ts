import { expect, test } from 'vitest';
import type { WordDraft } from '#shared/model/incident/incident-word.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { incidentsPast } from '../past/incidents.ts';
import { encodeScrape } from '../scrapes/chunk-codec.ts';
import { insertGroup } from '../store/error-group-rows.ts';
import { insertError, type ErrorRow } from '../store/error-rows.ts';
import { listIncidents } from '../store/incident-rows.ts';
import { framesOfIncident, putLook, putNamedQuery, putSampleSeries } from '../store/sample-rows.ts';
import { errorsIn } from './errors-in.ts';
import { evidenceSpans } from './evidence-spans.ts';
import type { KeptDashboard } from '#shared/model/incident/kept-dashboard.ts';
import type { KeepAsked } from '../dashboards/panel-keeper.ts';
import { freezeSamples } from './freeze-samples.ts';
import { createIncidentBoard } from './incident-board.ts';
import { incidentsAt, rebuildIncidents } from './incidents-at.ts';
import { by, draft, minute, testIncidents, two } from './incidents.fixture.ts';

const word = (text: string, more: Partial<WordDraft> = {}): WordDraft => ({ kind: 'observation', text, occurredAt: two, endedAt: null, precision: 'exact', timeSource: 'clock', epistemic: 'fact', evidence: [], supersedes: null, ...more }); // prettier-ignore
const link = { kind: 'trigger' as const, target: 't1', title: 'AttestorDown' };

test('a proposal is made of what the record shows, names its evidence and declares nothing', async () => {
  const { board, at, saw, trigger, read } = testIncidents();
  await saw(-20, { type: 'docker.changed', subject: 'attestor', data: { id: 'c1', name: 'attestor', action: 'start', image: 'attestor:2.1' } }); // prettier-ignore
  await saw(-12, { type: 'item.judged', subject: 'plan/smoke/health', data: { outcome: 'pass', reason: '' } });
  await saw(-9, { type: 'item.judged', subject: 'plan/smoke/health', data: { outcome: 'fail', reason: 'status 503' } });
  await saw(-8, { type: 'item.judged', subject: 'plan/smoke/health', data: { outcome: 'fail', reason: 'status 503' } });
  const pending = await trigger(-10, 'pending');
  const firing = await trigger(-5, 'firing');
  await saw(-4, { type: 'source.gap', data: { source: 'kubernetes', reason: 'relisted' } });
  await saw(-3, { type: 'source.state', data: { source: 'docker', from: 'live', to: 'stale', reason: 'the socket is gone' } }); // prettier-ignore
  at(0);
  const proposal = await board.propose({ kind: 'trigger', key: 't1', title: 'AttestorDown', atMs: two - 5 * minute }, 60 * minute); // prettier-ignore
  expect(proposal.counts).toEqual({ fired: 1, failed: 1, change: 1, error: 0, gap: 2 });
  expect(proposal.findings.map(({ words }) => words)).toEqual([
    'started from attestor:2.1',
    'passed before, now failed: status 503',
    'fires: up == 0',
    'changes may be missing: relisted',
    'stale: the socket is gone',
  ]);
  expect(proposal.draft).toMatchObject({ title: 'AttestorDown', severity: 'sev2', opsSeverity: 'urgent', detectedBy: 'alert', links: [link] }); // prettier-ignore
  expect(proposal.draft.impactStart).toMatchObject({ atMs: two - 10 * minute, confidence: 'likely', evidence: [{ sequence: pending }, { sequence: firing }] }); // prettier-ignore
  expect(proposal.draft.detected).toMatchObject({ atMs: two - 5 * minute, confidence: 'certain', evidence: [{ sequence: firing }] }); // prettier-ignore
  expect(listIncidents(read)).toEqual([]);
});

test('of a look that failed the incident is proposed by the title of its item, not by its id', async () => {
  const { board, at, saw } = testIncidents();
  await saw(-9, { type: 'item.judged', subject: 'plan/smoke/health', data: { outcome: 'fail', reason: 'status 503', title: 'The attestor answers' } }); // prettier-ignore
  at(0);
  const proposal = await board.propose({ kind: 'palette', key: '', title: '', atMs: null }, 60 * minute);
  expect(proposal.findings).toMatchObject([{ subject: 'The attestor answers', words: 'failed: status 503', ref: 'item/plan/smoke/health' }]); // prettier-ignore
  expect(proposal.draft.title).toBe('The attestor answers: failed');
});

test('where the record shows nothing, nothing is proposed but that somebody noticed', async () => {
  const proposal = await testIncidents().board.propose(
    { kind: 'palette', key: '', title: '', atMs: null },
    60 * minute,
  );
  expect(proposal.draft).toMatchObject({
    severity: 'unknown',
    impactStart: null,
    detectedBy: 'human',
    links: [],
    class: '',
  });
});

test('an incident runs its course, each step recorded with who took it and when it happened', async () => {
  const reasons: string[] = ['no control has its proof'];
  const { board, acts, at, declare, read } = testIncidents({ mayClose: () => reasons });
  at(6);
  const id = await declare({ impactStart: { atMs: two, confidence: 'likely', evidence: [] }, commander: 'Lead' });
  await expect(acts.move({ id, by, to: 'resolved', reason: '', occurredAt: null })).rejects.toThrow('From triage it can become active or cancelled.'); // prettier-ignore
  await acts.move({ id, by, to: 'active', reason: '', occurredAt: null });
  await acts.reach({ id, by, milestone: 'diagnosed', occurredAt: two + 14 * minute - 8 * minute, confidence: 'certain', evidence: [], note: '' }); // prettier-ignore
  await expect(acts.move({ id, by, to: 'mitigated', reason: '', occurredAt: two - 1 })).rejects.toThrow('cannot be before “Impact started”'); // prettier-ignore
  at(20);
  await acts.move({ id, by, to: 'mitigated', reason: 'rolled back', occurredAt: two + 18 * minute });
  await acts.move({ id, by, to: 'resolved', reason: '', occurredAt: null });
  await expect(acts.move({ id, by, to: 'closed', reason: '', occurredAt: null })).rejects.toThrow('It cannot be closed yet: no control has its proof.'); // prettier-ignore
  await acts.move({ id, by, to: 'active', reason: 'it is back', occurredAt: null });
  const open = board.detail(id).incident;
  expect(milestoneOf(open.milestones, 'mitigated')).toBeNull();
  expect(open.milestones.filter(({ type, replaced }) => type === 'resolved' && replaced)).toHaveLength(1);
  at(30);
  await acts.move({ id, by, to: 'resolved', reason: '', occurredAt: null });
  reasons.length = 0;
  await acts.move({ id, by, to: 'closed', reason: '', occurredAt: null });
  const { incident, history, changes } = board.detail(id);
  expect(incident).toMatchObject({ number: 1, status: 'closed', roles: [{ role: 'reporter', person: by }, { role: 'incident_commander', person: 'Lead' }] }); // prettier-ignore
  expect(history.map(({ words }) => words)).toEqual([
    'Declared INC-1 “Attestations fail” as SEV2; the record showed nothing of the time before',
    'From triage to active',
    'Diagnosed',
    'From active to mitigated: rolled back',
    'From mitigated to resolved',
    'From resolved to active: it is back',
    'From active to resolved',
    'From resolved to closed',
  ]);
  expect(changes).toBe(8);
  expect(history[3]).toMatchObject({ by, time: two + 18 * minute, recordedTime: two + 20 * minute });
  expect(board.feed.get(id)).toMatchObject({ status: 'closed', commander: 'Lead' });
  expect(evidenceSpans(read)).toEqual([{ incidentId: id, fromMs: two - 60 * minute, toMs: two + 90 * minute }]);
});

test('a correction leaves what it replaced, secrets are hidden, and what was corrected is not corrected twice', async () => {
  const { board, acts, declare } = testIncidents();
  const id = await declare();
  const said = await acts.say({ id, by, word: word('The token hunter2 was refused', { occurredAt: two - 9 * minute, precision: 'minute', timeSource: 'memory' }) }); // prettier-ignore
  await acts.pin({ id, by, word: said.id, event: null, pinned: true });
  await acts.say({
    id,
    by: 'Lead',
    word: word('The key was refused', { supersedes: said.id, epistemic: 'inference' }),
  });
  await expect(acts.say({ id, by, word: word('No', { supersedes: said.id }) })).rejects.toThrow(
    'correct the newer one',
  );
  await expect(acts.say({ id, by, word: word('No', { occurredAt: two + 2 * minute }) })).rejects.toThrow('still to come'); // prettier-ignore
  const [first, second] = board.detail(id).incident.words;
  expect(first).toMatchObject({ text: 'The token *** was refused', supersededBy: second?.id, occurredAt: two - 9 * minute, recordedAt: two, author: by }); // prettier-ignore
  expect(second).toMatchObject({ supersedes: first?.id, author: 'Lead', pinned: true, addedDuring: 'live' });
  await expect(acts.link({ id, by, link: { kind: 'url', target: 'http://wiki/x', title: '' } })).rejects.toThrow('begin with https://, not http://'); // prettier-ignore
});

test('no secret is kept in a link, in the title of evidence or in what was counted', async () => {
  const { acts, declare, read } = testIncidents();
  const secret = { kind: 'url' as const, target: 'https://wiki/x?token=hunter2', title: 'with hunter2' };
  const evidence = [{ kind: 'event' as const, sequence: 1, title: 'says hunter2' }];
  const moment = { atMs: two, confidence: 'likely' as const, evidence };
  const id = await declare({ links: [{ ...secret, target: 'https://wiki/y?token=hunter2' }], impactStart: moment, detected: moment }); // prettier-ignore
  await acts.link({ id, by, link: secret });
  await acts.say({ id, by, word: word('seen', { evidence }) });
  await acts.reach({ id, by, milestone: 'diagnosed', occurredAt: two, confidence: 'likely', evidence, note: '' });
  await acts.setImpact({ id, by, impact: { impacted: true, scope: '', startMs: null, endMs: null, counts: [{ what: 'of hunter2', count: 1 }] } }); // prettier-ignore
  expect(JSON.stringify(read.prepare('SELECT data FROM journal').pluck().all())).not.toContain('hunter2');
  expect(listIncidents(read)[0]?.links.map(({ target }) => target)).toEqual(['https://wiki/y?token=***', 'https://wiki/x?token=***']); // prettier-ignore
});

test('no state is reached in the time to come', async () => {
  const { acts, declare } = testIncidents();
  const id = await declare();
  const move = acts.move({ id, by, to: 'active', reason: '', occurredAt: two + 60 * minute });
  await expect(move).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('still to come') });
});

test('what is merged shows in the other one, is over itself, and comes out as it went in', async () => {
  const { board, acts, declare } = testIncidents();
  const [one, other] = [await declare(), await declare({ title: 'Queue grows' })];
  await acts.say({ id: other, by, word: word('Queue at 9,000') });
  await acts.move({ id: other, by, to: 'active', reason: '', occurredAt: null });
  await acts.merge({ id: other, by, into: one, reason: '' });
  await expect(acts.move({ id: other, by, to: 'resolved', reason: '', occurredAt: null })).rejects.toThrow('take it apart first'); // prettier-ignore
  const { merged, history } = board.detail(one);
  expect(merged).toMatchObject([{ key: other, status: 'merged', mergedInto: one }]);
  expect(history.filter(({ ofNumber }) => ofNumber === 2).map(({ words }) => words)).toContain('Said, observation, as fact: Queue at 9,000'); // prettier-ignore
  expect(board.detail(other).history.at(-1)?.words).toBe('INC-2 merged into INC-1');
  await acts.unmerge({ id: other, by, reason: 'two causes' });
  expect(board.detail(other).incident).toMatchObject({ status: 'active', mergedInto: null });
  expect(board.detail(one)).toMatchObject({ merged: [] });
  expect(board.detail(one).history.at(-1)?.words).toBe('INC-2 taken out of INC-1: two causes');
});

test('what was merged into one that was merged itself is part of the last one, now and as of a moment', async () => {
  const { board, acts, declare, read, at, clock } = testIncidents();
  const [last, middle, first] = [await declare(), await declare(), await declare()];
  await acts.say({ id: first, by, word: word('The first sign') });
  at(1);
  await acts.merge({ id: first, by, into: middle, reason: '' });
  await acts.merge({ id: middle, by, into: last, reason: '' });
  const { merged, history } = board.detail(last);
  expect(merged.map(({ key }) => key)).toEqual([middle, first]);
  expect(history.map(({ words }) => words)).toContain('Said, observation, as fact: The first sign');
  const past = incidentsPast(read).get({ id: last }, { at: clock.now, known: 'then' });
  expect(past.merged.map(({ key }) => key)).toEqual([middle, first]);
  await acts.unmerge({ id: middle, by, reason: 'two causes' });
  expect(board.detail(last).merged).toEqual([]);
  expect(board.detail(middle).merged.map(({ key }) => key)).toEqual([first]);
});

test('a trigger that fires after the incident was resolved is shown beside it, and not taken into it', async () => {
  const { board, acts, at, declare, trigger } = testIncidents();
  await trigger(-1, 'firing');
  const id = await declare({ links: [link] });
  for (const to of ['active', 'resolved'] as const) await acts.move({ id, by, to, reason: '', occurredAt: null });
  const before = board.detail(id).incident;
  const again = await trigger(5, 'firing');
  await trigger(5, 'firing', 't2');
  at(6);
  board.triggersFired(new Set(['t1', 't2']));
  const fired = [{ trigger: 't1', name: 'AttestorDown', atMs: two + 5 * minute, sequence: again }];
  expect(board.feed.get(id)?.firedAgain).toEqual(fired);
  expect(board.detail(id)).toMatchObject({ firedAgain: fired, incident: before });
  await acts.move({ id, by, to: 'active', reason: 'it is the same', occurredAt: null });
  expect(board.feed.get(id)?.firedAgain).toEqual([]);
});

test('the incidents made anew of the journal are the same, as are those of a new start', async () => {
  const { board, acts, declare, writer, read, options } = testIncidents();
  const [id, other] = [await declare({ links: [link] }), await declare()];
  await acts.say({ id, by, word: word('One') });
  await acts.grade({ id, by, severity: 'sev1', opsSeverity: 'urgent', reason: 'all customers' });
  await acts.assign({ id, by, role: 'scribe', person: 'Scribe', held: true });
  await acts.setImpact({ id, by, impact: { impacted: true, scope: 'all', startMs: two, endMs: null, counts: [] } });
  await acts.unlink({ id, by, link });
  await acts.merge({ id: other, by, into: id, reason: '' });
  const before = { all: listIncidents(read), detail: board.detail(id) };
  await writer.write('audit', rebuildIncidents);
  expect({ all: listIncidents(read), detail: board.detail(id) }).toEqual(before);
  const { feed } = createIncidentBoard(options);
  expect(feed.get(id)).toEqual(board.feed.get(id));
});

test('the past has incidents as they were known then, or as they are known today', async () => {
  const { acts, at, declare, read } = testIncidents();
  at(10);
  const id = await declare({ impactStart: { atMs: two, confidence: 'likely', evidence: [] } });
  at(20);
  await acts.say({ id, by, word: word('It began with the deploy', { occurredAt: two + 1 * minute }) });
  const as = (minutes: number, known: 'then' | 'now') => {
    const [one] = incidentsAt(read, { at: two + minutes * minute, known });
    return one === undefined ? null : one.words.length;
  };
  expect([as(5, 'then'), as(15, 'then'), as(25, 'then')]).toEqual([null, 0, 1]);
  expect([as(-1, 'now'), as(0, 'now'), as(5, 'now')]).toEqual([null, 0, 1]);
  const past = incidentsPast(read);
  const then = { at: two + 15 * minute, known: 'then' as const };
  expect(past.get({ id }, then)).toMatchObject({ incident: { words: [] }, changes: 1 });
  expect(() => past.get({ id }, { ...then, at: two })).toThrow('There was no such incident');
});

test('the samples of named queries are kept when it is declared and when it is resolved; what could not be is named', async () => {
  const store = testIncidents();
  const { read, writer, clock, at } = store;
  const freezing = freezeSamples({ read, writer, now: () => clock.now });
  const board = createIncidentBoard({ ...store.options, freezing });
  const fields = JSON.stringify({ name: 'Up', unit: '', intervalMs: 15_000, origins: [] });
  await writer.write('audit', (db) => {
    const no = putNamedQuery(db, { key: 'up', expr: 'up', fields, savedAt: 0, endedAt: null });
    putNamedQuery(db, { key: 'none', expr: 'none', fields, savedAt: 0, endedAt: null });
    const series = putSampleSeries(db, no, '{"job":"attestor"}');
    putLook(db, no, { at: two - minute, samples: encodeScrape([series], Float64Array.from([1])) });
  });
  const from = { kind: 'palette' as const, key: '', title: '', atMs: null };
  const { id } = await board.declare({ from, lookBackMs: 60 * minute, draft: draft(), by });
  expect(board.detail(id).incident.frozen).toEqual([{ expr: 'up', fromMs: two - 60 * minute, toMs: two }]);
  expect(board.detail(id).history.at(-1)?.words).toBe('Kept the samples of 1 query; not of none (nothing was recorded of it)'); // prettier-ignore
  at(10);
  for (const to of ['active', 'resolved'] as const) await board.acts.move({ id, by, to, reason: '', occurredAt: null });
  expect(board.detail(id).incident.frozen.at(-1)).toEqual({ expr: 'up', fromMs: two - 60 * minute, toMs: two + 10 * minute }); // prettier-ignore
  expect(framesOfIncident(read, id)).toHaveLength(2);
});

test('it stands declared before any dashboard is asked for; what was kept and what was not is told afterwards', async () => {
  const asked: KeepAsked[] = [];
  const answer = Promise.withResolvers<KeptDashboard[]>();
  const panels = { keep: async (one: KeepAsked) => (asked.push(one), await answer.promise) };
  const { board, declare, at, clock } = testIncidents({ panels });
  const id = await declare();
  const frozen = () => board.detail(id).history.filter(({ type }) => type === 'incident.frozen').map(({ words }) => words); // prettier-ignore
  expect(asked).toMatchObject([{ incidentId: id, fromMs: two - 60 * minute, toMs: two }]);
  expect(frozen()).toEqual([]);
  answer.resolve([{ key: 'd1', title: 'Checkout', fromMs: two - 60 * minute, toMs: two, queries: 3, kept: 2, refused: [{ panels: ['Latency'], reason: 'waited 10 s' }] }]); // prettier-ignore
  await board.settled();
  expect(frozen()).toEqual(['Kept 2 of 3 answers for the dashboard “Checkout”; not of Latency: waited 10 s']);
  at(10);
  for (const to of ['active', 'resolved'] as const) await board.acts.move({ id, by, to, reason: '', occurredAt: null });
  await board.keepForExport({ incidentId: id, fromMs: two - 120 * minute, toMs: two + 500 * minute }, new AbortController().signal); // prettier-ignore
  board.keepDashboards({ id, keys: ['d2'], by });
  await board.settled();
  expect(asked.slice(1)).toMatchObject([
    { fromMs: two - 60 * minute, toMs: two + 10 * minute },
    // What is still to come cannot be asked for.
    { fromMs: two - 120 * minute, toMs: clock.now, withinMs: 30_000 },
    { keys: ['d2'], fromMs: two - 60 * minute, toMs: two + 10 * minute },
  ]);
  expect(
    board
      .detail(id)
      .history.filter(({ type }) => type === 'incident.frozen')
      .at(-1),
  ).toMatchObject({ by });
  expect(() => board.keepDashboards({ id: 'nobody', keys: ['d2'], by })).toThrow('There is no incident');
});

test('the aids name what changed before, what turned, and past incidents with what they have in common', async () => {
  const { board, at, declare, saw, trigger } = testIncidents({ learnt: { controlsOf: () => ['trigger AttestorDown'], playbookOf: (named) => ({ checkFirst: [`the health of ${named}`], neverAgain: [] }) } }); // prettier-ignore
  await declare({ links: [link] });
  await saw(-3, {
    type: 'docker.changed',
    subject: 'attestor',
    data: { name: 'attestor', action: 'die', exitCode: 1 },
  });
  await trigger(-1, 'firing');
  await saw(4, {
    type: 'docker.changed',
    subject: 'attestor',
    data: { name: 'attestor', action: 'start', image: 'x' },
  });
  at(5);
  const id = await declare({ links: [link], impactStart: { atMs: two, confidence: 'likely', evidence: [] } });
  const aids = await board.aids(id);
  expect(aids.changed).toMatchObject([{ subject: 'attestor', words: 'ended with exit code 1', bad: true }]);
  expect(aids.turned).toMatchObject([{ subject: 'AttestorDown' }]);
  expect(aids.similar).toMatchObject([
    { number: 1, reasons: ['the same class, attestor.health', 'the same trigger, AttestorDown'], controls: ['trigger AttestorDown'] }, // prettier-ignore
  ]);
  expect(aids.playbook?.checkFirst).toEqual(['the health of attestor.health']);
});

test('errors of the time before are found by group, and only what had been recorded by a moment is', async () => {
  const { read, writer } = testIncidents();
  await writer.write('audit', (db) => {
    const group = insertGroup(db, { key: 'g1', error_class: 'infra.network', component: 'gateway', layer: 'infra', title: 'Refused', exception_type: null, frame: null, rule: 'r', severity_number: 17, first_seen: two - 5 * minute }); // prettier-ignore
    for (const at of [5, 4]) insertError(db, errorRow(`e${at}`, group, two - at * minute, two - at * minute + 10));
  });
  const span = { fromMs: two - 60 * minute, toMs: two };
  expect(errorsIn(read, span)).toMatchObject([{ kind: 'error', subject: 'Refused', words: 'seen for the first time, 2 times in gateway', ref: 'g1', atMs: two - 5 * minute }]); // prettier-ignore
  expect(errorsIn(read, { ...span, recordedBy: two - 5 * minute + 20 })).toMatchObject([{ words: 'seen for the first time, once in gateway' }]); // prettier-ignore
  expect(errorsIn(read, { ...span, toMs: two - 6 * minute })).toEqual([]);
});

function errorRow(id: string, group: number, timestamp: number, created: number): Omit<ErrorRow, 'no'> {
  return { error_id: id, timestamp, layer: 'infra', component: 'gateway', error_class: 'infra.network', severity: 'ERROR', message: 'refused', correlation_id: null, decision_id: null, run_id: null, input_hash: null, exception_type: null, exception_chain: null, context: null, envelope_version: '1', created_at: created, observed_at: created, severity_number: 17, params: null, span_id: null, parent_span_id: null, causation_id: null, agent_id: null, tenant_id: null, hash_alg: null, hash_key_id: null, frame: null, fingerprint: null, grouping_version: 1, group_hashes: '[]', group_no: group, release: null, environment: null, engine_version: null, data_classification: 'internal', policy_violation: null, ingest: 'http', content_hash: 'h' }; // prettier-ignore
}
