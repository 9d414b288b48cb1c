// What was known of errors at a past moment, and what is known of it today.
import { expect, test } from 'vitest';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import { envelope, noon, testErrors } from '../errors/errors.fixture.ts';
import { errorsPast } from './errors.ts';

const hour = 3_600_000;

async function entriesOf<T extends Keyed>(feed: AsyncGenerator<FeedMessage<T>, void>): Promise<T[]> {
  const { value } = await feed.next();
  await feed.return();
  const state: FeedState<T> | null = value === undefined ? null : applyFeedMessage<T>(emptyFeed, value);
  return [...(state?.entries.values() ?? [])];
}

test('a failure of the past has the count and the state of then; what came late is known only today', async () => {
  const errors = testErrors();
  const past = errorsPast(errors.read);
  await errors.take([envelope({ timestamp: noon, release: '1.0.0', decision_id: 'd', correlation_id: 'c' })]);
  errors.clock.now = noon + hour;
  const key = errors.board.activeIncidents(0, Infinity)[0]?.key ?? '';
  await errors.words.resolve({ key, by: 'Lead', note: '', release: { how: 'in', name: '2.0.0' } });
  errors.clock.now = noon + 3 * hour;
  await errors.take([envelope({ timestamp: noon + 2 * hour, release: '1.0.0', correlation_id: 'c' }), envelope({ release: '2.0.0', timestamp: noon + 2.5 * hour })]); // prettier-ignore
  const at = async (ms: number, known: 'then' | 'now') => (await entriesOf(past.groups(null, { at: ms, known }, undefined))).map(({ state, occurrences, sinceResolved }) => [state, occurrences, sinceResolved]); // prettier-ignore
  expect(await at(noon - 1, 'now')).toEqual([]);
  expect(await at(noon, 'then')).toEqual([['new', 1, 0]]);
  expect(await at(noon + 2 * hour, 'then')).toEqual([['resolved', 1, 0]]);
  expect(await at(noon + 2 * hour, 'now')).toEqual([['resolved', 2, 1]]);
  expect(await at(noon + 3 * hour, 'then')).toEqual([['regressed', 3, 0]]);
  const moment = { at: noon + 2 * hour, known: 'then' as const };
  expect(past.group({ key }, moment)).toMatchObject({ incident: { state: 'resolved' }, word: null });
  expect(past.correlation({ id: 'c' }, moment).counts.errors).toBe(1);
  expect(past.correlation({ id: 'c' }, { ...moment, known: 'now' }).counts.errors).toBe(2);
  expect(past.occurrences({ key, before: null, limit: 10 }, moment)).toHaveLength(1);
  expect(past.decisions({ hours: 24 }, moment)).toMatchObject([{ decisionId: 'd', outcome: 'failed' }]);
});

test('a component that was heard only since is no healthy one of then', async () => {
  const errors = testErrors();
  const past = errorsPast(errors.read);
  await errors.take([envelope({ timestamp: noon })]);
  errors.clock.now = noon + 2 * hour;
  await errors.ingest.take([{ heard: { component: 'shop.worker', at: errors.clock.now } }], { ingest: 'otlp' });
  const at = async (ms: number) => (await entriesOf(past.health(null, { at: ms, known: 'now' }, undefined))).map(({ status }) => status); // prettier-ignore
  expect([await at(noon - 1), await at(noon), await at(noon + hour), await at(noon + 2 * hour)]).toEqual([[], ['degraded'], ['unknown'], ['healthy']]); // prettier-ignore
});
