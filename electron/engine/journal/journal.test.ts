import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testStore } from '../store/store.fixture.ts';
import { createJournal } from './journal.ts';
import { uuidText, v7 } from '../store/uuid-v7.ts';

describe('the journal', () => {
  test('keeps the order in which things were recorded, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 2, maxLength: 40 }), (clock) => {
        const store = testStore();
        let at = 0;
        const journal = createJournal({ read: store.read, bootId: 'b', now: () => clock[at] ?? 0 });
        for (at = 0; at < clock.length; at++)
          journal.append(store.write, { type: 'engine.gap', source: 's', data: at });
        const page = journal.page({ before: null, limit: 100 }).toReversed();
        expect(page.map((event) => event.data)).toEqual(clock.map((_, index) => index));
        expect(page.map((event) => event.recordedTime)).toEqual(clock);
        store.close();
      }),
      { numRuns: 8, seed: 7 },
    );
  });

  test('keeps the time at which something happened apart from the time at which it was recorded', () => {
    const store = testStore();
    const journal = createJournal({ read: store.read, bootId: 'b', now: () => 2000 });
    journal.append(store.write, { type: 'item.judged', source: 'probe:http', subject: 'p/i', time: 1500, data: {} });
    expect(journal.page({ before: null, limit: 1 })).toMatchObject([
      { time: 1500, recordedTime: 2000, source: 'probe:http', subject: 'p/i' },
    ]);
  });

  test('says how much it holds and since when', () => {
    const store = testStore();
    const journal = createJournal({ read: store.read, bootId: 'b', now: () => 3000 });
    expect(journal.stats()).toEqual({ events: 0, oldestAt: null });
    journal.append(store.write, { type: 'engine.started', source: 'engine', data: {} });
    expect(journal.stats()).toEqual({ events: 1, oldestAt: 3000 });
  });
});

describe('event ids', () => {
  test('are version 7 UUIDs that begin with their time, and never repeat', () => {
    const ids = Array.from({ length: 2000 }, () => uuidText(v7(0x0123456789ab)));
    expect(new Set(ids).size).toBe(2000);
    for (const id of ids) expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
