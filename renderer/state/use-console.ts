// How views reach the stores: one context, one hook for each kind of look.
import { createContext, useContext, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { refusalOf } from '../client/refusal.ts';
import type { ConsoleStores } from './console.ts';
import type { FeedStore, FeedView } from './feed-store.ts';
import type { Keyed } from '#shared/model/feed.ts';

export const ConsoleContext = createContext<ConsoleStores | null>(null);

export function useConsole(): ConsoleStores {
  const stores = useContext(ConsoleContext);
  if (stores === null) throw new Error('a view was rendered outside of the console');
  return stores;
}

/** Why nothing can be changed while a past moment is shown. */
export const pastReason = 'the past cannot be changed: go back to live first (l)';

/** Null while the present is shown. */
export function usePastRefusal(): string | null {
  const { clock } = useConsole();
  return useStore(clock.store, ({ moment }) => (moment === null ? null : pastReason));
}

export const useFeed = <T extends Keyed>(feed: FeedStore<T>): FeedView<T> => useStore(feed.store);
export const useWhole = <T>(store: StoreApi<T>): T => useStore(store);

/** Calls back when another moment is shown than before. */
export function useOtherMoment(onOther: () => void): void {
  const { clock } = useConsole();
  const { moment } = useStore(clock.store);
  const shown = useRef(moment);
  useEffect(() => {
    if (shown.current === moment) return;
    shown.current = moment;
    onOther();
  });
}

export interface Answer<T> {
  state: 'asking' | 'here' | 'refused';
  value: T | null;
  reason: string;
}

/**
 * Asks the engine once per `key` and again when the link comes back or another moment is shown; the last answer stays
 * while asking again.
 * @param key what is asked, null for nothing; an answer to another key is dropped.
 */
export function useAnswer<T>(key: string | null, ask: () => Promise<T>): Answer<T> {
  const { link, clock } = useConsole();
  const live = useStore(link.store, (status) => status.state === 'live');
  const { moment } = useStore(clock.store);
  const [got, setGot] = useState<Answer<T> & { key: string | null }>({ key: null, state: 'asking', value: null, reason: '' }); // prettier-ignore
  useEffect(() => {
    if (key === null || !live) return undefined;
    let wanted = true;
    ask().then(
      (value) => wanted && setGot({ key, state: 'here', value, reason: '' }),
      (error: unknown) => wanted && setGot({ key, state: 'refused', value: null, reason: refusalOf(error).message }),
    );
    return () => {
      wanted = false;
    };
    // `ask` is made anew on each render; `key` says whether it asks something else.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, live, moment]);
  return got.key === key ? got : { state: 'asking', value: null, reason: '' };
}
