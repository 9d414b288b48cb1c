import { expect, test } from 'vitest';
import { madeOnce } from './made-once.ts';

test('nothing is made until it is asked for, and then it is made once', () => {
  let made = 0;
  const thing = madeOnce(() => ({ number: ++made }));
  expect(made).toBe(0);
  expect(thing()).toEqual({ number: 1 });
  expect(thing()).toBe(thing());
  expect(made).toBe(1);
});
