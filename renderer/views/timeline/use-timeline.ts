// What a timeline shows, asked of the engine: counts over a window wider than the screen, what lasted, what was watched, and
// the events of the span. What was answered stays until the next answer is here, so that nothing flickers.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { TimelineEvent, TimelineFilterInput, TimelineInterval, Density } from '#shared/model/timeline/timeline.ts';
import { askedWindow, covers, type AskedWindow, type TimeSpan } from '#shared/model/timeline/zoom.ts';
import { drawnDensity, type DrawnDensity } from '../../components/timeline/lane-rows.ts';
import { whyRefused } from '../../state/timeline-operations.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export interface TimelineAnswers {
  density: DrawnDensity | null;
  lanes: Density['lanes'];
  /** In the window that was asked about. */
  events: number;
  recordMs: TimeSpan | null;
  intervals: readonly TimelineInterval[];
  /** Null while it is not known. */
  coverage: readonly CoverageEntry[] | null;
  /** Why the last question was not answered; empty where it was. */
  refused: string;
}

const nothing: TimelineAnswers = { density: null, lanes: [], events: 0, recordMs: null, intervals: [], coverage: null, refused: '' }; // prettier-ignore
/** The span is asked about once it rests so long. */
const restsMs = 90;
const listRestsMs = 200;
/** What was recorded meanwhile is asked for no more often than this. */
const newsEveryMs = 1_000;

/** Changes when something was recorded, at most once in a while; the same while the past is looked at. */
export function useNews(live: boolean): number {
  const { record } = useConsole();
  const recorded = useFeed(record).entries.get('record')?.events ?? 0;
  const [told, setTold] = useState(recorded);
  useEffect(() => {
    if (!live || recorded === told) return undefined;
    const timer = setTimeout(() => setTold(recorded), newsEveryMs);
    return () => clearTimeout(timer);
  }, [recorded, told, live]);
  return told;
}

/** @param about what else the answers depend on, such as the moment that is looked at. */
export function useTimelineAnswers(span: TimeSpan, widthPx: number, filter: TimelineFilterInput, about: string): TimelineAnswers {
  const { operations, link } = useConsole();
  const live = useWhole(link.store).state === 'live';
  const [answers, setAnswers] = useState<TimelineAnswers & { window: AskedWindow | null; key: string }>({ ...nothing, window: null, key: '' }); // prettier-ignore
  const key = JSON.stringify([filter, about]);
  const fits = answers.window !== null && answers.key === key && covers(answers.window, span, widthPx);
  const window = fits ? answers.window : askedWindow(span, widthPx);
  const windowKey = JSON.stringify([window, key]);
  const first = answers.density === null;
  useEffect(() => {
    if (!live || fits || widthPx < 50 || window === null) return undefined;
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const { fromMs, toMs } = window;
      const asked = { fromMs, toMs, filter };
      try {
        const [density, lasting, coverage] = await Promise.all([
          operations.timelineDensity({ ...window, filter }, stop.signal),
          operations.timelineIntervals(asked, stop.signal),
          operations.timelineCoverage({ fromMs, toMs }, stop.signal),
        ]);
        if (stop.signal.aborted) return;
        const { lanes, events, recordMs } = density;
        setAnswers({ density: drawnDensity(density), lanes, events, recordMs, intervals: lasting.intervals, coverage, refused: '', window, key }); // prettier-ignore
      } catch (error) {
        if (!stop.signal.aborted) setAnswers((before) => ({ ...before, refused: whyRefused(error), window, key })); // prettier-ignore
      }
    };
    const timer = setTimeout(() => void ask(), first ? 0 : restsMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // `windowKey` says what is asked.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [windowKey, live, fits]);
  return answers;
} // prettier-ignore

export interface TimelineRows {
  rows: readonly TimelineEvent[];
  /** How many of the span come before the first row that was read. */
  before: number;
  more: boolean;
  state: 'asking' | 'here' | 'refused';
  reason: string;
  readOn: () => void;
}

const pageLength = 200;
const mostRows = 20_000;
interface Read {
  key: string;
  rows: TimelineEvent[];
  before: number;
  more: boolean;
  state: TimelineRows['state'];
  reason: string;
}

/** The events of a span from its beginning, or from the event `from` on; further ones when they are asked for. */
export function useTimelineRows(span: TimeSpan, filter: TimelineFilterInput, about: string, from: { time: number; sequence: number } | null): TimelineRows {
  const { operations, link } = useConsole();
  const live = useWhole(link.store).state === 'live';
  const rested = useRested(span, listRestsMs);
  const [read, setRead] = useState<Read>({ key: '', rows: [], before: 0, more: false, state: 'asking', reason: '' });
  const key = JSON.stringify([rested, filter, about, from]);
  const reading = useRef(false);
  useEffect(() => {
    if (!live) return undefined;
    const stop = new AbortController();
    reading.current = false;
    const cursor = from === null ? null : { time: from.time, sequence: from.sequence - 1 };
    operations.timelinePage({ ...rested, filter, limit: pageLength, cursor, direction: 'later' }, stop.signal).then(
      (page) => !stop.signal.aborted && setRead({ key, ...page, state: 'here', reason: '' }),
      (error: unknown) => !stop.signal.aborted && setRead({ key, rows: [], before: 0, more: false, state: 'refused', reason: whyRefused(error) }), // prettier-ignore
    );
    return () => stop.abort();
    // `key` says what is asked.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, live]);
  const readOn = (): void => {
    const last = read.rows.at(-1);
    if (reading.current || !read.more || read.key !== key || last === undefined || read.rows.length >= mostRows) return;
    reading.current = true;
    const cursor = { time: last.time, sequence: last.sequence };
    operations.timelinePage({ ...rested, filter, limit: pageLength, cursor, direction: 'later' }).then(
      (page) => {
        reading.current = false;
        setRead((now) => (now.key === key ? { ...now, rows: [...now.rows, ...page.rows], more: page.more } : now));
      },
      () => {
        reading.current = false;
      },
    );
  };
  return { ...read, more: read.more && read.rows.length < mostRows, readOn };
} // prettier-ignore

/** The last value that stayed the same for a while; the first one at once. */
export function useRested<T>(value: T, ms: number): T {
  const text = JSON.stringify(value);
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return useMemo(() => JSON.parse(rested) as T, [rested]);
}
