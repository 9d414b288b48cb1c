import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { pack } from '#shared/model/pack.ts';
import type { PlanHash, RunId } from '#shared/model/ids.ts';
import { frameSchema } from '#shared/model/series.ts';
import { unpack } from '#shared/model/pack.ts';
import { packSeries, unpackSeries } from '../dashboards/kept-series.ts';
import { frameOf } from '../metrics/frame-of.ts';
import { keepFrame } from '../recorder/recorded-frame.ts';
import { redacted } from '../redact/redact.ts';
import { panelFrameBody, panelFrameHeads, putKeptDashboard, putPanelFrame } from '../store/kept-panel-rows.ts';
import { keptFrames } from '../store/sample-rows.ts';
import { objectsAt, writeDiff } from '../recorder/objects-at.ts';
import { bundleParts, leftBehind } from '../store/bundle-parts.ts';
import { proveBundle, proveEvents } from '../store/bundle-proof.ts';
import type { Proof } from '#shared/model/bundle/manifest.ts';
import type { NewEvent } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { countInHour, insertGroup } from '../store/error-group-rows.ts';
import { addTally } from '../store/error-ingest-rows.ts';
import { indexCriterionEvents } from '../store/criteria-rows.ts';
import { incidentEvents, indexIncidentEvent, putIncident } from '../store/incident-rows.ts';
import { indexTriggerEvents } from '../store/trigger-rows.ts';
import { indexResults, insertRun } from '../store/run-rows.ts';
import { notGone, putFrame, putObject, putScope, putTurn, putVersion } from '../store/object-rows.ts';
import { framesOfIncident, putKeptFrame } from '../store/sample-rows.ts';
import { makeBundleTables, tablesOf } from '../store/bundle-tables.ts';
import { journalPage } from '../store/journal-rows.ts';
import { hashBundle } from '../review/hash-bundle.ts';
import { inspectBundle } from '../review/inspect-bundle.ts';
import { began, makeBundle, minute } from './bundle.fixture.ts';
import { newPrivateKey, publicKeyOf } from './signing.ts';
import { signBundle } from './write-bundle.ts';

const hourMs = 60 * minute;

async function inspect(file: string) {
  const inspected = await inspectBundle(file, Promise.resolve(hashBundle(file)));
  onTestFinished(() => void inspected.read.close());
  return inspected;
}

const proofOf = ({ read, manifest }: Awaited<ReturnType<typeof inspect>>): Proof =>
  ended(proveEvents(read, manifest.chain));

function ended(proving: Generator<Proof, Proof>): Proof {
  for (;;) {
    const { done, value } = proving.next();
    if (done === true) return value;
  }
}

test('a bundle holds the events around the incident, what stood before it, and what was said of it later; the rest is hashed over', async () => {
  const { file, manifest } = makeBundle({
    more: [{ type: 'incident.said', source: 'person:On-call', subject: 'inc-1', data: { text: 'found it' } }],
  });
  const inspected = await inspect(file);
  const events = journalPage(inspected.read, { before: null, limit: 1000 });
  const around = events.filter(({ type }) => type === 'docker.changed');
  expect(around).toHaveLength(111);
  expect(around.every(({ time }) => time >= began - 60 * minute && time <= began + 50 * minute)).toBe(true);
  // Before the span: how the source stood when it began. Long after: what was said of the incident.
  expect(events.filter(({ type }) => type === 'source.state').map(({ time }) => (time - began) / minute)).toEqual([30, 0, -30, -60, -90]); // prettier-ignore
  expect(events[0]).toMatchObject({ type: 'incident.said', subject: 'inc-1', data: { text: 'found it' } });
  expect(manifest.chain).toMatchObject({ events: 117, redacted: 0 });
  expect(proofOf(inspected)).toEqual({ state: 'whole', checked: 117, redacted: 0, altered: 0, words: 'All 117 events fit the chain of hashes in which they were recorded' }); // prettier-ignore
});

test('what was said by turns of several triggers, criteria and incidents is found as it was written', async () => {
  const { file, manifest } = makeBundle({
    fill: (db) => {
      ['b', 'a', 'b', 'a'].forEach((key, at) => {
        indexTriggerEvents(db, [key], 130 + at);
        indexCriterionEvents(db, key, ['y', 'x'], 130 + at);
      });
      putIncident(db, { id: 'inc-1', number: 1, mergedInto: null } as never);
      putIncident(db, { id: 'a-merged', number: 2, mergedInto: 'inc-1' } as never);
      indexIncidentEvent(db, ['inc-1'], 140);
      indexIncidentEvent(db, ['a-merged'], 141);
    },
  });
  const rows = (table: string) => manifest.tables.find(({ name }) => name === table)?.rows;
  expect([rows('trigger_event'), rows('criterion_event'), rows('incident_event')]).toEqual([4, 8, 2]);
  const { read } = await inspect(file);
  expect(ended(proveBundle(read, manifest))).toMatchObject({ state: 'whole', altered: 0 });
});

test('an incident that was declared meanwhile has its history in the bundle too, as far as it goes along', async () => {
  const { file } = makeBundle({
    fill: (db) => {
      // The first is of the time around, the other of long after.
      indexIncidentEvent(db, ['inc-2'], 140);
      indexIncidentEvent(db, ['inc-2'], 240);
    },
  });
  const { read } = await inspect(file);
  expect(incidentEvents(read, ['inc-2'], 10).map(({ sequence }) => sequence)).toEqual([140]);
});

test('what leaves is redacted once more, is counted by place and kind, and never says that it is as recorded', async () => {
  const known = 'correct-horse-battery';
  const random = 'kT9wQz3LmX7vB2nR8sYd4FhJ6cGpA1eU';
  const { file, manifest } = makeBundle({
    more: [
      {
        type: 'incident.said',
        source: 'person:On-call',
        subject: 'inc-1',
        data: { text: `use ${known} and ${random}` },
      },
      {
        type: 'incident.said',
        source: 'person:On-call',
        subject: 'inc-1',
        data: { password: 'hunter2hunter2', count: 1 },
      },
    ],
    request: { secrets: [known] },
  });
  const bytes = readFileSync(file, 'latin1');
  for (const secret of [known, random, 'hunter2hunter2']) expect(bytes.includes(secret)).toBe(false);
  expect(manifest.redactions).toEqual([
    { place: 'journal.data', kind: 'known', count: 1 },
    { place: 'journal.data', kind: 'random', count: 1 },
    { place: 'journal.data', kind: 'secret', count: 1 },
  ]);
  const proof = proofOf(await inspect(file));
  expect(proof).toMatchObject({ state: 'redacted', redacted: 2, altered: 0 });
  expect(proof.words).toContain('2 were redacted on export');
});

test('samples that were kept stay what they are, and a secret in their labels, queries and variables does not leave', async () => {
  const canary = 'canary-in-a-label';
  const values = Float64Array.from({ length: 8 }, (_, at) => Math.sin(at + 1) * 1000);
  const times = values.map((_, at) => began + at * minute);
  const steps = { fromMs: began, toMs: began + 7 * minute, stepMs: minute };
  const expr = `up{token="${canary}"}`;
  const series = [{ labels: { job: 'api', token: canary, owner: canary }, times, values }];
  const frame = frameOf({ stepMs: minute, series, warnings: [], infos: [] }, { fromMs: steps.fromMs, toMs: steps.toMs, widthPx: 100, seriesLimit: 10, pointLimit: 1000 }); // prettier-ignore
  const summary = { key: 'd1', title: 'Checkout', description: '', tags: [], origin: 'import' as const, fileName: 'd.json', hash: 'a'.repeat(64), counts: { panels: 1, whole: 1, noted: 0, placeholders: 0 }, importedAt: 1 }; // prettier-ignore
  const state = { name: 'owner', value: { name: 'owner', values: [canary], texts: [canary], all: false, allAs: null, multi: false }, options: [], totalOptions: 0, problem: null }; // prettier-ignore
  const packed = await packSeries(series, steps);
  const fill = (db: WriteDb): void => {
    db.prepare("INSERT INTO incident (id, number, state) VALUES ('inc-1', 1, '{}')").run();
    keepFrame(db, { expr, frame, recordedAt: began, incidentId: 'inc-1' });
    const row = { incident: 'inc-1', fromMs: steps.fromMs, toMs: steps.toMs, recordedTime: began };
    putKeptDashboard(db, { ...row, key: 'd1', place: 'http://p:9090', summary, variables: [state] }, `{"title":"${canary}"}`); // prettier-ignore
    putPanelFrame(db, { ...row, ...packed, asked: expr, stepMs: minute, series: 1, how: JSON.stringify({ query: expr }), refused: null }); // prettier-ignore
  };
  const { file, manifest } = makeBundle({ fill, request: { secrets: [canary] } });
  expect(readFileSync(file, 'latin1').includes(canary)).toBe(false);
  expect([...new Set(manifest.redactions.map(({ place }) => place))]).toEqual(expect.arrayContaining(['kept_frame.expr', 'kept_frame.frame', 'panel_frame.asked', 'panel_frame.how', 'panel_frame.labels', 'kept_dashboard.variables', 'kept_dashboard_text.text'])); // prettier-ignore
  const { read } = await inspect(file);
  const hidden = expr.replace(canary, redacted);
  const kept = frameSchema.parse(JSON.parse(keptFrames(read, { expr: hidden, ...steps, recordedBy: began })[0]?.frame ?? '')); // prettier-ignore
  expect(kept.series.map((one) => [unpack(one.times), unpack(one.values)])).toEqual([[times, values]]);
  const [head] = panelFrameHeads(read, hidden);
  const panels = head === undefined ? [] : unpackSeries(panelFrameBody(read, head.no), head);
  expect(panels).toEqual([{ labels: { job: 'api', token: redacted, owner: redacted }, times, values }]);
});

test('objects are at every moment of the bundle what they are in its record, as known then and now; those long gone stay behind', async () => {
  const fill = (db: WriteDb): void => {
    const scope = putScope(db, 'docker', 'here');
    putTurn(db, 'docker', scope, began - 200 * minute);
    const put = (no: number, key: string, first: number, gone: number): void => putObject(db, { no, scope, kind: 'container', key, namespace: null, name: key, first, gone }); // prettier-ignore
    put(1, 'api', began - 200 * minute, notGone);
    put(2, 'old', began - 200 * minute, began - 100 * minute);
    for (const object of [1, 2]) putFrame(db, object, object, JSON.stringify({ key: object === 1 ? 'api' : 'old', state: 'running', restarts: 0 })); // prettier-ignore
    const times = [-200, -90, -30, 5, 40, 120];
    for (const [at, minutes] of times.entries()) {
      const recordedTime = began + minutes * minute;
      // The last was told long after the bundle's time, of a moment within it.
      const time = minutes === 120 ? began + 10 * minute : recordedTime;
      putVersion(db, { object: 1, recordedTime, no: at + 1, time, since: null, frame: 1, diff: at === 0 ? null : writeDiff([{ path: 'restarts', to: at }]) }); // prettier-ignore
    }
    putVersion(db, { object: 2, recordedTime: began - 200 * minute, no: 9, time: began - 200 * minute, since: null, frame: 2, diff: null }); // prettier-ignore
  };
  const { file, recordFile } = makeBundle({ fill });
  const { read } = await inspect(file);
  const record = new Database(recordFile, { readonly: true }) as ReadDb;
  onTestFinished(() => void record.close());
  for (const known of ['then', 'now'] as const)
    for (const minutes of [-60, -45, -30, 0, 5, 10, 12, 45, 50]) {
      const asked = { source: 'docker', kind: 'container', at: began + minutes * minute, known } as const;
      const found = objectsAt(read, asked);
      expect(found, `${known} ${minutes}`).toEqual(objectsAt(record, asked));
      expect(found.map(({ key }) => key)).toEqual(['api']);
    }
  expect(read.prepare('SELECT count(*) FROM object').pluck().get()).toBe(1);
});

test('a signature is of this manifest by that key, and a bundle without one says so', async () => {
  const { file, manifest } = makeBundle();
  expect((await inspect(file)).signed).toEqual({ state: 'unsigned' });
  const key = newPrivateKey();
  signBundle(file, manifest, key);
  const { signed } = await inspect(file);
  expect(signed).toMatchObject({ state: 'verified', known: false, fingerprint: expect.stringMatching(/^([0-9a-f]{4} ?){4}$/) as string }); // prettier-ignore
  expect(signed).toMatchObject({ publicKey: publicKeyOf(key) });
});

test('every table of the record goes into a bundle or stays behind for a reason that is said', () => {
  const db = new Database(':memory:');
  makeBundleTables(db);
  const withEvents = ['term', 'journal', 'journal_evicted', 'bundle_redacted'];
  const named = [...withEvents, ...bundleParts.map(({ table }) => table), ...Object.keys(leftBehind)];
  expect(named.toSorted()).toEqual(tablesOf(db).toSorted());
  db.close();
});

test('how each source, label set, plan and word stood before the span goes along, not only the last of a kind', async () => {
  const early = began - 100 * minute;
  const state = (source: string): NewEvent => ({ type: 'source.state', source, time: early, data: { source, from: 'off', to: 'live', reason: '' } }); // prettier-ignore
  const fires = (pod: string): NewEvent => ({ type: 'trigger.firing', source: 'engine', subject: 'Down', time: early, data: { key: 't', labels: { pod } } }); // prettier-ignore
  const ticked = (planId: string): NewEvent => ({ type: 'item.ticked', source: 'person:On-call', subject: 'go-live/gate/item', time: early, data: { planId } }); // prettier-ignore
  const before: NewEvent[] = [
    ...['docker', 'kubernetes', 'prometheus'].map(state),
    ...['a', 'b'].map(fires),
    ...['p1', 'p2'].map(ticked),
    { type: 'criterion.ticked', source: 'person:On-call', subject: 'set/one', time: early, data: { key: 'set', criterion: 'one' } }, // prettier-ignore
    {
      type: 'trigger.unsnoozed',
      source: 'person:On-call',
      subject: 'Down',
      time: early,
      data: { key: 't', by: 'On-call' },
    },
    { type: 'error.resolved', source: 'person:On-call', subject: 'shop', time: early, data: { group: 'g1' } },
    { type: 'error.resolved', source: 'person:On-call', subject: 'shop', time: early, data: { group: 'g2' } },
    { type: 'engine.stopped', source: 'engine', time: early, data: {} },
  ];
  const after = ['docker', 'kubernetes'].map((source): NewEvent => ({ type: 'source.covered', source, data: { source, from: began, to: began + 200 * minute, reason: '' } })); // prettier-ignore
  const { file } = makeBundle({ before, more: after });
  const { read } = await inspect(file);
  const kept = journalPage(read, { before: null, limit: 1000 }).map(({ type, source, data }) => JSON.stringify([type, source, data])); // prettier-ignore
  for (const { type, source, data } of [...before, ...after]) expect(kept).toContain(JSON.stringify([type, source, data])); // prettier-ignore
});

test('counts of errors by hour, and what became of all that was sent, go along for the time around the incident', async () => {
  const hour = Math.floor(began / hourMs);
  const fill = (db: WriteDb): void => {
    const no = insertGroup(db, { key: 'g', error_class: 'c', component: 'shop', layer: 'L5', title: 't', exception_type: null, frame: null, rule: 'r', severity_number: 17, first_seen: began - 48 * hourMs }); // prettier-ignore
    for (const at of [hour - 40, hour - 20, hour, hour + 5]) {
      countInHour(db, no, at, 3);
      addTally(db, at, { ingest: 'http', outcome: 'accepted', category: 'error', quantity: 3 });
    }
  };
  const { read } = await inspect(makeBundle({ fill }).file);
  const hours = (table: string): unknown => read.prepare(`SELECT hour - ${hour} FROM ${table} ORDER BY hour`).pluck().all(); // prettier-ignore
  expect(hours('error_hour')).toEqual([-20, 0]);
  expect(hours('error_ingest')).toEqual([-20, 0]);
});

test('what people pinned, linked or named as evidence goes along from wherever it is, also of what was merged into it', async () => {
  const [by, at] = ['On-call', began - 110 * minute];
  const seen = (n: number): NewEvent => ({ type: 'docker.changed', source: 'docker', subject: 'db', data: { n } });
  const word = (sequence: number) => ({ kind: 'observation' as const, text: 'look', occurredAt: at, endedAt: null, precision: 'exact' as const, timeSource: 'clock' as const, epistemic: 'fact' as const, evidence: [{ kind: 'event' as const, sequence, title: '' }], supersedes: null }); // prettier-ignore
  const [one, middle, first] = [toldIncident(1, began), toldIncident(2, began), toldIncident(3, began)];
  one.tell('incident.said', at, { by, id: 'w', word: word(1) }).tell('incident.linked', at, { by, link: { kind: 'run', target: 'run-1', title: '' } }); // prettier-ignore
  middle.tell('incident.merged', at, { by, into: 'incident-1', intoNumber: 1, number: 2, reason: '' });
  first.tell('incident.pinned', at, { by, word: null, event: 2, pinned: true }).tell('incident.merged', at, { by, into: 'incident-2', intoNumber: 2, number: 3, reason: '' }); // prettier-ignore
  const learnt: NewEvent = { type: 'learning.caused', source: 'person:On-call', subject: 'incident-3', data: { by, text: 'the disk' } }; // prettier-ignore
  const fill = (db: WriteDb): void => {
    for (const told of [one, middle, first]) putIncident(db, told.incident());
    const hash = 'a'.repeat(64) as PlanHash;
    db.exec(`INSERT INTO plan_text (hash, text) VALUES ('${hash}', ''); INSERT INTO plan (no, id, name, title, origin, hash, loaded_at) VALUES (1, 'p', 'p', 'P', 'import', '${hash}', 0); INSERT INTO plan_item (no, plan_no, phase_id, item_id) VALUES (1, 1, 'a', 'b')`); // prettier-ignore
    for (const [runId, event] of [
      ['run-1', 3],
      ['run-2', 4],
    ] as const) {
      insertRun(db, 1, { runId: runId as RunId, planHash: hash, planTitle: 'P', selection: {}, vars: {}, state: 'finished', verdict: 'pass', counts: {}, startedAt: at, finishedAt: at, startedBy: 'cli', judge: 'j' } as never); // prettier-ignore
      indexResults(db, [{ runId: runId as RunId, itemNo: 1, event }]);
    }
    // A later run, which is the last before the span and goes along anyway.
    insertRun(db, 1, { runId: 'run-3' as RunId, planHash: hash, planTitle: 'P', selection: {}, vars: {}, state: 'finished', verdict: 'pass', counts: {}, startedAt: at + minute, finishedAt: at + minute, startedBy: 'cli', judge: 'j' } as never); // prettier-ignore
  };
  const { file } = makeBundle({ before: [1, 2, 3, 4].map(seen), more: [learnt], fill, request: { incident: { id: 'incident-1', label: 'INC-1', title: '' } } }); // prettier-ignore
  const { read } = await inspect(file);
  const kept = (sql: string): unknown => read.prepare(sql).pluck().all();
  expect(kept('SELECT sequence FROM journal WHERE sequence < 5')).toEqual([1, 2, 3]);
  expect(kept('SELECT id FROM run ORDER BY id')).toEqual(['run-1', 'run-3']);
  expect(kept('SELECT event FROM item_result')).toEqual([3]);
  expect(kept('SELECT id FROM incident ORDER BY id')).toEqual(['incident-1', 'incident-2', 'incident-3']);
  expect(journalPage(read, { before: null, limit: 1 })).toMatchObject([{ type: 'learning.caused', subject: 'incident-3' }]); // prettier-ignore
});

test('no secret leaves in any column of any table, and each place in which something was replaced is listed', async () => {
  const known = 'c0rrect "horse"\\ battery\n\u00fc';
  const shaped = `ghp_${'a1B2c3D4e5'.repeat(4)}`;
  const named = 'hunter2hunter2';
  const text = JSON.stringify({ words: `use ${known}`, list: [shaped], password: named, [`in ${shaped}`]: 1, credentials: { user: 'bob', token: '[redacted]', pin: '[redacted]' } }); // prettier-ignore
  let filled = 0;
  /** A row in every table that has a column of text, as far as its rules allow. */
  const fill = (db: WriteDb): void => {
    for (const { table } of bundleParts) {
      const columns = db.pragma(`table_xinfo("${table}")`) as { name: string; type: string; hidden: number; pk: number }[]; // prettier-ignore
      const own = columns.filter(({ hidden }) => hidden === 0);
      const value = ({ type, name }: (typeof own)[number]): unknown => (type === 'TEXT' ? text : type === 'BLOB' ? Buffer.from(name) : began + filled); // prettier-ignore
      db.pragma('foreign_keys = 0');
      try {
        db.prepare(`INSERT INTO "${table}" VALUES (${own.map(() => '?').join(', ')})`).run(own.map(value));
        filled++;
      } catch {
        // A column that takes only certain words cannot hold a secret; the table is tried by other tests.
      }
    }
  };
  const events: NewEvent[] = [
    { type: 'docker.changed', source: `person:${shaped}`, subject: `x ${known}`, correlationId: `c ${known}`, data: JSON.parse(text) as never }, // prettier-ignore
  ];
  const { file, manifest, recordFile } = makeBundle({ more: events.map((event) => ({ ...event, time: began })), fill, request: { secrets: [known], incident: { id: 'inc-1', label: 'INC-1', title: `About ${known} ${shaped}` } } }); // prettier-ignore
  expect(filled).toBeGreaterThan(20);
  const bytes = readFileSync(file, 'utf8');
  for (const secret of [known, JSON.stringify(known).slice(1, -1), shaped, named, 'c0rrect']) expect(bytes.includes(secret), secret).toBe(false); // prettier-ignore
  const [before, { read }] = [new Database(recordFile, { readonly: true }), await inspect(file)];
  onTestFinished(() => void before.close());
  const listed = new Set(manifest.redactions.map(({ place }) => place));
  for (const { name, rows } of manifest.tables) {
    if (name === 'bundle_redacted' || name === 'journal_evicted' || rows === 0) continue;
    const columns = (read.pragma(`table_xinfo("${name}")`) as { name: string; hidden: number }[]).filter(({ hidden }) => hidden === 0); // prettier-ignore
    for (const column of columns) {
      const all = (db: Database.Database): Set<unknown> => new Set(db.prepare(`SELECT "${column.name}" FROM "${name}"`).pluck().all()); // prettier-ignore
      const had = all(before);
      const changed = [...all(read)].some((value) => typeof value === 'string' && !had.has(value));
      expect(listed.has(`${name}.${column.name}`), `${name}.${column.name}`).toBe(changed);
    }
  }
  const proof = proofOf(await inspect(file));
  expect(proof).toMatchObject({ state: 'redacted', redacted: 1, altered: 0 });
});

test('what goes whole under a secret name is counted, whatever of it had been replaced before', async () => {
  const data = { credentials: { user: 'bob', tokens: ['[redacted]', '[redacted]'], pins: { a: '[redacted]' } } };
  const { file, manifest } = makeBundle({ more: [{ type: 'incident.said', source: 'person:On-call', subject: 'inc-1', data }] }); // prettier-ignore
  const { read, manifest: told } = await inspect(file);
  expect(JSON.stringify(journalPage(read, { before: null, limit: 1 }))).not.toContain('bob');
  expect(told.chain.redacted).toBe(1);
  expect(manifest.redactions).toEqual([{ place: 'journal.data', kind: 'secret', count: 1 }]);
});

test('the numbers of a kept frame are no random words, and leave as they were', async () => {
  const times = Float64Array.from({ length: 40 }, (_, at) => began + at * 15_000);
  const values = times.map((time) => Math.sin(time));
  const series = [{ labels: { job: 'shop', token: 'abcd1234' }, times: pack(times), values: pack(values) }];
  const frame = { fromMs: began, toMs: began + 10 * minute, stepMs: 15_000, series, totalSeries: 1, totalSamples: 40, reduced: false, warnings: ['kT9wQz3LmX7vB2nR8sYd4FhJ6cGpA1eU'], infos: [] }; // prettier-ignore
  const fill = (db: WriteDb): void => putKeptFrame(db, { incidentId: 'inc-1', expr: 'up', fromMs: began, toMs: began + 10 * minute, recordedTime: began + 11 * minute, frame: JSON.stringify(frame) }); // prettier-ignore
  const { read } = await inspect(makeBundle({ fill }).file);
  const [kept] = framesOfIncident(read, 'inc-1');
  const labels = { job: 'shop', token: '[redacted]' };
  expect(JSON.parse(kept?.frame ?? '')).toEqual({ ...frame, series: [{ ...series[0], labels }], warnings: ['[redacted]'] }); // prettier-ignore
});
