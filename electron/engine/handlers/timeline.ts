// The timeline: what happened, by source, at any zoom; operation by operation.
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { Frame } from '#shared/model/series.ts';
import { always } from '../timeline/selection.ts';
import type { createJudgeSuspect } from '../timeline/judge-suspect.ts';
import type { createSuspects } from '../timeline/suspects.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { operations } from './router.ts';

interface Parts {
  timeline: Timeline;
  coverage: (span: { fromMs: number; toMs: number }) => CoverageEntry[];
  suspects: ReturnType<typeof createSuspects>;
  judgeSuspect: ReturnType<typeof createJudgeSuspect>;
  samples: (asked: { query: string; fromMs: number; toMs: number; stepMs: number }) => Frame | null;
}

export function timelineOperations({ timeline: what, coverage, suspects, judgeSuspect, samples }: Parts) {
  const { timeline } = operations;
  return timeline.router({
    density: timeline.density.handler(({ input, signal }) => what.density(input, always, signal)),
    page: timeline.page.handler(({ input, signal }) => what.page(input, always, signal)),
    intervals: timeline.intervals.handler(({ input, signal }) => what.intervals(input, always, signal)),
    coverage: timeline.coverage.handler(({ input }) => coverage(input)),
    suspects: timeline.suspects.handler(({ input, signal }) => suspects(input.incidentId, always, signal)),
    judgeSuspect: timeline.judgeSuspect.handler(({ input }) => judgeSuspect(input)),
    samples: timeline.samples.handler(({ input }) => samples(input)),
    event: timeline.event.handler(({ input }) => what.event(input.sequence)),
  });
}
