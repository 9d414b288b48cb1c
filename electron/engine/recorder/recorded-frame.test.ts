import { describe, expect, test } from 'vitest';
import { sameTimes, type Frame } from '#shared/model/series.ts';
import { unpack } from '#shared/model/pack.ts';
import { encodeScrape, encodeTimes, encodeValues } from '../scrapes/chunk-codec.ts';
import type { WriteDb } from '../store/database.ts';
import { putHours, putLook, putNamedQuery, putSampleBlock, putSampleSeries } from '../store/sample-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import { namedQueries } from './named-queries.ts';
import { keepFrame, recordedFrame } from './recorded-frame.ts';
import { beginsOf, encodeRollups, hourMs, minuteMs, rollUp } from './rollup.ts';

const intervalMs = 15_000;

function query(db: WriteDb): { no: number; series: number } {
  const fields = JSON.stringify({ name: 'Up', unit: '', intervalMs, origins: [{ kind: 'person', name: 'On-call' }] });
  const no = putNamedQuery(db, { key: 'q', expr: 'up', fields, savedAt: 1, endedAt: null });
  return { no, series: putSampleSeries(db, no, '{"job":"a"}') };
}

/** A block of looks every 15 s; `valueOf` null is a look without this series. */
function block(
  db: WriteDb,
  of: { no: number; series: number },
  fromMs: number,
  looks: number,
  valueOf: (at: number) => number | null,
  filledAt: number | null = null,
): void {
  // prettier-ignore
  const times = Float64Array.from({ length: looks }, (_, at) => fromMs + at * intervalMs);
  const column = {
    values: Float64Array.from(times, (_, at) => valueOf(at) ?? 0),
    present: Uint8Array.from(times, (_, at) => (valueOf(at) === null ? 0 : 1)),
  };
  const toMs = times.at(-1) ?? 0;
  const rollup = encodeRollups(rollUp(times, column, minuteMs), beginsOf(times, minuteMs));
  const row = { query: of.no, fromMs, toMs, stepMs: intervalMs, filledAt, times: encodeTimes([...times]) };
  putSampleBlock(db, row, [{ series: of.series, samples: encodeValues(column), rollup }]);
  const hours = rollUp(times, column, hourMs).map((hour) => ({ ...hour, series: of.series, recordedTime: filledAt ?? toMs })); // prettier-ignore
  putHours(db, hours);
}

function pointsOf(frame: Frame | null): [number, number][] {
  const [series] = frame?.series ?? [];
  if (series === undefined || series.times === sameTimes) return [];
  const values = unpack(series.values);
  return [...unpack(series.times)].map((time, at) => [time, values[at] ?? NaN]);
}
const asked = { expr: 'up', fromMs: 0, toMs: 24 * hourMs, stepMs: 15_000, recordedBy: 24 * hourMs };

describe('what was recorded of a query', () => {
  test('comes from blocks and from the newest looks; where nothing was seen there is nothing', () => {
    const { read, write } = testStore();
    const of = query(write);
    block(write, of, 0, 4, (at) => (at === 2 ? null : at));
    putLook(write, of.no, { at: 60_000, samples: encodeScrape([of.series], Float64Array.from([9])) });
    expect(pointsOf(recordedFrame(read, asked))).toEqual([[0, 0], [15_000, 1], [45_000, 3], [60_000, 9]]); // prettier-ignore
    expect(pointsOf(recordedFrame(read, { ...asked, recordedBy: 20_000 }))).toEqual([[0, 0], [15_000, 1]]); // prettier-ignore
    expect(recordedFrame(read, asked)).toMatchObject({ stepMs: intervalMs, series: [{ labels: { job: 'a' } }] });
    expect(namedQueries(read)).toMatchObject([{ key: 'q', expr: 'up', name: 'Up', intervalMs }]);
  });

  test('does not hold, for a moment before, what was filled in later', () => {
    const { read, write } = testStore();
    const of = query(write);
    block(write, of, 0, 2, () => 1);
    block(write, of, 30_000, 2, () => 5, 500_000);
    const until = (recordedBy: number) => pointsOf(recordedFrame(read, { ...asked, recordedBy })).map(([at]) => at);
    expect(until(400_000)).toEqual([0, 15_000]);
    expect(until(600_000)).toEqual([0, 15_000, 30_000, 45_000]);
  });

  test('is drawn by minutes and hours where the step is long, and a spike of one sample stays visible', () => {
    const { read, write } = testStore();
    const of = query(write);
    for (let at = 0; at < 24; at++) block(write, of, at * 30 * minuteMs, 120, (look) => (at === 5 && look === 7 ? 99 : 1)); // prettier-ignore
    const by = (stepMs: number, recordedBy = 24 * hourMs) => recordedFrame(read, { ...asked, stepMs, recordedBy });
    expect(by(5 * minuteMs)).toMatchObject({ stepMs: minuteMs });
    expect(by(2 * hourMs)).toMatchObject({ stepMs: hourMs });
    for (const stepMs of [15_000, 5 * minuteMs, 2 * hourMs])
      expect(Math.max(...pointsOf(by(stepMs)).map(([, value]) => value))).toBe(99);
    // The hour that was under way is told of by what had been seen of it.
    const early = pointsOf(by(2 * hourMs, 150 * minuteMs));
    expect(early.at(-1)).toEqual([150 * minuteMs, 1]);
    expect(Math.max(...early.map(([, value]) => value))).toBe(1);
  });

  test('is nothing where the query was never recorded, unless its answer was kept', () => {
    const { read, write } = testStore();
    expect(recordedFrame(read, asked)).toBeNull();
    const frame: Frame = { fromMs: 0, toMs: 60_000, stepMs: 15_000, series: [], totalSeries: 0, totalSamples: 0, reduced: false, warnings: [], infos: [] }; // prettier-ignore
    keepFrame(write, { expr: ' up ', frame, recordedAt: 70_000, incidentId: 'i1' });
    expect(recordedFrame(read, asked)).toEqual(frame);
    expect(recordedFrame(read, { ...asked, recordedBy: 65_000 })).toBeNull();
  });
});
