// When a source was watched, out of the record and, up to now, out of what is being watched.
import { keptParts } from '../incidents/kept-parts.ts';
import { eventsSince } from '../store/journal-times.ts';
import type { ReadDb } from '../store/database.ts';
import type { Span } from '../triggers/watched-spans.ts';
import { withSpan } from '../triggers/watched-spans.ts';

/** Since when a source is live without a break; null while it is not. Told by whoever watches now. */
export type LiveSince = (source: string) => number | null;

/** More than a source that comes and goes has in a day. */
const mostSpans = 5000;

export function coveredSpans(read: ReadDb, source: string, { fromMs, toMs }: Span, liveSince: LiveSince): Span[] {
  let spans: Span[] = [];
  for (const { data } of eventsSince(read, { type: 'source.covered', fromMs, limit: mostSpans })) {
    const told = Object(data) as { source?: unknown; from?: unknown; to?: unknown };
    if (told.source !== source || typeof told.from !== 'number' || typeof told.to !== 'number') continue;
    if (told.from <= toMs && told.to >= fromMs) spans = withSpan(spans, { fromMs: told.from, toMs: told.to });
  }
  const since = liveSince(source);
  if (since !== null && since <= toMs) spans = withSpan(spans, { fromMs: since, toMs });
  // What was watched but is evicted by now tells nothing: no event is then not "nothing happened".
  return spans.flatMap((span) => keptParts(read, source, span));
}
