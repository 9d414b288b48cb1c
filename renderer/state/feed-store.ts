// One store per feed: subscribes when the link is live, applies messages, keeps the last data when the link is lost.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { EngineClient } from '../client/link.ts';
import { isAnswer, refusalOf } from '../client/refusal.ts';

export interface FeedView<T> extends FeedState<T> {
  /** `stale`: what is shown is the last that was heard. `refused`: nothing is shown, as nothing of it was recorded then. */
  state: 'off' | 'loading' | 'live' | 'stale' | 'refused';
  reason: string;
  /** When it was last heard of; null until all of a first snapshot is here. */
  heardAt: number | null;
}

export type Subscribe<T> = (client: EngineClient, signal: AbortSignal) => Promise<AsyncIterable<FeedMessage<T>>>;

export interface FeedStore<T extends Keyed> {
  store: StoreApi<FeedView<T>>;
  /** Follows another feed (or none): what was shown is dropped. */
  follow: (subscribe: Subscribe<T> | null) => void;
  /** To be called when the client changes; null means the link is lost. What was shown stays until another answers. */
  connect: (client: EngineClient | null, reason: string) => void;
}

export interface FeedClock {
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
  /** Whether a past moment is shown: what is refused then stays refused, and of what was shown before nothing stays. */
  past?: () => boolean;
}

const againMs = 1_000;
const nothing = <T>(state: 'off' | 'loading' | 'refused', reason = ''): FeedView<T> => ({ ...emptyFeed, state, reason, heardAt: null }); // prettier-ignore

export function createFeedStore<T extends Keyed>({ now, later, past = () => false }: FeedClock): FeedStore<T> {
  const store = createStore<FeedView<T>>(() => nothing('off'));
  let subscribe: Subscribe<T> | null = null;
  let client: EngineClient | null = null;
  let abort = new AbortController();

  const stale = (reason: string): void =>
    store.setState((view) => ({ ...view, reason, state: view.heardAt === null ? 'loading' : 'stale' }));

  const listen = async (asked: Subscribe<T>, asker: EngineClient, signal: AbortSignal): Promise<void> => {
    let reason = 'the feed ended';
    // What is a part only is not taken for all there is.
    let whole = false;
    try {
      for await (const message of await asked(asker, signal)) {
        if (signal.aborted) return;
        const next = applyFeedMessage<T>(store.getState(), message);
        if (next === null) return restart();
        whole = message.more !== true || (whole && message.kind === 'change');
        store.setState({ ...next, state: 'live', reason: '', heardAt: whole ? now() : null });
      }
    } catch (error) {
      const refusal = refusalOf(error);
      if (signal.aborted) return;
      if (past() && isAnswer(error)) return store.setState(nothing('refused', refusal.message));
      reason = refusal.message;
    }
    if (signal.aborted) return;
    stale(reason);
    const cancel = later(restart, againMs);
    signal.addEventListener('abort', cancel);
  };

  const restart = (): void => {
    abort.abort();
    abort = new AbortController();
    if (subscribe !== null && client !== null) void listen(subscribe, client, abort.signal);
  };

  return {
    store,
    follow: (next) => {
      subscribe = next;
      store.setState(nothing(next === null ? 'off' : 'loading'));
      restart();
    },
    connect: (next, reason) => {
      if (next === client) return;
      client = next;
      if (next === null) stale(reason);
      restart();
    },
  };
}
