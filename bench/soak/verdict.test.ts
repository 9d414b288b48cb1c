// A leak must be seen, and noise must not be taken for one.
import { expect, test } from 'vitest';
import { judgeOpen, judgeSlope, slopeOf } from './verdict.ts';

const minutes = (values: number[]) => values.map((value, at) => ({ atMs: at * 60_000, value }));
const noise = [0.1, -0.1, 0.05, -0.05, 0.1, -0.1];

test('a heap that grows by a tenth of a megabyte a minute grows', () => {
  const slope = slopeOf(minutes(Array.from({ length: 24 }, (_, at) => 20 + at * 0.1)));
  expect(slope?.perHour).toBeCloseTo(6);
  expect(judgeSlope('heap', slope, 1)).toMatchObject({ ok: false, words: expect.stringContaining('grows by 6.0') });
});

test('growth in the first half only is warming up', () => {
  const slope = slopeOf(minutes(Array.from({ length: 24 }, (_, at) => 20 + Math.min(at, 11))));
  expect(judgeSlope('heap', slope, 1)).toMatchObject({ ok: true, words: expect.stringMatching(/^flat: 0\.0/) });
});

test('a short noisy run is flat only within its noise, which is said', () => {
  const slope = slopeOf(minutes(Array.from({ length: 12 }, (_, at) => 20 + (noise[at % 6] ?? 0))));
  expect(judgeSlope('heap', slope, 1)).toMatchObject({ ok: true, words: expect.stringContaining('would not be seen') });
});

test('too few cycles show nothing, and are not taken for good', () => {
  expect(judgeSlope('heap', slopeOf(minutes([1, 1, 1, 1])), 1).ok).toBe(false);
});

test('a handle that was not there after the first cycle is named', () => {
  expect(judgeOpen('handles', { Timeout: 2 }, { Timeout: 2 })).toMatchObject({ ok: true });
  expect(judgeOpen('handles', { Timeout: 2 }, { Timeout: 1 }).ok).toBe(true);
  expect(judgeOpen('handles', { Timeout: 2 }, { Timeout: 3, TCPSocketWrap: 1 })).toEqual({
    what: 'handles',
    ok: false,
    words: 'more: Timeout 2 -> 3, TCPSocketWrap 0 -> 1',
  });
});
