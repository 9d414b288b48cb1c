// Everything with one correlation id as a tree with times: what happened in a span stands below what happened in the span
// that began it. What names a parent that nobody saw is shown as such, and never hung under something else.
import type { OpsCorrelatedEvent } from './ops-models.ts';

export interface TreeLine {
  event: OpsCorrelatedEvent;
  depth: number;
  /** It names a parent span of which nothing is known here. */
  orphan: boolean;
  /** Silence before it, after the line above in time; null where it is short. */
  gapMs: number | null;
}

const gapFromMs = 5000;
const deepest = 20;

/** Depth first, each level by time. Spans that name each other in a circle stand at the top. */
export function correlationTree(events: readonly OpsCorrelatedEvent[]): TreeLine[] {
  const ordered = events.toSorted((a, b) => a.at - b.at || (a.sequence ?? 0) - (b.sequence ?? 0) || (a.key < b.key ? -1 : 1));
  const lead = new Map<string, OpsCorrelatedEvent>();
  for (const event of ordered) if (event.spanId !== null && !lead.has(event.spanId)) lead.set(event.spanId, event);
  const below = new Map<OpsCorrelatedEvent | null, { event: OpsCorrelatedEvent; orphan: boolean }[]>();
  for (const event of ordered) {
    const { parent, orphan } = parentOf(event, lead);
    const placed = parent !== null && inCircle(event, lead) ? null : parent;
    below.set(placed, [...(below.get(placed) ?? []), { event, orphan }]);
  }
  const silence = silences(ordered);
  const lines: TreeLine[] = [];
  const walk = (of: OpsCorrelatedEvent | null, depth: number): void => {
    for (const { event, orphan } of below.get(of) ?? []) {
      lines.push({ event, depth: Math.min(depth, deepest), orphan, gapMs: silence.get(event) ?? null });
      walk(event, depth + 1);
    }
  };
  walk(null, 0);
  return lines;
} // prettier-ignore

function parentOf(event: OpsCorrelatedEvent, lead: ReadonlyMap<string, OpsCorrelatedEvent>): { parent: OpsCorrelatedEvent | null; orphan: boolean } {
  const first = event.spanId === null ? undefined : lead.get(event.spanId);
  // What happened later in a span stands below the first thing that was seen of it.
  if (first !== undefined && first !== event) return { parent: first, orphan: false };
  if (event.parentSpanId === null) return { parent: null, orphan: false };
  const parent = lead.get(event.parentSpanId);
  return parent === undefined || parent === event ? { parent: null, orphan: true } : { parent, orphan: false };
} // prettier-ignore

function inCircle(event: OpsCorrelatedEvent, lead: ReadonlyMap<string, OpsCorrelatedEvent>): boolean {
  const seen = new Set<OpsCorrelatedEvent>([event]);
  for (let at = parentOf(event, lead).parent; at !== null; at = parentOf(at, lead).parent) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function silences(ordered: readonly OpsCorrelatedEvent[]): Map<OpsCorrelatedEvent, number> {
  const found = new Map<OpsCorrelatedEvent, number>();
  let until: number | null = null;
  for (const event of ordered) {
    if (until !== null && event.at - until >= gapFromMs) found.set(event, event.at - until);
    until = Math.max(until ?? -Infinity, event.endedAt ?? event.at);
  }
  return found;
}
