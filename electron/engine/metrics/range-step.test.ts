import { expect, test } from 'vitest';
import { rangeStep } from './range-step.ts';

const hourMs = 3_600_000;
const asked = { fromMs: 1_764_000_123_456, toMs: 1_764_000_123_456 + 24 * hourMs, widthPx: 800, minStepMs: 15_000 };

test('there are at most as many points as pixels, on whole steps within the span', () => {
  const { startMs, endMs, stepMs } = rangeStep(asked);
  expect(stepMs).toBe(120_000);
  expect((endMs - startMs) / stepMs).toBeLessThanOrEqual(800);
  expect([startMs % stepMs, endMs % stepMs]).toEqual([0, 0]);
  expect(startMs).toBeGreaterThanOrEqual(asked.fromMs);
  expect(endMs).toBeLessThanOrEqual(asked.toMs);
});

test('no step is below the least one, and a year on a wide screen stays under what Prometheus allows', () => {
  expect(rangeStep({ ...asked, toMs: asked.fromMs + 60_000 }).stepMs).toBe(15_000);
  const year = rangeStep({ ...asked, toMs: asked.fromMs + 365 * 24 * hourMs, widthPx: 8192, minStepMs: 1 });
  expect((year.endMs - year.startMs) / year.stepMs).toBeLessThan(11_000);
});

test('where the last value alone is shown it is that of the very end', () => {
  const { startMs, endMs, stepMs } = rangeStep({ ...asked, endsNow: true });
  expect(endMs).toBe(asked.toMs);
  expect((endMs - startMs) % stepMs).toBe(0);
  expect(startMs).toBeGreaterThanOrEqual(asked.fromMs);
});
