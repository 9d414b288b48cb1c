// How fresh the containers are: the worst of the link, the feed and Docker itself decides.
import { expect, test } from 'vitest';
import { freshnessOf } from '../../components/freshness.ts';
import { someDocker } from './containers.fixture.ts';

const lost = { since: 5, reason: 'the engine is lost' };

test('Docker is live only when its list has been heard', () => {
  expect(freshnessOf({ source: someDocker(), lost: null, heardAt: 1 }).state).toBe('live');
  expect(freshnessOf({ source: someDocker(), lost: null, heardAt: null }).state).toBe('waiting');
});

test('a lost engine makes the list stale whatever Docker said last', () => {
  expect(freshnessOf({ source: someDocker(), lost, heardAt: 4 })).toEqual({ state: 'stale', asOf: 4, since: 5, reason: 'the engine is lost' }); // prettier-ignore
  expect(freshnessOf({ source: undefined, lost, heardAt: null }).state).toBe('waiting');
});

test('no word about Docker is not taken for health', () => {
  expect(freshnessOf({ source: undefined, lost: null, heardAt: 4 }).state).toBe('waiting');
});

test('connecting anew after it was live is stale as of when it was last heard of', () => {
  expect(freshnessOf({ source: someDocker({ state: 'connecting', seenAt: 3 }), lost: null, heardAt: 4 })).toMatchObject({ state: 'stale', asOf: 3 }); // prettier-ignore
  expect(freshnessOf({ source: someDocker({ state: 'connecting', seenAt: null }), lost: null, heardAt: 4 }).state).toBe('waiting'); // prettier-ignore
});

test.each(['stale', 'denied', 'off'] as const)('%s is shown as such, with its reason', (state) => {
  const source = someDocker({ state, reason: 'connection refused' });
  expect(freshnessOf({ source, lost: null, heardAt: 4 })).toMatchObject({ state, reason: 'connection refused' });
});
