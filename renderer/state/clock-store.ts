// The moment that the page shows: the present, or one in the past. The address holds it; this says what is asked of the
// engine, and holds back how often that changes, as every change asks for everything anew.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Moment } from '#shared/model/moment.ts';
import type { Place, PlaceStore } from './place.ts';

export interface ClockStore {
  /** The moment that is shown; null for the present. */
  store: StoreApi<{ moment: Moment | null }>;
  /** The same, as a call carries it. */
  asked: () => Moment | null;
}

interface ClockOptions {
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
}

/** The least time between two moments that are asked for. */
const leastMs = 250;

export function createClockStore(place: PlaceStore, { now, later }: ClockOptions): ClockStore {
  const store = createStore<{ moment: Moment | null }>(() => ({ moment: momentOf(place.store.getState()) }));
  let changedAt = -Infinity;
  let cancel: (() => void) | null = null;
  const apply = (): void => {
    cancel = null;
    const moment = momentOf(place.store.getState());
    if (same(moment, store.getState().moment)) return;
    changedAt = now();
    store.setState({ moment });
  };
  place.store.subscribe(() => {
    const moment = momentOf(place.store.getState());
    if (same(moment, store.getState().moment) || cancel !== null) return;
    const waitMs = changedAt + leastMs - now();
    // To live, from live and between records nobody drags: what is shown must not belong to another record for a moment.
    const before = store.getState().moment;
    const leaps = moment === null || before === null || moment.review !== before.review;
    if (leaps || waitMs <= 0) apply();
    else cancel = later(apply, waitMs);
  });
  return { store, asked: () => store.getState().moment };
}

/** Where a bundle is read without a moment, it is read at its end, which its engine knows: a moment ahead of all it holds. */
function momentOf({ at, known, review }: Place): Moment | null {
  if (at === null && review === null) return null;
  return { at: at ?? Number.MAX_SAFE_INTEGER, known, review };
}

const same = (a: Moment | null, b: Moment | null): boolean =>
  a?.at === b?.at && a?.known === b?.known && a?.review === b?.review;
