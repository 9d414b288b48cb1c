import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  burnRate,
  burnRules,
  burnThreshold,
  judgeBurn,
  monthlyBurnRules,
  worstBurn,
  type BurnQuestion,
  type BurnRule,
} from './burn-rate.ts';

const dayMs = 86_400_000;
const fast: BurnRule = { name: '1h', factor: 14.4, longMs: dayMs / 24, shortMs: dayMs / 288 };
const slow: BurnRule = { name: '3d', factor: 1, longMs: 3 * dayMs, shortMs: dayMs / 4 };
const judge = (question: Partial<BurnQuestion>) =>
  judgeBurn({
    target: 0.999,
    rule: fast,
    long: { bad: 200, total: 10_000 },
    short: { bad: 20, total: 800 },
    ...question,
  });

describe('the rules', () => {
  test("of 30 days are Google's: 14.4, 6, 3 and 1, over 1h, 6h, 1d and 3d", () => {
    expect(monthlyBurnRules.map(({ factor }) => factor)).toEqual([14.4, 6, 3, 1]);
    expect(monthlyBurnRules.map(({ longMs }) => longMs / 3_600_000)).toEqual([1, 6, 24, 72]);
    expect(monthlyBurnRules.map(({ shortMs }) => shortMs / 60_000)).toEqual([5, 30, 120, 360]);
  });

  test("of 28 days are Sloth's", () => {
    const factors = burnRules(28 * dayMs).map(({ factor }) => factor);
    expect(factors.slice(0, 3)).toEqual([13.44, 5.6, 2.8]);
    expect(factors[3]).toBeCloseTo(0.9333, 4);
  });

  test('that could never fire are refused: 14.4 takes a target above 93.06 %', () => {
    expect(() => burnThreshold(14.4, 0.93)).toThrow(
      'a burn rate of 14.4 cannot be exceeded with a target of 93 %: it takes one above 93.06 %',
    );
    expect(burnThreshold(14.4, 0.931)).toBeCloseTo(0.9936, 10);
    // Exactly 100 % bad is not strictly above 100 %.
    expect(() => burnThreshold(10, 0.9)).toThrow(/cannot be exceeded/);
    expect(() => judge({ target: 0.9 })).toThrow(/cannot be exceeded/);
  });
});

test('a burn rate is the share of bad events over what is allowed, and nothing without events', () => {
  expect(burnRate({ bad: 10, total: 1000 }, 0.999)).toBe(10);
  expect(burnRate({ bad: 0, total: 1000 }, 0.999)).toBe(0);
  expect(burnRate({ bad: 1, total: 100_000 }, 0.99999)).toBe(1);
  expect(burnRate({ bad: 0, total: 0 }, 0.999)).toBeNull();
  expect(() => burnRate({ bad: 2, total: 1 }, 0.999)).toThrow('2 bad events are more than all 1');
  expect(() => burnRate({ bad: 0, total: 1 }, 1)).toThrow(/^target is 1/);
});

describe('a rule', () => {
  test('fires with both windows above, says the rates, and how sure it is', () => {
    const judgement = judge({});
    expect(judgement).toMatchObject({ state: 'firing', outcome: 'fail', longRate: 20, shortRate: 25, confident: true });
    expect(judgement.reason).toBe('burning 20 times the budget over 1 h and 25 over 5 min; the limit is 14.4');
    expect(judgement.lowerBound).toBeCloseTo(0.01744, 4);
  });

  test('fires without confidence where chance could have done it', () => {
    const judgement = judge({ long: { bad: 3, total: 150 } });
    expect(judgement).toMatchObject({ state: 'firing', confident: false });
    expect(judgement.lowerBound).toBeLessThan(judgement.threshold);
  });

  test.each([
    ['long', { bad: 144, total: 10_000 }, { bad: 20, total: 800 }],
    ['short', { bad: 200, total: 10_000 }, { bad: 144, total: 10_000 }],
  ])('does not fire with the %s window exactly at the limit', (_, long, short) => {
    expect(judge({ long, short })).toMatchObject({ state: 'quiet', outcome: 'pass', confident: false });
    const over = (counts: { bad: number; total: number }) => (counts.bad === 144 ? { ...counts, bad: 145 } : counts);
    expect(judge({ long: over(long), short: over(short) }).state).toBe('firing');
  });

  test('is quiet when the errors are over', () => {
    const judgement = judge({ short: { bad: 0, total: 800 } });
    expect(judgement.state).toBe('quiet');
    expect(judgement.reason).toBe(
      'burning 20 times the budget over 1 h, but only 0 over 5 min: it is over; the limit is 14.4',
    );
  });

  test.each([
    [14.4, 0.999, 70],
    [6, 0.999, 167],
    [3, 0.999, 334],
    [1, 0.999, 1000],
    [1, 0.99999, 100_000],
  ])('of factor %d needs, with a target of %d, %i events, of which one bad does not fire', (factor, target, least) => {
    const rule = { ...fast, factor };
    const few = judge({ target, rule, long: { bad: 1, total: least - 1 }, short: { bad: 1, total: 5 } });
    expect(few).toMatchObject({ state: 'inconclusive', outcome: 'inconclusive', leastEvents: least });
    expect(few.reason).toBe(`only ${least - 1} events in 1 h, and at least ${least} are needed`);
    expect(judge({ target, rule, long: { bad: 1, total: least }, short: { bad: 1, total: 5 } }).state).toBe('quiet');
  });

  test('does not fire on two bad events, and is not quiet either', () => {
    const judgement = judge({ long: { bad: 2, total: 100 }, short: { bad: 2, total: 10 } });
    expect(judgement).toMatchObject({ state: 'inconclusive', outcome: 'inconclusive' });
    expect(judgement.reason).toContain('on 2 bad events, and at least 3 are needed');
    expect(judge({ long: { bad: 2, total: 100 }, short: { bad: 2, total: 10 }, minBad: 2 }).state).toBe('firing');
  });

  test.each([
    ['long', { long: null }, '1 h'],
    ['short', { short: null }, '5 min'],
  ])('without data for the %s window has no data, which is not no errors', (_, question, window) => {
    const judgement = judge(question);
    expect(judgement).toMatchObject({ state: 'no_data', outcome: 'inconclusive' });
    expect(judgement.reason).toBe(`there is no data for the last ${window}; that is not the same as no errors`);
  });

  test('without an event in a window is inconclusive, unless the other is not above', () => {
    expect(judge({ long: { bad: 0, total: 0 }, minEvents: 0 })).toMatchObject({
      state: 'inconclusive',
      longRate: null,
    });
    expect(judge({ short: { bad: 0, total: 0 } })).toMatchObject({ state: 'inconclusive', shortRate: null });
    expect(judge({ long: { bad: 1, total: 10_000 }, short: { bad: 0, total: 0 } }).state).toBe('quiet');
  });
});

test('no counts fire below the limit, and no confidence is without firing', () => {
  const counts = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 20_000 }))
    .map(([bad, good]) => ({ bad, total: bad + good }));
  fc.assert(
    fc.property(counts, counts, fc.constantFrom(fast, slow), (long, short, rule) => {
      const { state, threshold, confident } = judge({ long, short, rule });
      const shares = [long, short].map(({ bad, total }) => (total > 0 ? bad / total : 0));
      const least = Math.min(...shares) / threshold;
      const allowed = least > 1 ? ['firing', 'inconclusive'] : ['quiet', 'inconclusive'];
      expect(allowed).toContain(state);
      expect(state === 'firing' && long.bad < 3).toBe(false);
      expect(confident && state !== 'firing').toBe(false);
    }),
  );
});

test('of several rules the worst counts, and of none there is no data', () => {
  const states = (...list: ('firing' | 'quiet' | 'inconclusive' | 'no_data')[]) => list.map((state) => ({ state }));
  expect(worstBurn(states('quiet', 'firing', 'no_data'))).toBe('firing');
  expect(worstBurn(states('quiet', 'no_data', 'inconclusive'))).toBe('no_data');
  expect(worstBurn(states('quiet', 'inconclusive'))).toBe('inconclusive');
  expect(worstBurn(states('quiet', 'quiet'))).toBe('quiet');
  expect(worstBurn([])).toBe('no_data');
});
