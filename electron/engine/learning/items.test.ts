// Items of a plan as controls: judged on the looks that were recorded, put into copies of plans and announced for files.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import type { Facts, Json } from '#shared/model/facts.ts';
import { createJournal } from '../journal/journal.ts';
import { createPlanLibrary } from '../plans/plan-library.ts';
import { probeKinds } from '../probes/index.ts';
import { createRedactor } from '../redact/redact.ts';
import { indexResults, insertRun, lookTimes, planItemNumber, type StoredResult } from '../store/run-rows.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { draftItem, importWithItem } from './add-item.ts';
import { itemNow, itemOnIncident } from './item-sight.ts';
import { downTrigger } from './learning.fixture.ts';
import { backtestRecord } from './record-backtest.ts';

const minute = 60_000;
const two = Date.UTC(2026, 10, 3, 14);
const span = { fromMs: two, toMs: two + 10 * minute, overAtMs: two + 10 * minute };

const planText = `apiVersion: readyroom/v1
kind: Plan
name: small
title: Small
vars: { api: "http://127.0.0.1:1" }
phases:
  # What is looked at first.
  - id: first
    title: First
    items:
      - { id: health, title: Health, probe: { http: { url: "\${api}/health" } }, expect: ["status == 200"] }
  - { id: empty, title: Empty }
`;

function setup() {
  const store = testStore();
  const now = (): number => two;
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  onTestFinished(writer.close);
  const journal = createJournal({ read: store.read, bootId: 'b', now });
  const library = createPlanLibrary({ read: store.read, writer, journal, kinds: probeKinds, redactor: createRedactor(), now, onUnreadable: () => undefined }); // prettier-ignore
  const plan = async (): Promise<PlanId> => {
    const opened = await library.import('small.yaml', planText);
    if (!opened.ok) throw new Error('the plan is not sound');
    return opened.planId;
  };
  /** One look at an address, with variables of its own run. */
  const looked = async (
    planId: PlanId,
    atMinute: number,
    facts: Facts,
    api = 'http://127.0.0.1:1',
    path = '/health',
    body: string | null = null,
  ) => {
    const { row, plan: loaded } = library.get(planId);
    const runId = `run-${atMinute}` as RunId;
    await writer.write('audit', (db) => {
      insertRun(db, row.no, { key: runId, runId, planId, planHash: loaded.hash, planTitle: 'Small', selection: { phaseIds: [], itemIds: [] }, state: 'finished', verdict: null, counts: {} as never, startedAt: two, finishedAt: two, startedBy: 'cli', vars: { api }, judge: 'j' }); // prettier-ignore
      const data = { phaseId: 'first', itemId: 'other', title: 'Other', kind: 'http', outcome: 'pass', reason: 'as it was judged then', checks: [], facts, params: { url: `${api}${path}` }, attempts: [], startedAt: two + atMinute * minute, durationMs: 1, evidence: body === null ? null : { mediaType: 'text/plain', text: body, sizeBytes: body.length, truncated: false, redactions: 0 }, tick: null, digest: 'x' }; // prettier-ignore
      const event = journal.append(db, { type: 'item.judged', source: 'probe:http', subject: 's', time: two + atMinute * minute, correlationId: runId, data: data as Json }); // prettier-ignore
      indexResults(db, [{ runId, itemNo: planItemNumber(db, row.no, 'first', 'other'), event }]);
    });
  };
  return { ...store, journal, library, kinds: probeKinds, plan, looked };
}

test('an item is judged anew on what was seen of the same address during the incident, whoever looked', async () => {
  const { read, library, kinds, plan, looked } = setup();
  const planId = await plan();
  const { plan: loaded } = library.get(planId);
  const [item] = loaded.phases[0]?.items ?? [];
  if (item === undefined) throw new Error('no item');
  const tried = () => itemOnIncident(read, { planId, item, vars: loaded.vars, span, kinds });
  expect(tried()).toMatchObject({
    state: 'unknown',
    words: 'no look by http at the same thing was recorded during it',
  });
  await looked(planId, 1, { status: 200 }, undefined, '/else');
  expect(tried().words).toBe('no look by http at the same thing was recorded during it; 1 looked at something else');
  await looked(planId, 2, { status: 200 }, 'http://127.0.0.1:2');
  expect(tried()).toMatchObject({ state: 'green', words: 'it passes on all 1 recorded looks' });
  await looked(planId, 3, {});
  expect(tried().state).toBe('red');
  await looked(planId, 4, { status: 503 });
  await looked(planId, 20, { status: 503 });
  expect(tried()).toMatchObject({ state: 'red', words: expect.stringContaining('it fails on 2 of 3 recorded looks, first at 2026-11-03T14:03:00Z'), seen: [{ words: 'status was not seen' }, { words: 'status is 503, expected 200', sequence: expect.any(Number) }] }); // prettier-ignore
});

test('what was not kept of a look, was cut or redacted, makes it neither red nor green', async () => {
  const { read, library, kinds, plan, looked } = setup();
  const planId = await plan();
  const { plan: loaded } = library.get(planId);
  const [known] = loaded.phases[0]?.items ?? [];
  if (known === undefined) throw new Error('no item');
  const tried = (path: (string | number)[], op: '==' | 'contains', literal: string) => {
    const item = { ...known, expectations: [{ path, op, literal, text: `${path.join('.')} ${op} ${literal}` }] } as typeof known; // prettier-ignore
    return itemOnIncident(read, { planId, item, vars: loaded.vars, span, kinds });
  };
  await looked(planId, 1, { status: 200, json: '(not kept: 30000 characters of JSON were seen)', token: '[redacted]' }, undefined, undefined, 'all is well'); // prettier-ignore
  expect(tried(['json', 'state'], '==', 'up')).toMatchObject({ state: 'unknown', words: expect.stringContaining('what “json.state == up” looks at was not kept') }); // prettier-ignore
  expect(tried(['token'], '==', 'x').state).toBe('unknown');
  // A body that is evidence is not kept twice, and was seen all the same.
  expect(tried(['body'], 'contains', 'well').state).toBe('green');
  expect(tried(['body'], 'contains', 'fire').state).toBe('red');
  await looked(planId, 2, { status: 503, body: `${'x'.repeat(2048)}… (cut; 9000 characters were seen)` });
  expect(tried(['body'], 'contains', 'well').state).toBe('unknown');
});

test('looks of which a part was evicted do not tell that it passes', async () => {
  const { read, library, kinds, plan, looked, write, journal } = setup();
  const planId = await plan();
  const { plan: loaded } = library.get(planId);
  const [item] = loaded.phases[0]?.items ?? [];
  if (item === undefined) throw new Error('no item');
  await looked(planId, 8, { status: 200 });
  const tried = () => itemOnIncident(read, { planId, item, vars: loaded.vars, span, kinds });
  expect(tried().state).toBe('green');
  journal.append(write, { type: 'retention.evicted', source: 'engine', data: { count: 1, upTo: two + 5 * minute, bySource: { 'probe:http': 1 } } }); // prettier-ignore
  expect(tried()).toMatchObject({ state: 'unknown', words: 'a part of the looks that were recorded during it was evicted' }); // prettier-ignore
  const trigger = downTrigger('', { forMs: 0, condition: { kind: 'probe', planId, itemId: 'other', outcome: 'failed' } }); // prettier-ignore
  const { alerts: [alert] } = await backtestRecord(read, { triggers: [{ group: '', trigger }], fromMs: two, toMs: two + 10 * minute, intervalMs: minute, signal: new AbortController().signal }); // prettier-ignore
  expect(alert).toMatchObject({ planned: 11, failures: [{ evaluations: 8, reason: 'it had not been looked at by then' }] }); // prettier-ignore
  journal.append(write, { type: 'retention.evicted', source: 'engine', data: { count: 1, upTo: two + 9 * minute, bySource: { 'probe:http': 1 } } }); // prettier-ignore
  const later = await backtestRecord(read, { triggers: [{ group: '', trigger }], fromMs: two, toMs: two + 10 * minute, intervalMs: minute, signal: new AbortController().signal }); // prettier-ignore
  expect(later.alerts[0]?.failures.map(({ evaluations, reason }) => [evaluations, reason])).toEqual([[8, 'it had not been looked at by then'], [3, 'what was recorded of it at that time was evicted']]); // prettier-ignore
});

test('a trigger on an item knows nothing of a time long after its last look, now and on the record', async () => {
  const { read, library, plan, looked } = setup();
  const planId = await plan();
  for (const atMinute of [0, 10, 20]) await looked(planId, atMinute, { status: 200 });
  const { row } = library.get(planId);
  expect(lookTimes(read, { planNo: row.no, phaseId: 'first', itemId: 'other', limit: 2 })).toEqual([two + 10 * minute, two + 20 * minute]); // prettier-ignore
  const trigger = downTrigger('', { forMs: 0, condition: { kind: 'probe', planId, itemId: 'other', outcome: 'failed' } }); // prettier-ignore
  const { alerts: [alert] } = await backtestRecord(read, { triggers: [{ group: '', trigger }], fromMs: two, toMs: two + 60 * minute, intervalMs: 10 * minute, signal: new AbortController().signal }); // prettier-ignore
  expect(alert).toMatchObject({ planned: 7, failures: [{ evaluations: 1, fromMs: two + 60 * minute, reason: 'last looked at 2026-11-03T14:20:00Z, before that about every 10 min: how it is now is not known' }] }); // prettier-ignore
});

test('it is green now by a look at what it is now, made after the incident was over', async () => {
  const { library, plan } = setup();
  const [item] = library.get(await plan()).plan.phases[0]?.items ?? [];
  if (item === undefined) throw new Error('no item');
  const result = (more: Partial<StoredResult>): StoredResult => ({ digest: item.digest, outcome: 'pass', reason: 'r', startedAt: two + 11 * minute, ...more }) as StoredResult; // prettier-ignore
  const state = (more: Partial<StoredResult>, overAtMs: number | null = span.overAtMs) => itemNow(item, result(more), { ...span, overAtMs }).state; // prettier-ignore
  expect(itemNow(item, null, span).words).toBe('it was never looked at');
  expect([state({}), state({ startedAt: two + 10 * minute }), state({}, null), state({ digest: 'x' })]).toEqual(['green', 'unknown', 'unknown', 'unknown']); // prettier-ignore
  expect([state({ outcome: 'fail' }), state({ outcome: 'error' }), state({ outcome: 'inconclusive' })]).toEqual(['red', 'unknown', 'unknown']); // prettier-ignore
});

const yaml = 'id: key\ntitle: The key is valid\nprobe: { http: { url: "${api}/key" } }\nexpect: ["status == 200"]\n';

test('an item goes into a copy of the plan as a new revision, with the comments where they were', async () => {
  const { library, kinds, plan } = setup();
  const planId = await plan();
  for (const phaseId of ['first', 'empty']) {
    const drafted = draftItem({ library, kinds }, { planId, phaseId, yaml });
    expect(drafted).toMatchObject({ problems: [], way: 'copy', item: { id: 'key', phaseId } });
    expect(drafted.text).toContain('# What is looked at first.');
  }
  const added = await importWithItem({ library, kinds }, { planId, phaseId: 'first', yaml });
  expect(added.planId).not.toBe(planId);
  expect(library.get(added.planId as PlanId).plan.phases[0]?.items.map(({ id }) => id)).toEqual(['health', 'key']);
  expect(library.get(planId).plan.phases[0]?.items).toHaveLength(1);
});

test('a file of a person is not written into: the lines to take into it are given', async () => {
  const { library, kinds } = setup();
  const file = join(testFolder(), 'mine.yaml');
  writeFileSync(file, planText);
  const opened = await library.open(file);
  if (!opened.ok) throw new Error('not sound');
  const asked = { planId: opened.planId as string, phaseId: 'first', yaml };
  expect(draftItem({ library, kinds }, asked)).toMatchObject({ way: 'file', snippet: expect.stringMatching(/^- id: key\n/) }); // prettier-ignore
  expect((await importWithItem({ library, kinds }, asked)).planId).toBe(opened.planId);
  expect(library.get(opened.planId).text).toBe(planText);
});

test('what is wrong with an item is said, and nothing is made of it', async () => {
  const { library, kinds, plan } = setup();
  const planId = await plan();
  const problem = (text: string, phaseId = 'first') => draftItem({ library, kinds }, { planId, phaseId, yaml: text }).problems[0]?.message; // prettier-ignore
  expect(problem('id: [')).toMatch(/^not YAML/);
  expect(problem('title: x')).toMatch(/^id: /);
  expect(problem('id: a\ntitle: A\nprobe: { htp: {} }')).toContain('Did you mean http?');
  expect(problem('id: health\ntitle: A\nmanual: { instructions: look }')).toContain('already used');
  expect(() => problem(yaml, 'third')).toThrow('The plan Small has no phase third. It has first, empty.');
  await expect(importWithItem({ library, kinds }, { planId, phaseId: 'first', yaml: 'id: [' })).rejects.toThrow(
    'not YAML',
  );
});
