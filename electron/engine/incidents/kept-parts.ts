// Which parts of a time still hold all that was recorded of a source. Where events of it were evicted, that none is there
// says nothing.
import type { SpanMs } from '#shared/model/span.ts';
import type { ReadDb } from '../store/database.ts';
import { readIncident } from '../store/incident-rows.ts';
import { evictedUpTo } from '../store/retention-rows.ts';
import { evidenceSpans } from './evidence-spans.ts';

/** @returns parts of the span, in their order: what was never evicted, and what incidents held before anything of it went. */
export function keptParts(read: ReadDb, source: string, span: SpanMs): SpanMs[] {
  const evictedMs = evictedUpTo(read, source);
  if (evictedMs === null || evictedMs < span.fromMs) return [span];
  const held = evidenceSpans(read).map(({ incidentId, fromMs, toMs }): SpanMs => {
    const goneBefore = evictedUpTo(read, source, readIncident(read, incidentId)?.declaredAt) ?? -Infinity;
    return { fromMs: Math.max(span.fromMs, fromMs, goneBefore + 1), toMs: Math.min(span.toMs, toMs) };
  });
  const parts: SpanMs[] = [];
  for (const { fromMs, toMs } of [...held, { fromMs: evictedMs + 1, toMs: span.toMs }].toSorted(
    (a, b) => a.fromMs - b.fromMs,
  )) {
    // prettier-ignore
    const last = parts.at(-1);
    if (toMs < fromMs) continue;
    if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
    else parts.push({ fromMs, toMs });
  }
  return parts;
}
