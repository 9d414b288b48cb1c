// Wires what charts show beside the samples: events of the journal, and when each source was watched.
import type { SourceStatus } from '#shared/model/system.ts';
import type { Feed } from '../feeds/feed.ts';
import { createAnnotations } from '../metrics/annotations.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import { eventsBetween, eventsSince } from '../store/journal-times.ts';
import type { Recording } from './recording.ts';

export function createPast({ read, journal, now }: Recording, sources: Feed<SourceStatus>) {
  return {
    annotations: createAnnotations({ eventsBetween: (query) => eventsBetween(read, query) }),
    coverage: createCoverageLanes({
      eventsSince: (query) => eventsSince(read, query),
      recordBegan: () => journal.stats().oldestAt,
      status: (source) => sources.get(source) ?? null,
      keptParts: (source, span) => keptParts(read, source, span),
      now,
    }),
  };
}
