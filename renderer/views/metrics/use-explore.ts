// What Explore is about just now: what the address asks, what is being written, and what came of it.
import { useLayoutEffect, useRef, useState } from 'react';
import type { Frame, InstantAnswer } from '#shared/model/series.ts';
import { isMoving, spanOf, type SpanMs } from '#shared/model/span.ts';
import { useClock } from '../../components/clock-context.tsx';
import { exploreOf, exploreText, mostQueries, type ExploreLook } from '../../state/explore-place.ts';
import { instantQuestion, rangeQuestion } from '../../state/panel-questions.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { usePanelQueries, type PanelHold } from '../../state/use-panel-query.ts';
import { usualCalcs } from '../../components/chart/legend-figures.ts';
import { useAskedServer, useScrapeInterval } from '../dashboards/use-scrape-interval.ts';

export interface Explore {
  look: ExploreLook;
  /** As written in each editor; asked only once it is run. */
  drafts: readonly string[];
  spanText: string;
  span: SpanMs | null;
  /** One for each query; those that are off or empty have nothing. */
  frames: PanelHold<Frame>[];
  rows: PanelHold<InstantAnswer>[];
  write: (place: number, text: string) => void;
  /** Asks what is written, and again what was asked already. */
  run: () => void;
  change: (change: Partial<ExploreLook>) => void;
  add: (q: string) => void;
  remove: (place: number) => void;
  turn: (place: number, off: boolean) => void;
  goSpan: (text: string) => void;
}

/** How often targets are scraped where Prometheus does not tell. */
const plainScrapeMs = 15_000;
/** A stack of more would be drawn late. */
const mostStacked = 5;

export function useExplore(widthPx: number): Explore {
  const { place, metrics, now } = useConsole();
  const { zone } = useClock();
  const { explore, span: spanText } = useWhole(place.store);
  const look = exploreOf(explore);
  const { drafts, newest, write } = useDrafts(explore, look);
  const asked = look.queries.map(({ q, off }) => (off || q.trim() === '' ? null : q));
  const graph = look.view === 'graph' && widthPx > 0;
  const everyMs = isMoving(spanText) ? look.everyMs : 0;
  const scrapeMs = useScrapeInterval(useAskedServer(), 0) ?? plainScrapeMs;
  const wish = { span: spanText, zone, widthPx, samples: { everyMs: scrapeMs, mostSeries: look.stacked ? mostStacked : 1000 }, calcs: usualCalcs }; // prettier-ignore
  const frames = usePanelQueries(asked.map((query) => (query === null || !graph ? null : rangeQuestion({ query, ...wish }))), everyMs); // prettier-ignore
  const rows = usePanelQueries(asked.map((query) => (query === null || look.view === 'graph' ? null : instantQuestion({ query, span: spanText, zone }))), everyMs); // prettier-ignore
  const put = (next: ExploreLook): void => place.go({ explore: exploreText(next) });
  const written = () => look.queries.map((query, at) => ({ ...query, q: newest()[at] ?? query.q }));
  return {
    look,
    drafts,
    spanText,
    span: spanOf(spanText, now(), zone),
    frames,
    rows,
    write,
    run: () => {
      const queries = written();
      metrics.history.add(queries.filter(({ off }) => !off).map(({ q }) => q), now()); // prettier-ignore
      put({ ...look, queries });
      // What was changed is asked by its own change.
      queries.forEach(({ q }, at) => {
        if (q !== look.queries[at]?.q) return;
        frames[at]?.again();
        rows[at]?.again();
      });
    },
    change: (change) => put({ ...look, queries: written(), ...change }),
    add: (q) => {
      const queries = written();
      const free = queries.length === 1 && queries[0]?.q.trim() === '';
      if (free && q !== '') put({ ...look, queries: [{ q, off: false }] });
      else if (queries.length < mostQueries) put({ ...look, queries: [...queries, { q, off: false }] });
    },
    remove: (at) =>
      put({ ...look, queries: look.queries.length === 1 ? [{ q: '', off: false }] : written().toSpliced(at, 1) }),
    turn: (at, off) => put({ ...look, queries: written().map((query, index) => (index === at ? { ...query, off } : query)) }), // prettier-ignore
    goSpan: (text) => place.go({ span: text }),
  };
}

/** What is written follows the address when that changes, by a press, by Back or by a link. */
function useDrafts(explore: string, look: ExploreLook) {
  const [kept, setKept] = useState<{ explore: string; drafts: readonly string[] }>(() => draftsOf(explore, look));
  const current = kept.explore === explore ? kept : draftsOf(explore, look);
  if (current !== kept) setKept(current);
  // A key may come before the page is drawn with what was written last: what is asked is that all the same.
  const newest = useRef(current);
  useLayoutEffect(() => {
    newest.current = current;
  }, [current]);
  const write = (at: number, text: string): void => {
    const { drafts, explore: address } = newest.current;
    newest.current = { explore: address, drafts: drafts.map((draft, index) => (index === at ? text : draft)) };
    setKept(newest.current);
  };
  return { drafts: current.drafts, newest: () => newest.current.drafts, write };
}

const draftsOf = (explore: string, look: ExploreLook) => ({ explore, drafts: look.queries.map(({ q }) => q) });
