import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from './random.ts';
import { residualsOf, senInterval, slopePointLimit, theilSen } from './slope.ts';

const counting = (n: number) => Array.from({ length: n }, (_, index) => index);

describe('published cases', () => {
  // Hollander & Wolfe, 9.1: rainfall on seeded against other areas, over five years.
  const years = [1, 2, 3, 4, 5];
  const rain = [1.26, 1.27, 1.12, 1.16, 1.03];

  test('the cloud seeding of Hollander & Wolfe has a slope of -0.056', () => {
    const line = theilSen(years, rain);
    expect(line.slope).toBeCloseTo(-0.05625, 12);
    expect(line.pairs).toBe(10);
  });

  test('its exact 95 % interval leaves out no pair, and 4 points have none', () => {
    const interval = senInterval(years, rain);
    expect(interval?.lower).toBeCloseTo(-0.15, 12);
    expect(interval?.upper).toBeCloseTo(0.04, 12);
    expect(senInterval(years.slice(1), rain.slice(1))).toBeNull();
  });

  test("Sen's own example has slope 4, from 26/7 to 35/8", () => {
    // Sen (1968), 6. He calls these ends 93 %: they are one rank wider than it takes, and hold 97 % by Kendall's table.
    const xs = [1, 2, 3, 4, 10, 12, 18];
    const ys = [9, 15, 19, 20, 45, 55, 78];
    expect(theilSen(xs, ys).slope).toBe(4);
    expect(senInterval(xs, ys, { confidence: 0.965 })).toEqual({ lower: 26 / 7, upper: 35 / 8 });
    expect(senInterval(xs, ys, { confidence: 0.93 })).toEqual({ lower: 3.75, upper: 46 / 11 });
  });
});

const points = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -50, max: 50 })), { minLength: 2, maxLength: 25 })
  .map((list) => list.toSorted((a, b) => a[0] - b[0]))
  .filter((list) => list[0]?.[0] !== list.at(-1)?.[0])
  .map((list) => [list.map(([x]) => x), list.map(([, y]) => y)] as const);

test('the slope is the median of those of all pairs, which never divide by zero', () => {
  fc.assert(
    fc.property(points, ([xs, ys]) => {
      const slopes = xs.flatMap((x, i) =>
        xs.flatMap((other, j) => (other > x ? [((ys[j] ?? 0) - (ys[i] ?? 0)) / (other - x)] : [])),
      );
      slopes.sort((a, b) => a - b);
      const [low, high] = [slopes[(slopes.length - 1) >> 1] ?? Number.NaN, slopes[slopes.length >> 1] ?? Number.NaN];
      expect(theilSen(xs, ys)).toMatchObject({ slope: (low + high) / 2, pairs: slopes.length });
    }),
  );
});

test('slope, intercept and interval follow shift, scale and an added line', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), ([xs, ys], scale, tilt) => {
      const line = theilSen(xs, ys);
      const moved = ys.map((y, index) => scale * y + tilt * (xs[index] ?? 0) + 7);
      const { slope, intercepts } = theilSen(xs, moved);
      expect(slope).toBeCloseTo(scale * line.slope + tilt, 9);
      expect(intercepts[0]).toBeCloseTo(scale * (line.intercepts[0] ?? Number.NaN) + 7, 9);
      const scaled = senInterval(
        xs,
        ys.map((y) => scale * y),
      );
      const interval = senInterval(xs, ys);
      expect(scaled === null).toBe(interval === null);
      expect(scaled?.lower ?? 0).toBeCloseTo(scale * (interval?.lower ?? 0), 9);
      expect(interval?.lower ?? -Infinity).toBeLessThanOrEqual(line.slope);
      expect(interval?.upper ?? Infinity).toBeGreaterThanOrEqual(line.slope);
    }),
  );
});

test('a quarter of wild points does not move a line', () => {
  const xs = counting(80);
  const ys = xs.map((x) => (x % 4 === 0 ? 1e6 * (x - 30) : 2 * x + 1));
  expect(theilSen(xs, ys).slope).toBeCloseTo(2, 6);
});

test('with breaks a step between segments is no slope', () => {
  const xs = counting(20);
  const ys = xs.map((x) => 0.5 * x + (x >= 12 ? 100 : 0));
  const line = theilSen(xs, ys, [12]);
  expect(line.slope).toBe(0.5);
  expect(line.intercepts).toEqual([0, 100]);
  expect(line.pairs).toBe((12 * 11) / 2 + (8 * 7) / 2);
  expect(residualsOf(xs, ys, line, [12]).every((residual) => residual === 0)).toBe(true);
  expect(theilSen(xs, ys).slope).toBeGreaterThan(1);
});

describe('the interval', () => {
  test('holds the true slope about as often as it says, exact or not', () => {
    const random = seededRandom(4);
    for (const n of [8, 60]) {
      let held = 0;
      for (let run = 0; run < 300; run++) {
        const interval = senInterval(counting(n), Array.from({ length: n }, random));
        if (interval && interval.lower <= 0 && interval.upper >= 0) held++;
      }
      expect(held / 300).toBeGreaterThan(0.92);
      expect(held / 300).toBeLessThan(1);
    }
  });

  test('is wider where points are worth less than they count', () => {
    const random = seededRandom(1);
    const ys = Array.from({ length: 40 }, random);
    const [narrow, wide] = [1, 4].map((varianceFactor) => senInterval(counting(40), ys, { varianceFactor }));
    expect(wide?.lower).toBeLessThan(narrow?.lower ?? Number.NaN);
    expect(wide?.upper).toBeGreaterThan(narrow?.upper ?? Number.NaN);
    expect(senInterval(counting(40), ys, { varianceFactor: 1000 })).toBeNull();
  });
});

test('what has no slope, and more than can be held, is refused', () => {
  expect(() => theilSen([1, 1], [2, 3])).toThrow('no two points of a segment differ in x');
  expect(() => theilSen([2, 1], [2, 3])).toThrow('xs are not ascending');
  expect(() => theilSen([1, 2], [2])).toThrow('ys has 1 values, and at least 2 are needed');
  expect(() => theilSen([1, 2], [2, 3, 4])).toThrow('there are 2 xs and 3 ys');
  const many = counting(slopePointLimit + 1);
  expect(() => theilSen(many, many)).toThrow('the number of points is 2001; at most 2000 are taken');
});
