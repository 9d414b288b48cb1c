import { expect, test } from 'vitest';
import { createErrorEvents } from './error-events.ts';

test('an error is told once a minute for each kind, and the others of its kind are counted', () => {
  const told: unknown[] = [];
  const events = createErrorEvents((time, data) => told.push([time, data]), (text) => text.replace('hunter2', '[redacted]')); // prettier-ignore
  const fail = (at: number, error: string, id = String(at)): void =>
    events.note({ id, message: 'A defect', error, at });
  fail(0, 'row 1 of hunter2');
  fail(10, 'row 2 of hunter2');
  fail(20, 'row 3 of hunter2');
  fail(30, 'another');
  fail(61_000, 'row 4 of hunter2');
  fail(62_000, 'row 5 of hunter2');
  events.close();
  const row = (id: string, error: string, more?: number) => ({ id, message: 'A defect', error, ...(more && { more }) });
  expect(told).toEqual([
    [0, row('0', 'row 1 of [redacted]')],
    [30, row('30', 'another')],
    [20, row('20', 'row 3 of [redacted]', 2)],
    [61_000, row('61000', 'row 4 of [redacted]')],
    [62_000, row('62000', 'row 5 of [redacted]', 1)],
  ]);
});
