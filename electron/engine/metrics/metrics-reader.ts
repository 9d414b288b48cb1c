// What the rest of the engine may ask of Prometheus, whichever one the active environment names. Triggers, criteria,
// baselines and dashboards depend on this alone.
import type { InstantAnswer, Labels } from '#shared/model/series.ts';

/** Samples as they were answered, unreduced. Times are epoch milliseconds, ascending; both arrays are of one length. */
export interface SampledSeries {
  labels: Labels;
  times: Float64Array;
  values: Float64Array;
}

export interface RangeAnswer {
  stepMs: number;
  /** The first of the whole answer, in the server's own order, where a limit was asked for. */
  series: SampledSeries[];
  /** How many there are in the whole answer; absent where all are in `series`. */
  totalSeries?: number;
  warnings: string[];
  infos: string[];
}

export interface AskOptions {
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Waits while anybody asks who is not behind. */
  behind?: boolean;
}

/**
 * With a `limit` no more series are read; the rest is counted. Every question throws OpsError: `unavailable` where there is no Prometheus or it does not answer, `bad_input` for a
 * query that it refuses (in its own words), `denied`, `too_large`, `timed_out`, `cancelled`.
 */
export interface MetricsReader {
  /** The server that is asked, in words for people and without secrets; null where none is named or found. */
  place: () => string | null;
  /** At one instant; `atMs` null is the server's own now. */
  instant: (question: { query: string; atMs: number | null; limit?: number } & AskOptions) => Promise<InstantAnswer>;
  range: (
    question: { query: string; fromMs: number; toMs: number; stepMs: number; limit?: number } & AskOptions,
  ) => Promise<RangeAnswer>;
}
