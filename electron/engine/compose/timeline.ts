// Wires the timeline: the questions, the cache that is kept of closed parts of the journal, and when anybody was looking.
import type { SourceStatus } from '#shared/model/system.ts';
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { Feed } from '../feeds/feed.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import { recordedFrame } from '../recorder/recorded-frame.ts';
import { eventsBetween, eventsSince } from '../store/journal-times.ts';
import { readIncident } from '../store/incident-rows.ts';
import { engineRuns, putSegment } from '../store/timeline-rows.ts';
import { createJudgeSuspect } from '../timeline/judge-suspect.ts';
import { createSuspects } from '../timeline/suspects.ts';
import { timelineOf } from '../timeline/timeline.ts';
import { consoleCoverage, gapSpans } from '../timeline/watched-times.ts';
import type { Recording } from './recording.ts';

/** How often what was recorded meanwhile is made ready, so that nobody waits for more than this of it. */
const warmEveryMs = 10 * 60_000;
/** After the start there is more urgent work. */
const firstWarmMs = 30_000;
const mostGaps = 2_000;

export function createTimelinePart(recording: Recording, sources: Feed<SourceStatus>) {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const timeline = timelineOf({
    read,
    keep: (kept, hash, packed) =>
      void writer.write('telemetry', (db) => putSegment(db, kept, hash, packed)).catch(onDefect),
  });
  const lanes = createCoverageLanes({
    eventsSince: (query) => eventsSince(read, query),
    recordBegan: () => journal.stats().oldestAt,
    status: (source) => sources.get(source) ?? null,
    keptParts: (source, span) => keptParts(read, source, span),
    now,
  });
  const coverage = (span: { fromMs: number; toMs: number }): CoverageEntry[] => {
    const gaps = gapSpans(eventsBetween(read, { type: 'engine.gap', fromMs: span.fromMs, toMs: now(), limit: mostGaps })); // prettier-ignore
    const own = consoleCoverage({ runs: engineRuns(read), gaps, now: now() }, span);
    return [...lanes(span), ...(own === null ? [] : [own])];
  };
  const suspects = createSuspects({ read, timeline, incidentOf: (id) => readIncident(read, id), coverage });
  const judgeSuspect = createJudgeSuspect({
    read,
    writer,
    journal,
    isIncident: (id) => readIncident(read, id) !== null,
    safeText: (text) => redactor.text(text).text,
  });
  const closed = new AbortController();
  const warm = (): void =>
    void timeline.warm(closed.signal).catch((error: unknown) => closed.signal.aborted || onDefect(error));
  const first = setTimeout(warm, firstWarmMs).unref();
  const again = setInterval(warm, warmEveryMs).unref();
  return {
    timeline,
    coverage,
    suspects,
    judgeSuspect,
    samples: ({ query, ...span }: { query: string; fromMs: number; toMs: number; stepMs: number }) =>
      recordedFrame(read, { expr: query, ...span, recordedBy: Number.MAX_SAFE_INTEGER }),
    close: () => {
      clearTimeout(first);
      clearInterval(again);
      closed.abort();
    },
  };
}
