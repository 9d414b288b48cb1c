// The span under the hand: what stays in place, what is kept within limits, and when a new question is needed.
import { expect, test } from 'vitest';
import { askedWindow, covers, moved, spanBetween, spanLimitsMs, zoomed } from './zoom.ts';

const span = { fromMs: 1_000_000, toMs: 1_100_000 };

test('zooming leaves the moment under the pointer in its place, and ends at a second and at ten years', () => {
  const near = zoomed(span, 0.5, 1_025_000);
  expect(near).toEqual({ fromMs: 1_012_500, toMs: 1_062_500 });
  expect((1_025_000 - near.fromMs) / 50_000).toBe(0.25);
  let now = span;
  for (let step = 0; step < 60; step++) now = zoomed(now, 0.5, 1_025_000);
  expect(now.toMs - now.fromMs).toBeCloseTo(spanLimitsMs.least, 3);
  for (let step = 0; step < 90; step++) now = zoomed(now, 2, 1_025_000);
  expect(now.toMs - now.fromMs).toBe(spanLimitsMs.most);
});

test('a brush in either direction gives a span, never a shorter one than a second', () => {
  expect(spanBetween(5_000, 2_000)).toEqual({ fromMs: 2_000, toMs: 5_000 });
  expect(spanBetween(5_000, 5_000)).toEqual({ fromMs: 4_500, toMs: 5_500 });
});

test('a window reaches a screen to either side in whole buckets, and small moves need no other', () => {
  const window = askedWindow(span, 900);
  const bucketMs = (window.toMs - window.fromMs) / window.buckets;
  expect(Number.isInteger(Math.log2(bucketMs))).toBe(true);
  expect(window.fromMs % bucketMs).toBe(0);
  expect(window.fromMs).toBeLessThanOrEqual(900_000);
  expect(window.buckets).toBeLessThanOrEqual(2_000);
  expect(covers(window, moved(span, 80_000), 900)).toBe(true);
  expect(covers(window, moved(span, 140_000), 900)).toBe(false);
  expect(covers(window, zoomed(span, 0.25, 1_050_000), 900)).toBe(false);
  expect(askedWindow({ fromMs: 0, toMs: spanLimitsMs.most }, 4_000).buckets).toBeLessThanOrEqual(2_000);
});
