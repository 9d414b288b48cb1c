// The time the whole page shows: one ticking `now` and the zone. Components take it from here instead of each ticking.
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { absoluteInWords, agoInWords, dayInWords, momentInWords, type Zone } from './times.ts';

export interface PageClock {
  /** The moment that is shown: ages are told from it. */
  now: number;
  zone: Zone;
  /** The present, whatever is shown. */
  present: number;
}

const ClockContext = createContext<PageClock>({ now: 0, zone: 'local', present: 0 });
export const useClock = (): PageClock => useContext(ClockContext);

export interface ClockProviderProps {
  /** The present. */
  now: () => number;
  /** The past moment that is shown in its place. */
  fixed?: number | null;
  zone: Zone;
  children: ReactNode;
}

/** Ticks once a second, which is the finest any age is shown with. */
export function ClockProvider({ now, fixed = null, zone, children }: ClockProviderProps) {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), 1_000);
    return () => clearInterval(timer);
  }, [now]);
  return <ClockContext value={{ now: fixed ?? moment, zone, present: moment }}>{children}</ClockContext>;
}

/** How long ago, with the full moment on hover. */
export function Ago({ at, suffix = ' ago' }: { at: number; suffix?: string }) {
  const { now } = useClock();
  return (
    <time dateTime={new Date(at).toISOString()} title={absoluteInWords(at)}>
      {agoInWords(at, now)}
      {suffix}
    </time>
  );
}

/** The moment itself, in the zone of the page; `coarse` leaves the time out where the day says enough. */
export function Moment({ at, coarse = false }: { at: number; coarse?: boolean }) {
  const { now, zone } = useClock();
  return (
    <time dateTime={new Date(at).toISOString()} title={absoluteInWords(at)}>
      {coarse ? dayInWords(at, now, zone) : momentInWords(at, now, zone)}
    </time>
  );
}
