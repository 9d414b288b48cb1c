// When each source was watched, out of the journal and, up to now, out of what the sources say of themselves.
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { SpanMs } from '#shared/model/span.ts';
import type { JournalEvent, SourceStatus } from '#shared/model/system.ts';

export interface CoverageOptions {
  /** Events of a type that happened at or after a moment, the oldest first. */
  eventsSince: (query: { type: string; fromMs: number; limit: number }) => JournalEvent[];
  /** When the record begins; null where it is empty. */
  recordBegan: () => number | null;
  /** Null for a source that there is not. */
  status: (source: string) => SourceStatus | null;
  /** The parts of a time of which nothing of the source was evicted: the rest is as if nobody had looked. */
  keptParts: (source: string, span: SpanMs) => SpanMs[];
  now: () => number;
}

const sourceNames = ['docker', 'kubernetes', 'prometheus'];
/** A source that comes and goes every second for an hour. */
const mostIntervals = 5_000;

/** One row for each source that was watched in the span or exists now. */
export function createCoverageLanes({ eventsSince, recordBegan, status, keptParts, now }: CoverageOptions) {
  return ({ fromMs, toMs }: { fromMs: number; toMs: number }): CoverageEntry[] => {
    const knownFromMs = recordBegan();
    if (knownFromMs === null) return [];
    const rows = new Map<string, CoverageEntry>();
    const put = (name: string, from: number, to: number): void => {
      const row = rows.get(name) ?? { name, knownFromMs, observed: [] };
      if (to >= fromMs && from <= toMs) row.observed.push(...keptParts(name, { fromMs: Math.max(from, fromMs), toMs: Math.min(to, toMs) })); // prettier-ignore
      rows.set(name, row);
    };
    for (const { data } of eventsSince({ type: 'source.covered', fromMs, limit: mostIntervals })) {
      const { source, from, to } = Object(data) as Record<string, unknown>;
      if (typeof source === 'string' && typeof from === 'number' && typeof to === 'number') put(source, from, to);
    }
    for (const name of new Set([...sourceNames, ...rows.keys()])) {
      const present = status(name);
      if (present === null) continue;
      if (present.state === 'live') put(name, present.since, now());
      else if (present.state !== 'off') put(name, Infinity, -Infinity);
    }
    return [...rows.values()];
  };
}
