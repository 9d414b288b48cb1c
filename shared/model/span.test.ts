// Spans as they are written, meant, stepped and widened.
import { expect, test } from 'vitest';
import { isMoving, plainSpan, quickSpans, spanOf, spanProblem, spanText, spanWords, stepSpan, widenSpan } from './span.ts'; // prettier-ignore

// A Friday.
const now = Date.UTC(2026, 10, 20, 14, 2, 7, 123);
const iso = (text: string): string[] | null => {
  const span = spanOf(text, now, 'utc');
  return span && [span.fromMs, span.toMs].map((ms) => new Date(ms).toISOString());
};

test.each([
  ['', '2026-11-20T13:02:07.123Z', '2026-11-20T14:02:07.123Z'],
  ['now-90d..now', '2026-08-22T14:02:07.123Z', '2026-11-20T14:02:07.123Z'],
  ['now/d..now/d', '2026-11-20T00:00:00.000Z', '2026-11-20T23:59:59.999Z'],
  ['now-1d/d..now-1d/d', '2026-11-19T00:00:00.000Z', '2026-11-19T23:59:59.999Z'],
  ['now/w..now', '2026-11-16T00:00:00.000Z', '2026-11-20T14:02:07.123Z'],
  ['now-1M/M..now/M', '2026-10-01T00:00:00.000Z', '2026-11-30T23:59:59.999Z'],
  ['now-1y-2h..now/h', '2025-11-20T12:02:07.123Z', '2026-11-20T14:59:59.999Z'],
  ['2026-11-20..2026-11-20 12:30', '2026-11-20T00:00:00.000Z', '2026-11-20T12:30:00.000Z'],
  ['2026-11-20T10:00:00+01:00..now', '2026-11-20T09:00:00.000Z', '2026-11-20T14:02:07.123Z'],
  ['0..5000', '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:05.000Z'],
])('%s is from %s to %s', (text, from, to) => expect(iso(text)).toEqual([from, to]));

test('the 31st and a short month meet on its last day', () => {
  const at = Date.UTC(2026, 2, 31);
  expect(new Date(spanOf('now-1M..now', at, 'utc')?.fromMs ?? 0).toISOString()).toBe('2026-02-28T00:00:00.000Z');
});

test.each(['now', 'now..now-1h', 'now-1h..now..now', 'soon..now', 'now-1x..now', '2026-13-40..now', '5..5', 'now-99y..now'])('%s is no span, and it is said why', (text) => {
  expect(spanOf(text, now, 'utc')).toBeNull();
  expect(spanProblem(text, now, 'utc')).toMatch(/is no moment|has to be/);
}); // prettier-ignore

test('words are there for what moves with the clock and is simple', () => {
  expect([plainSpan, 'now-6h..now', 'now/d..now', '0..9000'].map(spanWords)).toEqual(['last hour', 'last 6 hours', null, null]); // prettier-ignore
  expect([isMoving('now-1h..now'), isMoving('0..9000'), isMoving('')]).toEqual([true, false, true]);
  for (const text of quickSpans) expect(spanOf(text, now, 'local')).not.toBeNull();
});

test('it steps by half and widens twofold, never beyond the present', () => {
  expect(stepSpan('1000..5000', -1, now, 'utc')).toBe('-1000..3000');
  expect(stepSpan('1000..5000', 1, now, 'utc')).toBe('3000..7000');
  expect(widenSpan('4000..8000', now, 'utc')).toBe('2000..10000');
  expect(widenSpan('now-1h..now', now, 'utc')).toBe(spanText({ fromMs: now - 7_200_000, toMs: now }));
  expect(stepSpan('nonsense', 1, now, 'utc')).toBe('nonsense');
});
