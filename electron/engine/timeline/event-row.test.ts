// Every type of event there is has a lane and words, also without the data that it usually has.
import { expect, test } from 'vitest';
import type { Json } from '#shared/model/facts.ts';
import { eventTypes } from '../journal/journal.ts';
import { timelineEventOf } from './event-row.ts';

test('no type of event is without a lane and words, whatever its data are', () => {
  const nothing = { by: new Map<string, number>(), sequenceOf: () => null };
  const odd: Json[] = [null, {}, [], 'text', { labels: null, word: 7, diff: {}, faults: 'x', from: 9, to: 1 }];
  for (const type of [...eventTypes, 'made.up_later']) {
    for (const data of odd) {
      const row = timelineEventOf({ sequence: 1, id: 'i', type, source: 'engine', subject: null, time: 1, recordedTime: 1, data }, nothing); // prettier-ignore
      expect(row.title, type).toMatch(/\S/);
      expect(row.lane, type).toMatch(/^[a-z]+$/);
    }
  }
});
