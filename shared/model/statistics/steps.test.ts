import { expect, test } from 'vitest';
import type { Bin } from './median-bins.ts';
import { seededRandom } from './random.ts';
import { findSteps } from './steps.ts';

const bins = (count: number, valueAt: (index: number) => number): Bin[] =>
  Array.from({ length: count }, (_, index) => ({
    atMs: index * 10,
    value: valueAt(index),
    from: index,
    to: index + 1,
  }));

function noise(amount: number, seed = 1): () => number {
  const random = seededRandom(seed);
  return () => amount * (random() + random() + random() - 1.5);
}

test.each([0.2, -0.2, 0.08])('a step of %d is found once, where it is and as large as it is', (share) => {
  const near = noise(0.5);
  const steps = findSteps(bins(120, (index) => (index < 70 ? 100 : 100 * (1 + share)) + near()));
  expect(steps).toHaveLength(1);
  expect(steps[0]?.index).toBe(70);
  expect(steps[0]?.atMs).toBe(695);
  expect(steps[0]?.share).toBeCloseTo(share, 1);
});

test('the size of a step in a leak is without the leak', () => {
  const [step] = findSteps(bins(120, (index) => 100 + index + (index < 70 ? 0 : 40)));
  expect(step?.size).toBe(40);
});

test('two steps far apart are two', () => {
  const steps = findSteps(bins(120, (index) => 100 + (index >= 40 ? 30 : 0) + (index >= 80 ? 30 : 0)));
  expect(steps.map(({ index }) => index)).toEqual([40, 80]);
});

test.each([
  ['a spike', (index: number) => (index === 50 || index === 51 ? 200 : 100)],
  ['a leak', (index: number) => 100 + index],
  ['a leak of a tenth in each bin', (index: number) => 100 + 10 * index],
  ['a leak that doubles', (index: number) => 100 * 2 ** (index / 60)],
  ['a wave', (index: number) => 100 + 20 * Math.sin((index / 48) * 2 * Math.PI)],
  ['a step of 3 %', (index: number) => (index < 50 ? 100 : 103)],
  ['nothing', () => 100],
  ['zero', () => 0],
])('%s is no step', (_, valueAt) => {
  expect(findSteps(bins(144, valueAt))).toEqual([]);
});

test('noise is not cut into steps, also where it wanders', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const near = noise(4, seed);
    let value = 0;
    expect(findSteps(bins(144, () => 100 + (value = 0.9 * value + near())))).toEqual([]);
  }
});

test('too near to an end it cannot be told from a spike', () => {
  expect(findSteps(bins(60, (index) => (index < 52 ? 100 : 150)))).toEqual([]);
  expect(findSteps(bins(10, (index) => (index < 5 ? 100 : 150)))).toEqual([]);
});
