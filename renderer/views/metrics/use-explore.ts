// What Explore is about just now: what the address asks, what is being written, and what came of it.
import { useState } from 'react';
import type { Frame, InstantAnswer } from '#shared/model/series.ts';
import { isMoving, spanOf, type SpanMs } from '#shared/model/span.ts';
import { useClock } from '../../components/clock-context.tsx';
import { exploreOf, exploreText, mostQueries, type ExploreLook } from '../../state/explore-place.ts';
import { instantQuestion, rangeQuestion } from '../../state/panel-questions.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { usePanelQueries, type PanelHold } from '../../state/use-panel-query.ts';

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

export function useExplore(widthPx: number): Explore {
  const { place, metrics, now } = useConsole();
  const { zone } = useClock();
  const { explore, span: spanText } = useWhole(place.store);
  const look = exploreOf(explore);
  const [drafts, setDrafts] = useDrafts(explore, look);
  const asked = look.queries.map(({ q, off }) => (off || q.trim() === '' ? null : q));
  const graph = look.view === 'graph' && widthPx > 0;
  const everyMs = isMoving(spanText) ? look.everyMs : 0;
  const frames = usePanelQueries(asked.map((query) => (query === null || !graph ? null : rangeQuestion({ query, span: spanText, zone, widthPx }))), everyMs); // prettier-ignore
  const rows = usePanelQueries(asked.map((query) => (query === null || look.view === 'graph' ? null : instantQuestion({ query, span: spanText, zone }))), everyMs); // prettier-ignore
  const put = (next: ExploreLook): void => place.go({ explore: exploreText(next) });
  const written = look.queries.map((query, at) => ({ ...query, q: drafts[at] ?? query.q }));
  return {
    look,
    drafts,
    spanText,
    span: spanOf(spanText, now(), zone),
    frames,
    rows,
    write: (at, text) => setDrafts(drafts.map((draft, index) => (index === at ? text : draft))),
    run: () => {
      metrics.history.add(written.filter(({ off }) => !off).map(({ q }) => q), now()); // prettier-ignore
      put({ ...look, queries: written });
      for (const hold of [...frames, ...rows]) hold.again();
    },
    change: (change) => put({ ...look, queries: written, ...change }),
    add: (q) => {
      const free = written.length === 1 && written[0]?.q.trim() === '';
      if (free && q !== '') put({ ...look, queries: [{ q, off: false }] });
      else if (written.length < mostQueries) put({ ...look, queries: [...written, { q, off: false }] });
    },
    remove: (at) =>
      put({ ...look, queries: written.length === 1 ? [{ q: '', off: false }] : written.toSpliced(at, 1) }),
    turn: (at, off) => put({ ...look, queries: written.map((query, index) => (index === at ? { ...query, off } : query)) }), // prettier-ignore
    goSpan: (text) => place.go({ span: text }),
  };
}

/** What is written follows the address when that changes, by a press, by Back or by a link. */
function useDrafts(explore: string, look: ExploreLook): [readonly string[], (drafts: readonly string[]) => void] {
  const [kept, setKept] = useState<{ explore: string; drafts: readonly string[] }>(() => draftsOf(explore, look));
  const current = kept.explore === explore ? kept : draftsOf(explore, look);
  if (current !== kept) setKept(current);
  return [current.drafts, (drafts) => setKept({ explore, drafts })];
}

const draftsOf = (explore: string, look: ExploreLook) => ({ explore, drafts: look.queries.map(({ q }) => q) });
