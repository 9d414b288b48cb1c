import { expect, test } from 'vitest';
import { verifyLines } from './verify.ts';

const head = { sequence: 41, hash: 'ab'.repeat(32) };

test('a whole record is called whole, with what was evicted and the root that stands for all of it', () => {
  expect(verifyLines({ checked: 40, evicted: 1, head, faults: [], faultCount: 0 })).toEqual([
    'whole: 40 events checked; 1 were evicted, as the record tells',
    `root ${head.hash} at event 41`,
  ]);
});

test('each fault is told, and how many more there are', () => {
  const fault = { first: 3, last: 3, kind: 'altered' as const, words: 'event 3 is not what was recorded' };
  expect(verifyLines({ checked: 41, evicted: 0, head, faults: [fault], faultCount: 7 })).toEqual([
    'NOT whole: 7 faults: 41 events checked',
    '  altered   event 3 is not what was recorded',
    '  and 6 more',
    `root ${head.hash} at event 41`,
  ]);
});

test('an empty record proves nothing and says so', () => {
  expect(verifyLines({ checked: 0, evicted: 0, head: null, faults: [], faultCount: 0 })).toEqual([
    'whole: 0 events checked',
    'nothing was recorded yet',
  ]);
});
