// Triggers, criteria, metrics and locks as of a moment.
import { expect, test } from 'vitest';
import { firstEnvironment, type Environment, type Lock } from '#shared/model/environment.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { unpack } from '#shared/model/pack.ts';
import { putEnvironment } from '../store/environment-rows.ts';
import { putLook, putNamedQuery, putSampleBlock, putSampleSeries } from '../store/sample-rows.ts';
import { indexTriggerEvents, triggerEventsUpTo } from '../store/trigger-rows.ts';
import { indexCriterionEvents } from '../store/criteria-rows.ts';
import { encodeScrape, encodeTimes, encodeValues } from '../scrapes/chunk-codec.ts';
import type { NewEvent } from '../journal/journal.ts';
import { promqlTrigger, triggersBench } from '../triggers/triggers.fixture.ts';
import { createPast } from './index.ts';
import { metricsPast, type LiveMetrics } from './metrics.ts';
import { at, heard, minute, start, testRecord } from './past.fixture.ts';
import { triggersPast } from './triggers.ts';

test('a trigger is shown at each moment as it was shown then, with the word that was said of it, until it is removed', async () => {
  const bench = triggersBench();
  const { time, prometheus, board } = bench;
  await bench.writer.write('audit', (db) => bench.journal.append(db, { type: 'engine.started', source: 'engine', data: {} })); // prettier-ignore
  const { key } = await bench.edits.save(null, promqlTrigger(), 'On-call');
  const seen: { at: number; shown: unknown }[] = [];
  const told = ({ state, firing, pending, calling, instances, trouble }: WatchedTrigger) => ({ state, firing, pending, calling, by: instances.map(({ acknowledged }) => acknowledged?.by ?? null), why: trouble?.reason ?? '' }); // prettier-ignore
  const note = (): void => {
    bench.writer.flush();
    seen.push({ at: time.now(), shown: told(board.show(board.get(key))) });
  };
  const down = new OpsError('unavailable', 'connection refused');
  await time.move(20_000);
  note();
  prometheus.answers.set('up == 0', [{ instance: 'a' }, { instance: 'b' }]);
  await time.move(16_000);
  note();
  await time.move(62_000);
  note();
  await time.move(1_000);
  await bench.words.acknowledge({ key, instances: null, by: 'On-call', note: 'on it' });
  await time.move(1_000);
  note();
  prometheus.answers.set('up == 0', [{ instance: 'a' }]);
  await time.move(16_000);
  note();
  prometheus.answers.set('up == 0', down);
  await time.move(16_000);
  note();
  prometheus.answers.set('up == 0', []);
  await time.move(16_000);
  note();
  await time.move(1_000);
  await bench.edits.remove(key, 'On-call');
  await time.move(1_000);
  bench.writer.flush();
  const past = triggersPast(bench.read);
  for (const { at: when, shown } of seen) {
    const [one] = await heard<WatchedTrigger>(past.feed?.(undefined, { at: when, known: 'then' }, undefined));
    expect(one && told(one)).toEqual(shown);
  }
  expect(seen.map(({ shown }) => (shown as { state: string }).state)).toEqual(['inactive', 'pending', 'firing', 'firing', 'firing', 'firing', 'inactive']); // prettier-ignore
  expect(await heard<WatchedTrigger>(past.feed?.(undefined, { at: time.now(), known: 'then' }, undefined))).toEqual([]);
  const third = { at: seen[2]?.at ?? 0, known: 'then' as const };
  expect(await past.get?.({ key }, third, undefined)).toMatchObject({ watched: { firing: 2 }, history: { length: 5 } });
});

test('samples that were recorded answer for known then; Prometheus is asked for known now, up to the moment', async () => {
  const { read, write } = testRecord();
  const fields = JSON.stringify({ name: 'Up', unit: '', intervalMs: 15_000, origins: [] });
  const query = putNamedQuery(write, { key: 'q', expr: 'up', fields, savedAt: start, endedAt: null });
  const series = putSampleSeries(write, query, '{"job":"api"}');
  for (const minutes of [1, 2, 3, 4]) putLook(write, query, { at: start + minutes * minute, samples: encodeScrape([series], Float64Array.of(minutes)) }); // prettier-ignore
  const asked: unknown[] = [];
  const live: LiveMetrics = {
    place: () => 'Prometheus at http://p',
    range: async ({ fromMs, toMs, query: text }) => {
      asked.push([text, (fromMs - start) / minute, (toMs - start) / minute]);
      return { stepMs: 1000, series: [], warnings: [], infos: [] };
    },
    instant: async ({ atMs }) => (asked.push(atMs), { kind: 'vector', rows: [], totalRows: 0, warnings: [], infos: [] }), // prettier-ignore
    ask: async () => {
      throw new OpsError('unavailable', 'connection refused');
    },
  };
  const past = metricsPast(read, live);
  const question = { query: 'up', fromMs: start, toMs: start + 60 * minute, widthPx: 800, minStepMs: 1000, endsNow: false, seriesLimit: 50, pointLimit: 60_000, timeoutMs: 1000 }; // prettier-ignore
  const frame = await past.range?.(question, at(3, 'then'), undefined);
  expect([...unpack(frame?.series[0]?.values ?? '')]).toEqual([1, 2, 3]);
  expect(await past.instant?.({ query: 'up', atMs: null, limit: 10, timeoutMs: 1000 }, at(3, 'then'), undefined)).toMatchObject({ rows: [{ labels: { job: 'api' }, value: '3', atMs: start + 3 * minute }] }); // prettier-ignore
  await expect(past.range?.({ ...question, query: 'other' }, at(3, 'then'), undefined)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('Switch to what is known now') }); // prettier-ignore
  await past.range?.(question, at(3, 'now'), undefined);
  await past.instant?.({ query: 'up', atMs: null, limit: 10, timeoutMs: 1000 }, at(3, 'now'), undefined);
  expect(asked).toEqual([['up', 0, 3], start + 3 * minute]);
  expect(await past.labelValues?.({ label: 'job', selector: '', limit: 10 }, at(3, 'now'), undefined)).toEqual(['api']);
  const own = metricsPast(read, null);
  expect((await own.range?.(question, at(3, 'now'), undefined))?.series).toHaveLength(1);
  await expect(own.range?.({ ...question, query: 'other' }, at(3, 'now'), undefined)).rejects.toThrow(/kept by this console\.$/); // prettier-ignore
});

test('a sample that was fetched later is known now, and was not known then', async () => {
  const { read, write } = testRecord();
  const fields = JSON.stringify({ name: 'Up', unit: '', intervalMs: 15_000, origins: [] });
  const query = putNamedQuery(write, { key: 'q', expr: 'up', fields, savedAt: start, endedAt: null });
  const series = putSampleSeries(write, query, '{}');
  const times = [start + minute, start + 2 * minute];
  const column = { values: Float64Array.of(7, 8), present: Uint8Array.of(1, 1) };
  putSampleBlock(write, { query, fromMs: start + minute, toMs: start + 2 * minute, stepMs: 15_000, filledAt: start + 50 * minute, times: encodeTimes(times) }, [{ series, samples: encodeValues(column), rollup: Buffer.alloc(0) }]); // prettier-ignore
  const past = metricsPast(read, null);
  const question = { query: 'up', fromMs: start, toMs: start + 5 * minute, widthPx: 800, minStepMs: 1000, endsNow: false, seriesLimit: 50, pointLimit: 60_000, timeoutMs: 1000 }; // prettier-ignore
  expect((await past.range?.(question, at(10, 'then'), undefined))?.series).toEqual([]);
  expect((await past.range?.(question, at(10, 'now'), undefined))?.series).toHaveLength(1);
});

test('criteria, objectives, the active environment and the locks are those of the moment', async () => {
  const record = testRecord();
  const criterion = {
    id: 'c',
    title: 'C',
    originalWords: '',
    metric: { kind: 'manual' },
    op: '==',
    threshold: 1,
    windowMs: 60_000,
    unit: '',
  };
  const set = { name: 's', title: 'S', windowMs: 60_000, criteria: [criterion] };
  const words = (type: NewEvent['type'], data: Record<string, Json>): NewEvent => ({ type, source: 'person:On-call', subject: 's', data }); // prettier-ignore
  const objective = { name: 'o', title: 'O', target: 0.99, periodMs: 30 * 86_400_000, part: 'bad', query: 'a[$window]', total: 'b[$window]' }; // prettier-ignore
  const budget = { counts: null, remaining: null, observed: null, words: '' };
  putEnvironment(record.write, 'local', firstEnvironment, start);
  putEnvironment(record.write, 'prod', { ...firstEnvironment, name: 'prod' }, start + 2 * minute);
  record.add(1, words('criteria.imported', { key: 's', by: 'On-call', file: 's.yaml', set: set as unknown as Json }));
  const ticked = record.add(2, words('criterion.ticked', { key: 's', criterion: 'c', outcome: 'pass', by: 'On-call', note: 'seen' })); // prettier-ignore
  indexCriterionEvents(record.write, 's', ['c'], ticked);
  record.add(
    2,
    words('objective.saved', { key: 'objective:o', by: 'On-call', file: '', objective: objective as Json }),
  );
  record.add(2, words('environment.saved', { key: 'prod', name: 'prod', protected: true }));
  record.add(3, words('environment.activated', { key: 'prod', name: 'prod', from: 'local' }));
  record.add(3, words('lock.opened', { lock: 'docker', name: 'prod', minutes: 2 }));
  record.add(
    3,
    words('objective.judged', { key: 'objective:o', state: 'quiet', reason: 'fine', budget, asked: false }),
  );
  const unticked = record.add(4, words('criterion.unticked', { key: 's', criterion: 'c', by: 'On-call' }));
  indexCriterionEvents(record.write, 's', ['c'], unticked);
  record.add(5, words('objective.judged', { key: 'objective:o', state: 'firing', reason: 'burns', budget, asked: false })); // prettier-ignore
  record.add(6, words('criteria.removed', { key: 's', by: 'On-call' }));
  const { criteria, environments } = createPast({ read: record.read });
  const shown = async (minutes: number) => {
    const moment = at(minutes);
    const [one] = await heard<WatchedSet>(criteria?.feed?.(undefined, moment, undefined));
    const [goal] = await heard<WatchedObjective>(criteria?.objectives?.feed?.(undefined, moment, undefined));
    const known = await heard<Environment>(environments?.feed?.(undefined, moment, undefined));
    const locks = await heard<Lock>(environments?.locks?.(undefined, moment, undefined));
    return {
      tick: one === undefined ? 'no set' : (one.criteria[0]?.tick?.by ?? null),
      goal: goal?.standing?.state ?? null,
      active: known.find(({ active }) => active)?.name,
      open: locks.filter(({ locked }) => !locked).map(({ key }) => key),
    };
  };
  expect(await shown(0.5)).toEqual({ tick: 'no set', goal: null, active: 'local', open: [] });
  expect(await shown(3.5)).toEqual({ tick: 'On-call', goal: 'quiet', active: 'prod', open: ['docker'] });
  expect(await shown(5.5)).toEqual({ tick: null, goal: 'firing', active: 'prod', open: [] });
  expect(await shown(7)).toMatchObject({ tick: 'no set' });
});

test('of a trigger that said much since, a moment is made of what was said by then, and of its definition however old that is', () => {
  const { read, write, add } = testRecord();
  const said = (minutes: number, type: NewEvent['type']): number => {
    const sequence = add(minutes, { type, source: 'engine', data: { trigger: promqlTrigger() as unknown as Json } });
    indexTriggerEvents(write, ['t'], sequence);
    return sequence;
  };
  const [defined, , firing] = [said(0, 'trigger.edited'), said(1, 'trigger.pending'), said(2, 'trigger.firing')];
  for (let later = 3; later < 8; later++) said(later, 'trigger.resolved');
  const upTo = (sequence: number): number[] => triggerEventsUpTo(read, 't', [sequence, Number.MAX_SAFE_INTEGER], 1).map((one) => one.sequence); // prettier-ignore
  expect(upTo(firing)).toEqual([firing, defined]);
  expect(upTo(defined)).toEqual([defined]);
});
