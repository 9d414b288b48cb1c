// A record with a clock that tests set, and how they ask it about a moment.
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { Known } from '#shared/model/moment.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { testStore } from '../store/store.fixture.ts';
import type { PastMoment } from './past.ts';

export const start = Date.parse('2026-11-20T14:00:00Z');
export const minute = 60_000;

export function testRecord() {
  const store = testStore();
  const clock = { now: start };
  const journal = createJournal({ read: store.read, bootId: 'boot', now: () => clock.now });
  return {
    read: store.read,
    write: store.write,
    clock,
    /** Recorded `minutes` after the start; it happened then too, unless it says otherwise. */
    add: (minutes: number, event: NewEvent): number => {
      clock.now = start + minutes * minute;
      return journal.append(store.write, event);
    },
  };
}

export const at = (minutes: number, known: Known = 'then'): PastMoment => ({ at: start + minutes * minute, known });

/** All that a feed of a moment says at once. */
export async function heard<T extends Keyed>(
  answer: AsyncIterable<unknown> | Promise<AsyncIterable<unknown>> | undefined,
): Promise<T[]> {
  const feed = await answer;
  if (feed === undefined) throw new Error('nothing of the past answers this');
  let state: FeedState<T> = emptyFeed;
  for await (const message of feed) {
    state = applyFeedMessage(state, message as FeedMessage<T>) ?? state;
    break;
  }
  return [...state.entries.values()];
}
