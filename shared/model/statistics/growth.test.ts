import { expect, test } from 'vitest';
import { dayMs, measureGrowth } from './growth.ts';
import { seededRandom } from './random.ts';

const points = (count: number, stepMs: number, valueAt: (days: number) => number, seed = 1) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const atMs = 1_700_000_000_000 + index * stepMs;
    return { atMs, value: valueAt((index * stepMs) / dayMs) * (1 + 0.01 * (random() - 0.5)) };
  });
};

test('growth is a share of the level at the start, with its interval around it', () => {
  const growth = measureGrowth(
    points(144, dayMs / 48, (days) => 200 * (1 + 0.03 * days)),
    { blockPoints: 24, seed: 1 },
  );
  expect(growth.method).toBe('block-bootstrap');
  expect(growth.slopePerDay).toBeCloseTo(6, 0);
  expect(growth.per24h).toBeCloseTo(0.03, 2);
  expect(growth.startLevel).toBeCloseTo(200, 0);
  expect(growth.endLevel).toBeCloseTo(218, 0);
  expect(growth.interval?.lower).toBeLessThan(0.03);
  expect(growth.interval?.upper).toBeGreaterThan(0.03);
  expect((growth.interval?.upper ?? 1) - (growth.interval?.lower ?? 0)).toBeLessThan(0.01);
});

test('values and times in other units give the same share', () => {
  const series = points(60, dayMs / 24, (days) => 100 + days);
  const moved = series.map(({ atMs, value }) => ({ atMs: atMs - 1e12, value: value * 1024 }));
  const [one, other] = [series, moved].map((list) => measureGrowth(list, { blockPoints: 12, seed: 3 }));
  expect(other?.per24h).toBeCloseTo(one?.per24h ?? Number.NaN, 9);
  expect(other?.interval?.upper).toBeCloseTo(one?.interval?.upper ?? Number.NaN, 9);
});

test('fewer than four blocks take Sen, with the number of independent points', () => {
  let wander = 0;
  const random = seededRandom(5);
  const series = points(60, dayMs / 48, () => 100 + (wander = 0.9 * wander + random() - 0.5));
  const growth = measureGrowth(series, { blockPoints: 24, seed: 1 });
  const independent = measureGrowth(series, { blockPoints: 1, seed: 1 });
  expect(growth.method).toBe('sen');
  expect(growth.effectivePoints).toBeLessThan(20);
  expect((growth.interval?.upper ?? Infinity) - (growth.interval?.lower ?? -Infinity)).toBeGreaterThan(
    (independent.interval?.upper ?? 0) - (independent.interval?.lower ?? 0),
  );
});

test('a few troughs are taken as independent: five of them have an interval, four do not', () => {
  const rising = (count: number) =>
    measureGrowth(
      points(count, dayMs / 3, (days) => 100 + days),
      { blockPoints: null, seed: 1 },
    );
  expect(rising(5)).toMatchObject({ method: 'sen', effectivePoints: 5, lag1: null });
  expect(rising(5).interval).not.toBeNull();
  expect(rising(4).interval).toBeNull();
});

test('growth of nothing is no share of it', () => {
  const growth = measureGrowth(
    points(60, dayMs / 24, (days) => days),
    { blockPoints: 6, seed: 1 },
  );
  expect(growth.slopePerDay).toBeCloseTo(1, 1);
  expect(
    measureGrowth(
      points(60, dayMs / 24, () => 0),
      { blockPoints: 6, seed: 1 },
    ),
  ).toMatchObject({
    per24h: null,
    interval: null,
  });
});

test('with breaks the steps are left out, and with too few blocks for them nothing is claimed', () => {
  const series = points(144, dayMs / 48, (days) => 100 + (days > 1.5 ? 50 : 0));
  const between = measureGrowth(series, { blockPoints: 24, seed: 1, breaks: [73] });
  expect(Math.abs(between.per24h ?? 1)).toBeLessThan(0.01);
  expect(between.endLevel).toBeCloseTo(150, 0);
  expect(measureGrowth(series.slice(0, 90), { blockPoints: 24, seed: 1, breaks: [73] }).interval).toBeNull();
});
