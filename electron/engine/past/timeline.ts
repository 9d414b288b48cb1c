// The timeline as of a moment: what had happened by then, and, of that, what had been recorded by then or is known today.
import type { CoverageEntry } from '#shared/model/annotation.ts';
import { incidentsAt } from '../incidents/incidents-at.ts';
import { recordedFrame } from '../recorder/recorded-frame.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsBetween, eventsSince } from '../store/journal-times.ts';
import { journalStats } from '../store/journal-rows.ts';
import { engineRuns } from '../store/timeline-rows.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import type { AsOf } from '../timeline/selection.ts';
import { createSuspects } from '../timeline/suspects.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { consoleCoverage, gapSpans } from '../timeline/watched-times.ts';
import type { PastAnswers, PastMoment } from './past.ts';

const asOf = ({ at, known }: PastMoment): AsOf => ({ until: at, recordedBy: known === 'then' ? at : Infinity });
const mostGaps = 2_000;

export function timelinePast(read: ReadDb): PastAnswers['timeline'] {
  const timeline = timelineOf({ read });
  const suspects = createSuspects({
    read,
    timeline,
    incidentOf: (id, { until, recordedBy }) =>
      incidentsAt(read, { at: until, known: recordedBy === Infinity ? 'now' : 'then' }).find((one) => one.id === id) ??
      null,
    coverage: (span, { until }) => coverageAt(read, span, until),
  });
  return {
    density: (input, moment, signal) => timeline.density(input, asOf(moment), signal),
    page: (input, moment, signal) => timeline.page(input, asOf(moment), signal),
    intervals: (input, moment, signal) => timeline.intervals(input, asOf(moment), signal),
    event: ({ sequence }, moment) => timeline.event(sequence, asOf(moment)),
    coverage: (span, { at }) => coverageAt(read, span, at),
    samples: ({ query, ...span }, { at, known }) =>
      recordedFrame(read, { expr: query, ...span, recordedBy: known === 'then' ? at : Number.MAX_SAFE_INTEGER }),
    suspects: ({ incidentId }, moment, signal) => suspects(incidentId, asOf(moment), signal),
  };
}

/** What was watched is told at the end of it, so that it is known only of what ended by then. */
function coverageAt(read: ReadDb, { fromMs, toMs }: { fromMs: number; toMs: number }, at: number): CoverageEntry[] {
  const span = { fromMs, toMs: Math.max(fromMs, Math.min(toMs, at)) };
  const lanes = createCoverageLanes({
    eventsSince: (query) => eventsSince(read, query),
    recordBegan: () => journalStats(read).oldestAt,
    status: () => null,
    keptParts: (source, part) => keptParts(read, source, part),
    now: () => at,
  });
  const gaps = gapSpans(eventsBetween(read, { type: 'engine.gap', fromMs, toMs: at, limit: mostGaps }));
  const runs = engineRuns(read)
    .filter((run) => run.fromMs <= at)
    .map((run) => ({ ...run, toMs: Math.min(run.toMs, at) }));
  const own = consoleCoverage({ runs, gaps, now: null }, span);
  return [...lanes(span), ...(own === null ? [] : [own])];
}
