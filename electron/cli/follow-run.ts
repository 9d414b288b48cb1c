// Follows one run to its end and tells of each item once, when it is done.
import type { EngineClient } from '#engine/engine.ts';
import { itemKey, type ItemState } from '#shared/model/checklist.ts';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { RunReport } from '#shared/model/run.ts';
import { doneItemOf, doneLines, runningLines } from './progress-lines.ts';
import type { ProgressScreen } from './progress-screen.ts';

/**
 * Resolves with the whole run as recorded. Items that the feed did not show as done are told at the end.
 * @throws OpsError `unavailable` where the run came to its end and the record of it did not.
 */
export async function followRun(
  client: EngineClient,
  ids: { planId: PlanId; runId: RunId },
  screen: ProgressScreen,
): Promise<RunReport> {
  const stop = new AbortController();
  const told = new Set<string>();
  const items = tellItems(client, ids, screen, told, stop.signal);
  await untilDone(client, ids, stop.signal);
  stop.abort();
  await items;
  screen.draw([]);
  const report = await client.runs.get({ runId: ids.runId }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'not_found')) throw error;
    const message = 'the run has ended, but the disk refuses its record; what was seen stands above and is not kept';
    throw new OpsError('unavailable', message, { cause: error });
  });
  for (const result of report.results) {
    if (!told.has(itemKey(result.phaseId, result.itemId))) screen.keep(doneLines(doneItemOf(result), screen.style()));
  }
  return report;
}

async function tellItems(
  client: EngineClient,
  { planId, runId }: { planId: PlanId; runId: RunId },
  screen: ProgressScreen,
  told: Set<string>,
  signal: AbortSignal,
): Promise<void> {
  for await (const states of statesOf<ItemState>(() => client.checklist.feed({ planId }, { signal }), signal)) {
    for (const { phaseId, itemId, title, last, running, open } of states) {
      const key = itemKey(phaseId, itemId);
      if (last?.runId !== runId || running !== null || told.has(key)) continue;
      told.add(key);
      const { outcome, reason, durationMs } = last;
      const item = { phaseId, itemId, title, reason, durationMs, outcome: open ? ('open' as const) : outcome };
      screen.keep(doneLines(item, screen.style()));
    }
    const waiting = states.filter((state) => state.running !== null);
    const total = told.size + waiting.length;
    screen.draw(runningLines(waiting, told.size, total, screen.blockRows(), screen.style()));
  }
}

async function untilDone(
  client: EngineClient,
  { planId, runId }: { planId: PlanId; runId: RunId },
  signal: AbortSignal,
): Promise<void> {
  for await (const runs of statesOf(() => client.runs.feed({ planId }, { signal }), signal)) {
    const run = runs.find((each) => each.runId === runId);
    if (run && run.state !== 'running') return;
  }
}

/** The entries of a feed after each message; begins anew when messages were lost, ends when the signal says so. */
async function* statesOf<T extends Keyed>(
  subscribe: () => Promise<AsyncIterable<FeedMessage<T>>>,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  while (!signal.aborted) {
    let state: FeedState<T> = emptyFeed;
    try {
      for await (const message of await subscribe()) {
        const next = applyFeedMessage(state, message);
        if (next === null) break;
        state = next;
        yield [...state.entries.values()];
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
