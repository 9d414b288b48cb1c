import { expect, test } from 'vitest';
import { createLineQueue } from './line-queue.ts';

test('lines leave in the order in which they came, some at a time', () => {
  const queue = createLineQueue(10);
  for (const line of ['a', 'b', 'c']) queue.put(line);
  expect(queue.take(2)).toEqual({ lines: ['a', 'b'], lost: 0 });
  expect(queue.take(2)).toEqual({ lines: ['c'], lost: 0 });
  expect(queue.take(2)).toEqual({ lines: [], lost: 0 });
});

test('what is over the limit is counted once, and there is room again when lines have left', () => {
  const queue = createLineQueue(2);
  for (const line of ['a', 'b', 'c', 'd']) queue.put(line);
  queue.lose();
  expect(queue.take(1)).toEqual({ lines: ['a'], lost: 3 });
  queue.put('e');
  expect(queue.take(5)).toEqual({ lines: ['b', 'e'], lost: 0 });
});

test('few lines that are very long are too much as well', () => {
  const queue = createLineQueue(1000);
  const long = 'x'.repeat(10 * 1024 * 1024);
  for (let at = 0; at < 5; at++) queue.put(long);
  expect(queue.take(10)).toMatchObject({ lost: 2, lines: { length: 3 } });
});
