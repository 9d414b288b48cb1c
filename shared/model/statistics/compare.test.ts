import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, compareMany } from './compare.ts';
import type { CompareOptions } from './metric-comparison.ts';
import { seededRandom } from './random.ts';

const higher: CompareOptions = { harm: 'higher' };

/** Runs around a level, within 1 % of it, no two alike. */
function runs(level: number, count: number, seed: number, spread = 0.01): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => level * (1 + 2 * spread * (random() - 0.5)));
}

describe('a metric', () => {
  test.each([
    ['higher', 110, 'regressed', 'fail'],
    ['higher', 90, 'improved', 'pass'],
    ['lower', 110, 'improved', 'pass'],
    ['lower', 90, 'regressed', 'fail'],
    ['either', 110, 'regressed', 'fail'],
    ['either', 90, 'regressed', 'fail'],
    ['higher', 101, 'unchanged', 'pass'],
  ] as const)('that gets worse %s and goes from 100 to %d is %s', (harm, level, verdict, outcome) => {
    const result = compare(runs(100, 10, 1), runs(level, 10, 2), { harm });
    expect(result).toMatchObject({ verdict, outcome, n1: 10, n2: 10, warnings: [] });
    expect(result.shift).toBeCloseTo(level - 100, 0);
    expect(result.ratio).toBeCloseTo(level / 100, 2);
  });

  test('says the shift, its interval, p and the runs', () => {
    expect(compare([100, 101, 102, 103, 104], [120, 121, 122, 123, 125], higher).reason).toBe(
      'regressed by more than 5 %: shifted by 20 % (95 %: 17 % to 23 %), p = 0.0079, 5 against 5 runs',
    );
  });

  test('changed for sure, but by less than matters, is unchanged', () => {
    const result = compare(runs(100, 20, 1), runs(102, 20, 2), higher);
    expect(result.p).toBeLessThan(0.001);
    expect(result).toMatchObject({ verdict: 'unchanged', outcome: 'pass' });
  });

  test('that scatters too much is not called unchanged, and says about how many runs would tell', () => {
    const result = compare(runs(100, 8, 1, 0.3), runs(100, 8, 2, 0.3), higher);
    expect(result).toMatchObject({ verdict: 'inconclusive', outcome: 'inconclusive' });
    expect(result.reason).toMatch(/^may be more or less than 5 %: .*; about \d+ runs on each side would tell$/);
  });

  test('that may be better but is not worse passes a gate, with the verdict open', () => {
    const before = [90, 95, 100, 105, 110, 115, 120, 125];
    const after = [60, 70, 80, 85, 90, 95, 100, 104];
    const result = compare(before, after, { harm: 'higher', practicalLimit: 0.2 });
    expect(result).toMatchObject({ verdict: 'inconclusive', outcome: 'pass' });
    expect(result.reason).toMatch(/^not higher by more than 20 %, whether better is open/);
    expect(compare(before, after, { harm: 'either', practicalLimit: 0.2 }).outcome).toBe('inconclusive');
  });

  test('a sure shift just beyond the limit is a regression, one just below is none', () => {
    const before = runs(100, 12, 1, 0.001);
    expect(
      compare(
        before,
        before.map((value) => value * 1.051),
        higher,
      ).verdict,
    ).toBe('regressed');
    expect(
      compare(
        before,
        before.map((value) => value * 1.049),
        higher,
      ).verdict,
    ).not.toBe('regressed');
  });
});

describe('too little', () => {
  test('three runs on a side are inconclusive however far apart, and say how many are needed', () => {
    const result = compare([1, 2, 3], [1001, 1002, 1003, 1004, 1005], higher);
    expect(result).toMatchObject({ verdict: 'inconclusive', outcome: 'inconclusive', p: null, n1: 3, n2: 5 });
    expect(result.reason).toBe('3 runs before and 5 after: at least 4 on each side are needed, 10 or more advised');
  });

  test('four runs can regress at 5 %, and not at 1 %', () => {
    const sides = [
      [1, 2, 3, 4],
      [11, 12, 13, 14],
    ] as const;
    expect(compare(...sides, higher)).toMatchObject({ verdict: 'regressed', p: 2 / 70 });
    const strict = compare(...sides, { ...higher, alpha: 0.01 });
    expect(strict.verdict).toBe('inconclusive');
    expect(strict.reason).toContain('too few for an interval of 99 %');
  });

  test('a baseline of zero needs a limit in units', () => {
    const sides = [
      [0, 0, 0, 0, 0],
      [7, 8, 9, 10, 11],
    ] as const;
    expect(compare(...sides, higher)).toMatchObject({ verdict: 'inconclusive', outcome: 'inconclusive', ratio: null });
    expect(compare(...sides, higher).reason).toContain('give the limit in units');
    expect(compare(...sides, { ...higher, absoluteLimit: 3 })).toMatchObject({ verdict: 'regressed', limit: 3 });
    expect(compare(sides[0], sides[0], { ...higher, absoluteLimit: 3 }).verdict).toBe('unchanged');
  });

  test('nothing on a side, or a limit that is none, is refused', () => {
    expect(() => compare([], [1], higher)).toThrow('before has 0 values');
    expect(() => compare([1], [1], { ...higher, practicalLimit: 0 })).toThrow('practicalLimit is 0');
    expect(() => compare([1], [1], { ...higher, absoluteLimit: -1 })).toThrow('absoluteLimit is -1');
  });
});

test('values that resemble their neighbours raise a warning, for they are no runs', () => {
  const slow = Array.from({ length: 30 }, (_, index) => 100 + 5 * Math.sin(index / 5));
  const { warnings } = compare(slow, runs(100, 30, 3), higher);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/^the values before resemble their neighbours \(0\.9\d\): 30 are worth about 1/);
});

test('swapping the sides mirrors the verdict', () => {
  const mirror = { improved: 'regressed', regressed: 'improved', unchanged: 'unchanged', inconclusive: 'inconclusive' };
  const side = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 4, maxLength: 8 });
  fc.assert(
    fc.property(side, side, (before, after) => {
      const options: CompareOptions = { harm: 'higher', absoluteLimit: 5 };
      const [one, other] = [compare(before, after, options), compare(after, before, options)];
      expect(other.verdict).toBe(mirror[one.verdict]);
      expect(one.outcome === 'fail').toBe(one.verdict === 'regressed');
      expect(compare(before, after, options)).toEqual(one);
    }),
  );
});

describe('many metrics', () => {
  const regressed = { before: runs(100, 6, 1), after: runs(110, 6, 2), options: higher };
  const same = (seed: number) => ({ before: runs(100, 6, seed), after: runs(100, 6, seed + 50), options: higher });

  test('have their p adjusted: what alone is an alarm may be chance among twenty', () => {
    const weak = { before: [100, 101, 102, 103], after: [120, 121, 122, 123], options: higher };
    expect(compare(weak.before, weak.after, higher)).toMatchObject({ verdict: 'regressed' });
    const [first, ...others] = compareMany([weak, ...Array.from({ length: 19 }, (_, index) => same(index + 10))]);
    expect(first?.verdict).toBe('inconclusive');
    expect(first?.p).toBeGreaterThan(0.5);
    expect(first?.reason).toMatch(/^may be chance: /);
    expect(others).toHaveLength(19);
  });

  test('keep their order, and those not tested do not count', () => {
    const few = { before: [1, 2], after: [3, 4], options: higher };
    const exact = { before: [5], after: [5], options: { ...higher, assume: 'exact' } as const };
    const results = compareMany([few, regressed, exact]);
    expect(results.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'regressed', 'unchanged']);
    expect(results[1]?.p).toBe(compare(regressed.before, regressed.after, higher).p);
    expect(compareMany([])).toEqual([]);
  });

  test('raise a false alarm in no more than one of twenty comparisons', () => {
    let alarms = 0;
    for (let run = 0; run < 60; run++) {
      const metrics = Array.from({ length: 10 }, (_, index) => {
        const seed = 1000 * run + 100 * index;
        return {
          before: runs(100, 6, seed),
          after: runs(100, 6, seed + 1),
          options: { ...higher, practicalLimit: 1e-9 },
        };
      });
      if (compareMany(metrics).some(({ verdict }) => verdict === 'regressed' || verdict === 'improved')) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(6);
  });
});
