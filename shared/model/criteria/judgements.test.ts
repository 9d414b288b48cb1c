import { describe, expect, test } from 'vitest';
import type { Criterion, MetricOf, Operator } from './criterion.ts';
import { judgeGauge, type Points } from './gauge-judgement.ts';
import { standingWord, verdictOfSet, type WatchedCriterion } from './judgement.ts';
import { judgeQuantileOfBuckets, judgeQuantileOfSamples } from './quantile-judgement.ts';
import { judgeShare, neededEvents, sideOf } from './share-judgement.ts';
import { valueText, wantedWords } from './words.ts';

const gauge: MetricOf<'query'> = { kind: 'query', query: 'g', take: 'worst', minSamples: 5, maxGapMs: 120_000 };
const criterionOf = (patch: Partial<Criterion> = {}): Criterion => ({ id: 'c', title: 'C', originalWords: 'C', metric: gauge, op: '<', threshold: 10, unit: '', windowMs: 600_000, ...patch }); // prettier-ignore
const span = { fromMs: 0, toMs: 600_000 };
const pointsOf = (values: number[], stepMs = 60_000, labels = {}): Points => ({ labels, values, times: values.map((_, at) => at * stepMs) }); // prettier-ignore
const judge = (series: Points[], patch: Partial<MetricOf<'query'>> = {}, criterion: Partial<Criterion> = {}) =>
  judgeGauge(criterionOf(criterion), { ...gauge, ...patch }, series, span);
const whole = (value: number): number[] => Array<number>(11).fill(value);

describe('a share', () => {
  test('is judged by its interval: on one side, on the other, or on both with how many events it would take', () => {
    const share = (k: number, n: number, op: Operator = '<', threshold = 0.001) => judgeShare({ k, n, op, threshold, minSamples: 1 }); // prettier-ignore
    expect(share(0, 4000)).toMatchObject({ outcome: 'pass', value: 0, needed: 3838 });
    expect(share(0, 3837)).toMatchObject({ outcome: 'inconclusive', n: 3837, needed: 3838 });
    expect(share(0, 100).reason).toContain('not enough evidence, 100 of about 3,838 needed');
    expect(share(50, 10_000)).toMatchObject({ outcome: 'fail', value: 0.005 });
    expect(share(1, 1000).reason).toContain('too near to the limit');
    expect(share(1, 1000).needed).toBeNull();
    expect(share(9995, 10_000, '>', 0.999)).toMatchObject({ outcome: 'inconclusive' });
    expect(share(9999, 10_000, '>', 0.99)).toMatchObject({ outcome: 'pass' });
    expect(share(0, 0)).toMatchObject({ outcome: 'inconclusive', n: 0, value: null, needed: 3838 });
    expect(judgeShare({ k: 0, n: 5000, op: '<', threshold: 0.001, minSamples: 6000 }).outcome).toBe('inconclusive');
  });

  test('exactly on the threshold is on the wrong side of a strict comparison alone', () => {
    const point = { lower: 0.5, upper: 0.5 };
    expect((['<', '<=', '>', '>=', '=='] as const).map((op) => sideOf(point, op, 0.5))).toEqual(['wrong', 'right', 'wrong', 'right', 'between']); // prettier-ignore
    expect(sideOf({ lower: 0.4, upper: 0.6 }, '<', 0.5)).toBe('between');
  });

  test('that never tells has no number of events that would', () => {
    expect(neededEvents(0.5, () => false)).toBeNull();
    expect(neededEvents(0, (_, n) => n >= 7)).toBe(7);
  });
});

describe('a quantile', () => {
  const quantileOf = (q: number): MetricOf<'quantile'> => ({ kind: 'quantile', q, from: { kind: 'samples', query: 's', everyMs: 60_000 }, minSamples: 1 }); // prettier-ignore
  const samples = (q: number, values: number[], patch: Partial<Criterion> = {}) =>
    judgeQuantileOfSamples(criterionOf({ threshold: 0.2, unit: 's', ...patch }), quantileOf(q), [values]);
  // Scattered, so that neighbours do not resemble each other.
  const below = (n: number): number[] => Array.from({ length: n }, (_, at) => ((at * 7919) % 199) / 1000);

  test('needs 59, 299 and 2,995 samples for p95, p99 and p99.9, and one fewer is not enough', () => {
    for (const [q, n] of [
      [0.95, 59],
      [0.99, 299],
      [0.999, 2995],
    ] as const) {
      // prettier-ignore
      expect(samples(q, below(n - 1))).toMatchObject({ outcome: 'inconclusive', n: n - 1, needed: n });
      expect(samples(q, below(n))).toMatchObject({ outcome: 'pass', n, needed: n });
    }
    expect(samples(0.95, [])).toMatchObject({ outcome: 'inconclusive', n: 0, needed: 59 });
  });

  test('fails where too many values are on the wrong side, and NaN is no value', () => {
    const values = below(400).map((value, at) => (at % 8 === 0 ? 1 : value));
    expect(samples(0.95, values)).toMatchObject({ outcome: 'fail', n: 400 });
    expect(samples(0.95, [...below(58), Number.NaN])).toMatchObject({ outcome: 'inconclusive', n: 58, notes: ['1 samples are NaN and left out'] }); // prettier-ignore
    expect(samples(0.95, Array<number>(100).fill(Infinity)).outcome).toBe('fail');
    expect(samples(0.05, below(400).map((value) => value + 1), { op: '>', threshold: 0.5 }).outcome).toBe('pass'); // prettier-ignore
  });

  test('says of samples that resemble their neighbours what they are worth', () => {
    const slow = Array.from({ length: 200 }, (_, at) => 0.1 + 0.05 * Math.sin(at / 20));
    expect(samples(0.95, slow).notes[0]).toMatch(/200 are worth about \d+/);
    expect(samples(0.95, below(200)).notes).toEqual([]);
  });

  test('of a histogram counts the buckets on each side, and what no bucket tells is on neither', () => {
    const judged = (threshold: number, ...counts: number[]) => {
      const buckets = [0.1, 0.2, 0.5, Infinity].map((le, at) => ({ le, count: counts[at] ?? 0 }));
      return judgeQuantileOfBuckets(
        criterionOf({ threshold, unit: 's' }),
        quantileOf(0.95),
        buckets,
        counts.at(-1) ?? 0,
      );
    };
    expect(judged(0.2, 900, 999, 1000, 1000)).toMatchObject({ outcome: 'pass', n: 1000 });
    expect(judged(0.2, 500, 800, 900, 1000)).toMatchObject({ outcome: 'fail' });
    expect(judged(0.3, 500, 800, 1000, 1000)).toMatchObject({ outcome: 'inconclusive', notes: [expect.stringContaining('no bucket ends at 300 ms')] }); // prettier-ignore
    expect(judged(0.3, 500, 800, 1000, 1000).reason).toContain('the buckets are too wide to tell');
    expect(judged(0.3, 900, 999, 1000, 1000).outcome).toBe('pass');
    expect(judged(0.2, 0, 0, 0, 0)).toMatchObject({ outcome: 'inconclusive', n: 0 });
    expect(judgeQuantileOfBuckets(criterionOf(), quantileOf(0.95), [{ le: 1, count: 9 }], 9).outcome).toBe('inconclusive'); // prettier-ignore
  });
});

describe('a gauge', () => {
  test('passes with enough points on the right side, and one on the wrong side is a failure', () => {
    expect(judge([pointsOf(whole(3))])).toMatchObject({ outcome: 'pass', value: 3, n: 11, needed: 5 });
    expect(judge([pointsOf([...whole(3).slice(1), 12])])).toMatchObject({ outcome: 'fail', value: 12 });
    expect(judge([pointsOf([12])])).toMatchObject({ outcome: 'fail', n: 1 });
    expect(judge([pointsOf([...whole(3).slice(1), Infinity])])).toMatchObject({ outcome: 'fail', value: null });
    expect(judge([pointsOf(whole(0))], {}, { op: '==', threshold: 0 }).outcome).toBe('pass');
    expect(judge([pointsOf([...whole(0), 1])], {}, { op: '==', threshold: 0 })).toMatchObject({ outcome: 'fail', value: 1 }); // prettier-ignore
  });

  test('without series, without numbers, with too few points or too long a gap it is no pass', () => {
    expect(judge([])).toMatchObject({ outcome: 'inconclusive', reason: 'there is no series; that is not a pass' });
    expect(judge([pointsOf(whole(Number.NaN))])).toMatchObject({ outcome: 'inconclusive', n: 0, notes: ['11 points are NaN and left out'] }); // prettier-ignore
    expect(judge([pointsOf([3, 3, 3])]).reason).toContain('3 of 5 points needed');
    expect(judge([pointsOf([3, 3, 3, 3, 3])]).reason).toContain('6 min without a point, and 2 min are allowed');
  });

  test('of several series needs every one of them, and names the one that decides', () => {
    const good = pointsOf(whole(3), 60_000, { instance: 'a' });
    expect(judge([good, pointsOf([3], 60_000, { instance: 'b' })]).reason).toContain('{instance="b"} has 1 of 5');
    expect(judge([good, pointsOf(whole(11), 60_000, { instance: 'b' })]).reason).toContain('of 2 series in {instance="b"}'); // prettier-ignore
  });

  test('can be taken by its last value, mean or median', () => {
    const values = [20, 20, 1, 1, 1, 1, 1, 1, 1, 1, 5];
    const taken = (take: 'last' | 'mean' | 'median') => judge([pointsOf(values)], { take }).value;
    expect([taken('last'), taken('median')]).toEqual([5, 1]);
    expect(taken('mean')).toBeCloseTo(53 / 11);
  });
});

test('a set that was not looked at, or waits for a person, is no pass', () => {
  const manual = criterionOf({ id: 'm', metric: { kind: 'manual' } });
  const set = { name: 's', title: 'S', windowMs: 1, criteria: [criterionOf(), manual] };
  const passed: WatchedCriterion = { id: 'c', standing: { outcome: 'pass', reason: '', value: 1, interval: null, n: 1, needed: 1, notes: [], fromMs: 0, toMs: 0, judgedAtMs: 0 }, sinceMs: 0, tick: null }; // prettier-ignore
  const ticked: WatchedCriterion = { id: 'm', standing: null, sinceMs: null, tick: { outcome: 'pass', by: 'Lead', note: '', atMs: 0 } }; // prettier-ignore
  expect(standingWord(manual, undefined)).toBe('open');
  expect(verdictOfSet({ set, criteria: [] })).toBe('inconclusive');
  expect(verdictOfSet({ set, criteria: [passed] })).toBe('inconclusive');
  expect(verdictOfSet({ set, criteria: [passed, ticked] })).toBe('pass');
});

test('values are written with their unit', () => {
  const texts = [[0.2, 's'], [1.5, 's'], [0.00128, '%'], [1536, 'bytes'], [12, ''], [Infinity, 's'], [Number.NaN, '']] as const; // prettier-ignore
  expect(texts.map(([value, unit]) => valueText(value, unit))).toEqual(['200 ms', '1.5 s', '0.13 %', '1.5 KiB', '12', '+Inf', 'NaN']); // prettier-ignore
  expect([0.999, 0.99905, 0.83, 1, 0.99999999, 0.00001, 1e-9, 0].map((share) => valueText(share, '%'))).toEqual(['99.9 %', '99.905 %', '83 %', '100 %', '> 99.9999 %', '0.001 %', '< 0.0001 %', '0 %']); // prettier-ignore
  expect(wantedWords(criterionOf({ threshold: 0.2, unit: 's' }))).toBe('< 200 ms over 10 min');
});
