import { expect, test } from 'vitest';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import type { RunSummary } from '#shared/model/run.ts';
import { createRunFeed, shownInFeed } from './run-feed.ts';

const runAt = (startedAt: number, state: RunSummary['state'] = 'finished'): RunSummary => ({
  key: `r${startedAt}`,
  runId: `r${startedAt}` as RunId,
  planId: 'p' as PlanId,
  planHash: 'a'.repeat(64) as PlanHash,
  planTitle: 'P',
  selection: { phaseIds: [], itemIds: [] },
  state,
  verdict: null,
  counts: noCounts(),
  startedAt,
  finishedAt: null,
  startedBy: 'screen',
  vars: {},
  judge: 'facts/1',
});
/** As the record lists them: the newest first. */
const newestFirst = (count: number) => Array.from({ length: count }, (_, index) => runAt(count - 1 - index));

async function keysOf(feed: ReturnType<typeof createRunFeed>): Promise<string[]> {
  for await (const message of feed.subscribe({}))
    if (message.kind === 'snapshot') return message.entries.map((run) => run.key);
  return [];
}

test('a run beyond the limit takes the place of the oldest', async () => {
  const feed = createRunFeed(newestFirst(shownInFeed));
  feed.publish([runAt(shownInFeed, 'running')]);
  expect(feed.get('r0')).toBeUndefined();
  expect(feed.get('r1')).toBeDefined();
  feed.publish([runAt(shownInFeed + 1)]);
  const keys = await keysOf(feed);
  expect(keys).toHaveLength(shownInFeed);
  expect(keys).not.toContain('r1');
  expect(keys).toEqual(expect.arrayContaining(['r2', `r${shownInFeed}`, `r${shownInFeed + 1}`]));
});

test('what becomes of a run that is shown already takes the place of no other', () => {
  const feed = createRunFeed(newestFirst(shownInFeed));
  feed.publish([runAt(shownInFeed - 1, 'cancelled')]);
  expect(feed.get(`r${shownInFeed - 1}`)).toMatchObject({ state: 'cancelled' });
  expect(feed.get('r0')).toBeDefined();
});
