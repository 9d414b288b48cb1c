// When the console itself ran, from its own events: while it did not, nobody was looking at anything.
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { SpanMs } from '#shared/model/span.ts';

export interface ConsoleRunsOptions {
  /** Each run from its start to when it was last heard of, the oldest first. */
  runs: readonly SpanMs[];
  /** Times within them in which the machine slept or the process stood still. */
  gaps: readonly SpanMs[];
  /** Up to now the last run goes on, where it is this one. */
  now: number | null;
}

export const consoleRow = 'console';

/** Null where no run is known. */
export function consoleCoverage(
  { runs, gaps, now }: ConsoleRunsOptions,
  { fromMs, toMs }: SpanMs,
): CoverageEntry | null {
  const [first] = runs;
  if (first === undefined) return null;
  const whole = runs.map((run, index) => (now !== null && index === runs.length - 1 ? { ...run, toMs: Math.max(run.toMs, now) } : run)); // prettier-ignore
  const observed = whole
    .flatMap((run) => without(run, gaps))
    .filter((run) => run.toMs >= fromMs && run.fromMs <= toMs)
    .map((run) => ({ fromMs: Math.max(run.fromMs, fromMs), toMs: Math.min(run.toMs, toMs) }));
  return { name: consoleRow, knownFromMs: first.fromMs, observed };
}

function without(span: SpanMs, gaps: readonly SpanMs[]): SpanMs[] {
  let rest = [span];
  for (const gap of gaps) {
    rest = rest.flatMap(
      (one) =>
      gap.toMs <= one.fromMs || gap.fromMs >= one.toMs
        ? [one]
        : [{ fromMs: one.fromMs, toMs: gap.fromMs }, { fromMs: gap.toMs, toMs: one.toMs }].filter((part) => part.toMs > part.fromMs), // prettier-ignore
    );
  }
  return rest;
}

/** Times that events tell of as `from` and `to` of their data. */
export function gapSpans(events: readonly { data: unknown }[]): SpanMs[] {
  return events.flatMap(({ data }) => {
    const { from, to } = Object(data) as Record<string, unknown>;
    return typeof from === 'number' && typeof to === 'number' && to > from ? [{ fromMs: from, toMs: to }] : [];
  });
}
