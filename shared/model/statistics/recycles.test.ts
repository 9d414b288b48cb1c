import { expect, test } from 'vitest';
import { medianBins, type Sample } from './median-bins.ts';
import { cyclesBetween, findResets } from './recycles.ts';

const minuteMs = 60_000;
const series = (minutes: number, valueAt: (minute: number) => number): Sample[] =>
  Array.from({ length: minutes }, (_, minute) => ({ atMs: minute * minuteMs, value: valueAt(minute) }));
const resetsOf = (samples: Sample[]) => findResets(medianBins(samples, 0, 30 * minuteMs), samples);

test.each([0, 7, 15, 22])('resets %i minutes into a bin are found to the minute, each once', (offset) => {
  const samples = series(1600, (minute) => 100 + ((minute + 240 - offset) % 480) / 8);
  const resets = resetsOf(samples);
  expect(resets.map(({ atMs }) => atMs / minuteMs)).toEqual([240, 720, 1200].map((minute) => minute + offset));
  for (const { drop } of resets) expect(drop).toBeCloseTo(60 / 160, 1);
});

test('a fall over more than a bin is one reset', () => {
  const falling = (minute: number) => (minute < 300 ? 200 : Math.max(100, 200 - (minute - 300) * 2));
  expect(resetsOf(series(600, falling))).toHaveLength(1);
});

test('a fall of 14 % is none, one of 16 % is', () => {
  expect(resetsOf(series(600, (minute) => (minute < 300 ? 100 : 86)))).toEqual([]);
  expect(resetsOf(series(600, (minute) => (minute < 300 ? 100 : 84)))).toMatchObject([{ atMs: 300 * minuteMs }]);
});

test('what is not above zero has no share to fall by', () => {
  expect(resetsOf(series(600, () => -10))).toEqual([]);
  expect(resetsOf(series(600, (minute) => (minute < 300 ? 0 : -10)))).toEqual([]);
});

test('a slow decline is no reset, however far it goes', () => {
  expect(resetsOf(series(3000, (minute) => 100 - minute / 40))).toEqual([]);
});

test('only whole cycles count, with their trough and peak', () => {
  const samples = series(1500, (minute) => 100 + (minute % 400) / 4);
  const cycles = cyclesBetween(resetsOf(samples), samples);
  expect(cycles.map(({ startMs, endMs }) => [startMs / minuteMs, endMs / minuteMs])).toEqual([
    [400, 800],
    [800, 1200],
  ]);
  for (const { trough, peak } of cycles) {
    expect(trough).toBeCloseTo(105, 0);
    expect(peak).toBeCloseTo(195, 0);
  }
});

test('the first moments of a restart are not the trough', () => {
  const samples = series(1500, (minute) => (minute % 400 < 5 ? 5 : 100 + (minute % 400) / 4));
  const troughs = cyclesBetween(resetsOf(samples), samples).map(({ trough }) => trough);
  expect(troughs).toHaveLength(2);
  for (const trough of troughs) expect(trough).toBeGreaterThan(100);
});
