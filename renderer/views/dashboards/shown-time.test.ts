// The time a dashboard shows: when it is asked by itself, and when an answer is of another time than the one that is chosen.
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { isOfOtherTime, useShownTime } from './shown-time.ts';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

test('a time that does not move is asked once; one that moves at its interval; both when a person says so', () => {
  vi.useFakeTimers();
  const wish = { own: { from: 'now-1h', to: 'now' }, zone: 'utc', refresh: '5s', now: () => 7_200_000 } as const;
  const { result, rerender } = renderHook((text: string) => useShownTime({ ...wish, text }), { initialProps: '' });
  act(() => void vi.advanceTimersByTime(10_000));
  expect(result.current.round).toBe(2);
  rerender('1000..2000');
  act(() => void vi.advanceTimersByTime(10_000));
  expect(result.current).toMatchObject({ round: 2, span: { fromMs: 1000, toMs: 2000 } });
  act(() => result.current.again());
  expect(result.current.round).toBe(3);
});

test('an answer a moment old is of the time that is chosen; one of another length or another place is not', () => {
  const last30s = { fromMs: 0, toMs: 30_000 };
  expect(isOfOtherTime(last30s, { fromMs: 20_000, toMs: 50_000 }, true)).toBe(false);
  expect(isOfOtherTime(last30s, { fromMs: 2_000, toMs: 32_000 }, false)).toBe(false);
  expect(isOfOtherTime(last30s, { fromMs: 20_000, toMs: 50_000 }, false)).toBe(true);
  expect(isOfOtherTime(last30s, { fromMs: 21_000, toMs: 29_000 }, false)).toBe(true);
  expect(isOfOtherTime({ fromMs: -870_000, toMs: 30_000 }, last30s, true)).toBe(true);
});

test('a time that is chosen counts back from the moment in which it is chosen, however long nothing was asked', () => {
  let at = 7_200_000;
  const wish = { own: { from: 'now-1h', to: 'now' }, zone: 'utc', refresh: '', now: () => at } as const;
  const { result, rerender } = renderHook((text: string) => useShownTime({ ...wish, text }), { initialProps: '' });
  at += 3_600_000;
  rerender('');
  expect(result.current.span.toMs).toBe(7_200_000);
  rerender('now-5m..now');
  expect(result.current).toMatchObject({ round: 0, span: { fromMs: 10_500_000, toMs: 10_800_000 } });
});
