// One console of the drill: an engine on a folder of its own, and what is waited for in it.
import { createEngine, type Engine, type EngineClient } from '#engine/engine.ts';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { findPlaces } from '../places.ts';

export interface DrillConsole {
  engine: Engine;
  client: EngineClient;
  close: () => Promise<void>;
}

export async function openConsole(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DrillConsole> {
  const { resourcesDir, probeHostEntry, attestorEntry } = findPlaces();
  const engine = await createEngine({
    dataDir,
    resourcesDir,
    env,
    ...(probeHostEntry !== undefined && { probeHostEntry }),
    ...(attestorEntry !== undefined && { attestorEntry }),
  });
  return { engine, client: engine.client, close: engine.close };
}

/**
 * Reads a feed until its entries are as wanted.
 * @throws OpsError `timed_out` with what was waited for
 */
export async function waitFor<T extends Keyed>(
  what: string,
  ask: (signal: AbortSignal) => Promise<AsyncIterable<FeedMessage<T>>>,
  isThere: (entries: ReadonlyMap<string, T>) => boolean,
  withinMs = 30_000,
): Promise<ReadonlyMap<string, T>> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), withinMs);
  let state: FeedState<T> = emptyFeed;
  try {
    for await (const message of await ask(stop.signal)) {
      state = applyFeedMessage(state, message) ?? state;
      if (isThere(state.entries)) return state.entries;
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    clearTimeout(late);
    stop.abort();
  }
  throw new OpsError('timed_out', `${what} was waited for ${withinMs / 1000} s, and did not come`);
}
