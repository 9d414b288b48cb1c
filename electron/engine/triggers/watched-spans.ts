// The times in which a source was watched, so that "nothing happened" and "nobody looked" differ. Pure.

export interface Span {
  fromMs: number;
  toMs: number;
}

/** With one more; overlapping ones become one. Ascending, as they were. */
export function withSpan(spans: readonly Span[], span: Span): Span[] {
  if (span.toMs <= span.fromMs) return [...spans];
  const apart = spans.filter(({ fromMs, toMs }) => toMs < span.fromMs || fromMs > span.toMs);
  const touching = spans.filter((one) => !apart.includes(one));
  const fromMs = Math.min(span.fromMs, ...touching.map((one) => one.fromMs));
  const toMs = Math.max(span.toMs, ...touching.map((one) => one.toMs));
  return [...apart, { fromMs, toMs }].toSorted((a, b) => a.fromMs - b.fromMs);
}

/** Without a time that turned out not to be watched. */
export function withoutSpan(spans: readonly Span[], { fromMs, toMs }: Span): Span[] {
  return spans.flatMap((span) =>
    [
      { fromMs: span.fromMs, toMs: Math.min(span.toMs, fromMs) },
      { fromMs: Math.max(span.fromMs, toMs), toMs: span.toMs },
    ].filter((rest) => rest.toMs > rest.fromMs),
  );
}

/** How much of a time lies in none of them. */
export function unwatchedMs(spans: readonly Span[], { fromMs, toMs }: Span): number {
  const watched = spans.reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs)),
    0,
  );
  return Math.max(0, toMs - fromMs - watched);
}
