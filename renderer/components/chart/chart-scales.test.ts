// Ticks of values and of time, and the words of units.
import { expect, test } from 'vitest';
import { timeTicks } from './time-ticks.ts';
import { units } from './units.ts';
import { linearAxis, logAxis, roundStep } from './value-ticks.ts';

const plain = { most: 5, steps: 'decimal' } as const;

test('a linear axis ends on round figures, takes zero in where it is near, and keeps ends that are given', () => {
  expect(linearAxis({ extent: [3, 97], ...plain }).ticks).toEqual([0, 20, 40, 60, 80, 100]);
  expect(linearAxis({ extent: [1000, 1004], ...plain })).toMatchObject({ min: 1000, max: 1004, step: 1 });
  expect(linearAxis({ extent: [-8, -1], ...plain }).ticks.at(-1)).toBe(0);
  expect(linearAxis({ extent: [0.1, 0.3], ...plain }).ticks).toEqual([0, 0.1, 0.2, 0.3]);
  expect(linearAxis({ extent: [40, 60], min: 0, max: 100, ...plain })).toMatchObject({ min: 0, max: 100 });
  expect(linearAxis({ extent: [950, 960], fromZero: true, ...plain }).min).toBe(0);
});

test('one value, none, or ends the wrong way round still make an axis', () => {
  for (const wish of [{ extent: [5, 5] }, { extent: [0, 0] }, { extent: null }, { extent: [1, 2], min: 9, max: 3 }] as const) {
    const { min, max, ticks } = linearAxis({ ...wish, ...plain });
    expect(max).toBeGreaterThan(min);
    expect(ticks.length).toBeGreaterThan(0);
  }
}); // prettier-ignore

test('steps are round in their unit: powers of two for bytes, clock steps for durations', () => {
  expect(roundStep(700, 'binary')).toBe(1024);
  expect(roundStep(50, 'seconds')).toBe(60);
  expect(roundStep(2000, 'seconds')).toBe(3600);
  expect(roundStep(50_000, 'milliseconds')).toBe(60_000);
  expect(roundStep(0.0021, 'seconds')).toBe(0.0025);
  expect(roundStep(100 * 86_400, 'seconds')).toBe(100 * 86_400);
});

test('a logarithmic axis has powers of ten, with 2 and 5 between them where there is room', () => {
  expect(logAxis({ extent: [3, 80], ...plain, most: 8 }).ticks).toEqual([1, 2, 5, 10, 20, 50, 100]);
  expect(logAxis({ extent: [1e-6, 1e6], ...plain, most: 4 }).ticks.length).toBeLessThanOrEqual(5);
  expect(logAxis({ extent: [10, 10], ...plain }).max).toBeGreaterThan(10);
});

test('a logarithmic axis of durations has what a clock has, at every length', () => {
  const words = (extent: [number, number], most: number, steps: 'seconds' | 'milliseconds' = 'seconds'): string[] =>
    logAxis({ extent, most, steps }).ticks.map((tick) => units[steps].format(tick));
  expect(words([0.02, 4000], 8)).toEqual(['10 ms', '100 ms', '1 s', '10 s', '1 min', '10 min', '1 h', '10 h']);
  expect(words([70, 5000], 8)).toEqual(['1 min', '10 min', '1 h', '10 h']);
  expect(words([70, 3000], 9)).toEqual(['1 min', '2 min', '5 min', '10 min', '30 min', '1 h']);
  expect(words([70_000, 3_000_000], 9, 'milliseconds')).toEqual(['1 min', '2 min', '5 min', '10 min', '30 min', '1 h']);
  expect(words([0.001, 1e9], 5).length).toBeLessThanOrEqual(5);
  expect(logAxis({ extent: [100, 100], most: 5, steps: 'seconds' }).max).toBeGreaterThan(100);
  expect(logAxis({ extent: [100, 200], min: 90, max: 500, most: 5, steps: 'seconds' })).toMatchObject({ min: 90, max: 500 });
}); // prettier-ignore

test('times are whole hours and days of the zone, and no more than there is room for', () => {
  const fromMs = Date.UTC(2026, 10, 20, 14, 2);
  const day = timeTicks({ fromMs, toMs: fromMs + 86_400_000 }, 8, 'utc');
  expect(day.map(({ text }) => text)).toEqual(['15:00', '18:00', '21:00', '21 Nov', '03:00', '06:00', '09:00', '12:00']);
  const minutes = timeTicks({ fromMs, toMs: fromMs + 600_000 }, 6, 'utc');
  expect(minutes.map(({ text }) => text)).toEqual(['14:02', '14:04', '14:06', '14:08', '14:10', '14:12']);
  expect(timeTicks({ fromMs, toMs: fromMs + 30_000 }, 4, 'utc')[0]?.text).toBe('14:02:00');
  expect(timeTicks({ fromMs, toMs: fromMs + 4 * 86_400_000 }, 5, 'utc').map(({ text }) => text)).toEqual(['21 Nov', '22 Nov', '23 Nov', '24 Nov']); // prettier-ignore
  const years = timeTicks({ fromMs, toMs: fromMs + 800 * 86_400_000 }, 6, 'utc');
  expect(years.map(({ text }) => text)).toContain('2027');
  for (const [ms, most] of [[1, 3], [7e3, 5], [1e6, 4], [9e7, 6], [3e9, 7], [4e11, 5]] as const)
    expect(timeTicks({ fromMs, toMs: fromMs + ms }, most, 'local').length).toBeLessThanOrEqual(most + 2);
}); // prettier-ignore

test('figures carry their unit, and neighbours on an axis never read alike', () => {
  expect(units.bytes.format(1536)).toBe('1.5 KiB');
  expect(units.bytes.format(0)).toBe('0 B');
  expect(units.seconds.format(0.0042)).toBe('4.2 ms');
  expect(units.seconds.format(90)).toBe('1.5 min');
  expect(units.ratio.format(0.0025)).toBe('0.25 %');
  expect(units.number.format(1_234_567)).toBe('1.23 M');
  expect(units.number.format(-0.5)).toBe('−0.5');
  expect(units.perSecond.format(0)).toBe('0/s');
  expect(units.number.format(Number.NaN)).toBe('NaN');
  expect(units.bytes.format(Infinity)).toBe('+Inf');
  for (const [unit, extent] of [[units.number, [1000, 1000.4]], [units.bytes, [2 ** 30, 2 ** 30 + 5000]], [units.seconds, [0.0001, 0.0003]], [units.ratio, [0.999, 0.9995]], [units.number, [5e-7, 9e-7]], [units.number, [9000, 12_000]]] as const) {
    const { ticks, step } = linearAxis({ extent, most: 6, steps: unit.steps });
    const texts = ticks.map((tick) => unit.format(tick, step));
    expect(new Set(texts).size).toBe(texts.length);
  }
}); // prettier-ignore
