import { describe, expect, test } from 'vitest';
import type { Growth } from './growth.ts';
import { growthInWords, judgeSteps, outcomeOfGrowth, type TrendOutcome } from './trend-verdict.ts';

const hourMs = 3_600_000;
const growth = (per24h: number | null, lower: number, upper: number): Growth => ({
  method: 'block-bootstrap',
  slopePerDay: per24h ?? 1,
  slopeInterval: { lower, upper },
  per24h,
  interval: per24h === null ? null : { lower, upper },
  startLevel: 1,
  endLevel: 1,
  lag1: 0.5,
  effectivePoints: 50,
});

describe('a growth', () => {
  test.each([
    [-0.01, 0.049, 'pass', 'below the limit of 5 %'],
    [0.051, 0.07, 'fail', 'above the limit of 5 %'],
    [0.04, 0.05, 'inconclusive', 'which holds the limit of 5 %'],
    [0.05, 0.08, 'inconclusive', 'which holds the limit of 5 %'],
  ] as const)('from %d to %d, with a limit of 0.05, is %s', (lower, upper, outcome, words) => {
    const seen = growth((lower + upper) / 2, lower, upper);
    expect(outcomeOfGrowth(seen, 0.05)).toBe(outcome);
    expect(growthInWords(seen, 0.05, 72 * hourMs)).toContain(words);
  });

  test('that is not known is inconclusive, and says why', () => {
    expect(outcomeOfGrowth(growth(null, 0, 0), 0.05)).toBe('inconclusive');
    expect(growthInWords(growth(null, 0, 0), 0.05, null)).toContain('not above 0');
    const few = { ...growth(0.01, 0, 0), interval: null };
    expect(outcomeOfGrowth(few, 0.05)).toBe('inconclusive');
    expect(growthInWords(few, 0.05, null)).toContain('too few independent points');
  });

  test('says how much data would tell, and where no time would', () => {
    // Half as wide again as the distance to the limit: 1.5^(2/3) = 1.31 of 72 h.
    expect(growthInWords(growth(0.03, 0, 0.06), 0.05, 72 * hourMs)).toContain('about 3 d 23 h of data would tell');
    expect(growthInWords(growth(0.0499, 0.04, 0.06), 0.05, 72 * hourMs)).toContain('too near to the limit to tell');
  });
});

const up = { size: 10, share: 0.1 };
const fall = { size: -10, share: -0.1 };
const finding = (outcome: TrendOutcome) => ({ outcome, reason: `it is ${outcome}` });

describe('with steps', () => {
  test.each([
    ['one step up is not a leak', 'fail', 'pass', [up], 'pass'],
    ['nor where the whole cannot tell', 'inconclusive', 'pass', [up], 'pass'],
    ['steps up that recur may be one', 'fail', 'pass', [up, up], 'inconclusive'],
    ['a leak with a step is one', 'fail', 'fail', [up], 'fail'],
    ['a growth that may be the step is open', 'fail', 'inconclusive', [up], 'inconclusive'],
    ['a fall does not make a growth', 'fail', 'inconclusive', [fall], 'fail'],
    ['a fall can hide one', 'pass', 'fail', [fall], 'inconclusive'],
    ['a fall that hides nothing is none', 'pass', 'pass', [fall], 'pass'],
    ['five falls are a saw-tooth, judged as a whole', 'pass', 'fail', [fall, fall, fall, fall, fall], 'pass'],
    ['a step up hides nothing', 'pass', 'inconclusive', [up], 'pass'],
    ['what is open as a whole stays so', 'inconclusive', 'fail', [up], 'inconclusive'],
  ] as const)('%s', (_, whole, between, steps, outcome) => {
    const judged = judgeSteps(finding(whole), finding(between), steps);
    expect(judged.outcome).toBe(outcome);
    expect(judged.reason).toMatch(/there (is a step|are \d steps) of [+-]10 %/);
  });

  test('many are counted, and the first shown', () => {
    const { reason } = judgeSteps(finding('pass'), finding('pass'), [up, fall, up, fall, up]);
    expect(reason).toContain('there are 5 steps of +10 %, -10 %, +10 % and 2 more');
  });
});
