// The timeline as of a moment: what had happened by then, and, of that, what had been recorded by then or is known today.
import type { ReadDb } from '../store/database.ts';
import { eventsBetween, eventsSince } from '../store/journal-times.ts';
import { journalStats } from '../store/journal-rows.ts';
import { engineRuns } from '../store/timeline-rows.ts';
import { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import type { AsOf } from '../timeline/selection.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { consoleCoverage, gapSpans } from '../timeline/watched-times.ts';
import type { PastAnswers, PastMoment } from './past.ts';

const asOf = ({ at, known }: PastMoment): AsOf => ({ until: at, recordedBy: known === 'then' ? at : Infinity });
const mostGaps = 2_000;

export function timelinePast(read: ReadDb): PastAnswers['timeline'] {
  const timeline = timelineOf({ read });
  return {
    density: (input, moment, signal) => timeline.density(input, asOf(moment), signal),
    page: (input, moment, signal) => timeline.page(input, asOf(moment), signal),
    intervals: (input, moment, signal) => timeline.intervals(input, asOf(moment), signal),
    event: ({ sequence }, moment) => timeline.event(sequence, asOf(moment)),
    coverage: (span, { at }) => {
      // What was watched is told at the end of it, so that it is known only of what ended by then.
      const known = { fromMs: span.fromMs, toMs: Math.max(span.fromMs, Math.min(span.toMs, at)) };
      const lanes = createCoverageLanes({
        eventsSince: (query) => eventsSince(read, query),
        recordBegan: () => journalStats(read).oldestAt,
        status: () => null,
        now: () => at,
      });
      const gaps = gapSpans(eventsBetween(read, { type: 'engine.gap', fromMs: known.fromMs, toMs: at, limit: mostGaps })); // prettier-ignore
      const runs = engineRuns(read).filter(({ fromMs }) => fromMs <= at).map((run) => ({ ...run, toMs: Math.min(run.toMs, at) })); // prettier-ignore
      const own = consoleCoverage({ runs, gaps, now: null }, known);
      return [...lanes(known), ...(own === null ? [] : [own])];
    },
  };
}
