import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalQuantile } from './normal.ts';
import { randomIndex, seededRandom } from './random.ts';
import { blockBootstrapSlope } from './slope-bootstrap.ts';
import { theilSen } from './slope.ts';

const counting = (n: number) => Array.from({ length: n }, (_, index) => index);

function related(n: number, r: number, seed: number): number[] {
  const random = seededRandom(seed);
  let value = 0;
  return counting(n).map(() => (value = r * value + normalQuantile(Math.max(1e-9, random())) * Math.sqrt(1 - r * r)));
}

test('the same seed gives the same interval, another nearly the same', () => {
  const xs = counting(60);
  const ys = related(60, 0.5, 3);
  const [first, again, other] = [1, 1, 2].map((seed) => blockBootstrapSlope(xs, ys, { blockLength: 10, seed }));
  expect(again).toEqual(first);
  expect(other?.standardError).not.toBe(first?.standardError);
  expect((other?.standardError ?? 0) / (first?.standardError ?? 1)).toBeCloseTo(1, 0);
});

test('the estimate is that of Theil-Sen, in the middle of the interval', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 12, maxLength: 30 }), fc.nat(), (ys, seed) => {
      const xs = counting(ys.length);
      const { line, interval } = blockBootstrapSlope(xs, ys, { blockLength: 4, seed, draws: 20 });
      expect(line).toEqual(theilSen(xs, ys));
      expect(((interval?.lower ?? Number.NaN) + (interval?.upper ?? Number.NaN)) / 2).toBeCloseTo(line.slope, 9);
    }),
    { numRuns: 40 },
  );
});

test.each([
  [9, 2],
  [12, 4],
])('the standard error of %i points is that of dealing blocks of %i and fitting each series anew', (n, blockLength) => {
  const xs = counting(n);
  const ys = related(n, 0.5, n);
  const { slope, intercepts } = theilSen(xs, ys);
  const residuals = ys.map((y, x) => y - slope * x - (intercepts[0] ?? Number.NaN));
  const random = seededRandom(5);
  let squares = 0;
  for (let draw = 0; draw < 50; draw++) {
    const blocks = counting(Math.ceil(n / blockLength)).map(() => randomIndex(random, n - blockLength + 1));
    const dealt = blocks.flatMap((from) => residuals.slice(from, from + blockLength)).slice(0, n);
    squares += theilSen(xs, dealt).slope ** 2 / 50;
  }
  const { standardError } = blockBootstrapSlope(xs, ys, { blockLength, seed: 5, draws: 50 });
  expect(standardError).toBeCloseTo(Math.sqrt(squares), 12);
});

test('independent points have the standard error of a straight line', () => {
  const n = 120;
  const xs = counting(n);
  const errors = counting(8).map((seed) =>
    blockBootstrapSlope(xs, related(n, 0, seed + 1), { blockLength: 4, seed, draws: 100 }),
  );
  const mean = errors.reduce((sum, { standardError }) => sum + standardError / errors.length, 0);
  // Least squares has sigma * sqrt(12 / n^3), and Theil-Sen's is 1 / sqrt(0.955) of it.
  expect(mean / Math.sqrt(12 / n ** 3)).toBeGreaterThan(0.85);
  expect(mean / Math.sqrt(12 / n ** 3)).toBeLessThan(1.2);
});

test('of points that resemble each other, blocks hold the true slope where single points do not', () => {
  const xs = counting(96);
  const held = { blocks: 0, single: 0 };
  const runs = 40;
  for (let run = 1; run <= runs; run++) {
    const ys = related(96, 0.6, run);
    for (const [name, blockLength] of [
      ['blocks', 12],
      ['single', 1],
    ] as const) {
      const { interval } = blockBootstrapSlope(xs, ys, { blockLength, seed: run, draws: 60 });
      if (interval && interval.lower <= 0 && interval.upper >= 0) held[name]++;
    }
  }
  expect(held.blocks / runs).toBeGreaterThan(0.82);
  expect(held.single / runs).toBeLessThan(0.75);
});

test('gaps and breaks are taken as they are: a step is no slope', () => {
  const xs = counting(60).map((x) => (x < 30 ? x : x + 25));
  const noise = related(60, 0.3, 8);
  const ys = xs.map((x, index) => 0.1 * x + 0.2 * (noise[index] ?? 0) + (x >= 40 ? 50 : 0));
  const { line, interval } = blockBootstrapSlope(xs, ys, { blockLength: 6, seed: 1, breaks: [30] });
  expect(line.slope).toBeCloseTo(0.1, 1);
  expect(interval?.upper).toBeLessThan(0.2);
});

test('a line without noise is known exactly, also with the same x twice', () => {
  const xs = [0, 0, 1, 2, 3, 4, 5, 6, 7];
  const { interval, standardError } = blockBootstrapSlope(
    xs,
    xs.map((x) => 3 * x + 1),
    { blockLength: 3, seed: 1 },
  );
  expect(standardError).toBe(0);
  expect(interval).toEqual({ lower: 3, upper: 3 });
});

test('fewer than three blocks have no interval, and one more is needed for each break', () => {
  const xs = counting(30);
  const intervalOf = (blockLength: number, breaks: number[]) =>
    blockBootstrapSlope(xs, related(30, 0, 1), { blockLength, seed: 1, breaks, draws: 20 }).interval;
  expect(intervalOf(11, [])).toBeNull();
  expect(intervalOf(10, [])).not.toBeNull();
  expect(intervalOf(10, [15])).toBeNull();
  expect(intervalOf(7, [15])).not.toBeNull();
});

test('blocks longer than the series, and work without end, are refused', () => {
  const xs = counting(20);
  expect(() => blockBootstrapSlope(xs, xs, { blockLength: 21, seed: 1 })).toThrow('blockLength is 21; at most 20');
  expect(() => blockBootstrapSlope(xs, xs, { blockLength: 0, seed: 1 })).toThrow(/^blockLength is 0/);
  expect(() => blockBootstrapSlope(xs, xs, { blockLength: 2, seed: 1, draws: 1e8 })).toThrow(/at most 1000000000/);
});
