// The moment that the page shows: the present, or one in the past. The address holds it; this says what is asked of the
// engine, holds back how often that changes, as every change asks for everything anew, and lets time go on from there.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Known, Moment } from '#shared/model/moment.ts';
import type { Place, PlaceStore } from './place.ts';

export interface ClockView {
  /** The moment that is shown; null for the present. */
  moment: Moment | null;
  /** How fast time goes on from there; 0 while it stands. */
  speed: number;
}

export interface ClockStore {
  store: StoreApi<ClockView>;
  /** The moment as a call carries it. */
  asked: () => Moment | null;
  /** The moment that is shown, epoch milliseconds. */
  now: () => number;
  /** The present, whatever is shown. */
  present: () => number;
  /** Shows a moment; one that is not over yet is the present. Time stands then. */
  go: (at: number | null) => void;
  /** The same from a hand that drags: the last of many counts. */
  drag: (at: number) => void;
  /** By so much, from what is shown. */
  step: (ms: number) => void;
  setKnown: (known: Known) => void;
  /** The same moment, asked anew: who answers for it is another than before. */
  again: () => void;
  /** So many times as fast as it was; 0 stops. At the present it ends by itself. */
  play: (speed: number) => void;
}

interface ClockOptions {
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
}

/** The least time between two moments that are asked for. */
const leastMs = 250;
export const speeds = [1, 10, 60, 600] as const;

export function createClockStore(place: PlaceStore, { now, later }: ClockOptions): ClockStore {
  const opened = now();
  const momentAt = ({ at, known, review }: Place): Moment | null =>
    // A bundle without a moment is shown as it ends; all that is in it was before the page was opened.
    at === null && review === null ? null : { at: at ?? opened, known, review };
  const store = createStore<ClockView>(() => ({ moment: momentAt(place.store.getState()), speed: 0 }));
  let changedAt = -Infinity;
  let cancel: (() => void) | null = null;
  const apply = (): void => {
    cancel?.();
    cancel = null;
    const moment = momentAt(place.store.getState());
    if (same(moment, store.getState().moment)) return;
    changedAt = now();
    store.setState({ moment, ...(moment === null && { speed: 0 }) });
  };
  place.store.subscribe(() => {
    const moment = momentAt(place.store.getState());
    const before = store.getState().moment;
    if (same(moment, before)) return;
    const waitMs = changedAt + leastMs - now();
    // Nobody drags to live, from live, or from one record to another: nothing may be shown under the wrong name meanwhile.
    const leaps = moment === null || before === null || moment.review !== before.review;
    if (leaps || waitMs <= 0) apply();
    else cancel ??= later(apply, waitMs);
  });

  const shown = (): number => place.store.getState().at ?? store.getState().moment?.at ?? now();
  const put = (at: number | null): void => {
    const { review } = place.store.getState();
    place.go({ at: at === null || (review === null && at >= now()) ? null : Math.round(at) });
  };
  let dragged: { at: number } | null = null;
  const drag = (at: number): void => {
    setSpeed(0);
    if (dragged !== null) return void (dragged.at = at);
    const holding = { at };
    dragged = holding;
    put(at);
    // A browser takes only so many changes of its address.
    later(() => {
      dragged = null;
      if (holding.at !== at) drag(holding.at);
    }, leastMs);
  };
  let stop = (): void => undefined;
  const setSpeed = (speed: number): void => {
    stop();
    stop = () => undefined;
    if (store.getState().speed !== speed) store.setState({ speed });
  };
  const run = (speed: number, from: { at: number; present: number }): void => {
    stop = later(() => {
      put(from.at + (now() - from.present) * speed);
      if (store.getState().speed === speed && place.store.getState().at !== null) run(speed, from);
    }, leastMs);
  };
  return {
    store,
    asked: () => store.getState().moment,
    now: () => store.getState().moment?.at ?? now(),
    present: now,
    go: (at) => {
      setSpeed(0);
      put(at);
    },
    drag,
    step: (ms) => {
      setSpeed(0);
      put(shown() + ms);
    },
    setKnown: (known) => place.go({ known }),
    again: () => store.setState(({ moment }) => ({ moment: moment && { ...moment } })),
    play: (speed) => {
      setSpeed(speed);
      if (speed > 0) run(speed, { at: shown(), present: now() });
    },
  };
}

const same = (a: Moment | null, b: Moment | null): boolean =>
  a?.at === b?.at && a?.known === b?.known && a?.review === b?.review;
