// Which parts of a time still hold all that was recorded of a source. Where events of it were evicted, that none is there
// says nothing.
import { stepIncident } from '#shared/model/incident/step-incident.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import type { SpanMs } from '#shared/model/span.ts';
import type { ReadDb } from '../store/database.ts';
import { evictedUpTo } from '../store/evicted-times.ts';
import { incidentEvents, listIncidents } from '../store/incident-rows.ts';
import { evidenceSpan } from './evidence-spans.ts';

/** @returns parts of the span, in their order: what was never evicted, and what incidents held before anything of it went. */
export function keptParts(read: ReadDb, source: string, span: SpanMs): SpanMs[] {
  const evictedMs = evictedUpTo(read, source);
  if (evictedMs === null || evictedMs < span.fromMs) return [span];
  const held = listIncidents(read).flatMap((incident) =>
    heldParts(read, incident).map(({ fromMs, toMs, sinceMs }): SpanMs => {
      const goneBefore = evictedUpTo(read, source, sinceMs) ?? -Infinity;
      return { fromMs: Math.max(span.fromMs, fromMs, goneBefore + 1), toMs: Math.min(span.toMs, toMs) };
    }),
  );
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

/** A part of an incident's evidence, and since when it has been that without a break. */
interface HeldPart extends SpanMs {
  sinceMs: number;
}

const known = new WeakMap<ReadDb, Map<string, { sequence: number; parts: HeldPart[] }>>();
const mostEvents = 10_000;

/**
 * What is evidence today was not always: it was none while the incident was cancelled, or over for long before it was opened
 * again, and what a beginning that was said later took in was none before.
 */
function heldParts(read: ReadDb, incident: Incident): HeldPart[] {
  const all = known.get(read) ?? new Map<string, { sequence: number; parts: HeldPart[] }>();
  known.set(read, all);
  const before = all.get(incident.id);
  if (before?.sequence === incident.sequence) return before.parts;
  const parts = foldHeld(read, incident);
  all.set(incident.id, { sequence: incident.sequence, parts });
  return parts;
}

function foldHeld(read: ReadDb, incident: Incident): HeldPart[] {
  let parts: HeldPart[] = [];
  let state: Incident | null = null;
  for (const event of incidentEvents(read, [incident.id], mostEvents)) {
    state = stepIncident(state, event);
    const span = state === null ? null : evidenceSpan(state);
    parts = span === null ? [] : heldNow(parts, span, event.recordedTime);
  }
  return parts;
}

/** Those parts of a span that were held before keep since when; the rest of it is held from now on. */
function heldNow(before: readonly HeldPart[], { fromMs, toMs }: SpanMs, sinceMs: number): HeldPart[] {
  const kept = before
    .map((part) => ({ ...part, fromMs: Math.max(part.fromMs, fromMs), toMs: Math.min(part.toMs, toMs) }))
    .filter((part) => part.fromMs <= part.toMs);
  const parts: HeldPart[] = [];
  let next = fromMs;
  for (const part of kept) {
    if (part.fromMs > next) parts.push({ fromMs: next, toMs: part.fromMs, sinceMs });
    parts.push(part);
    next = part.toMs;
  }
  if (next < toMs || kept.length === 0) parts.push({ fromMs: next, toMs, sinceMs });
  return parts;
}
