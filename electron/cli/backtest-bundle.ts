// Triggers tried on what a bundle holds: asked of the throw-away process that reads it, one after the other.
import { openReviewProcess } from '#engine/review/review-process.ts';
import type { Manifest } from '#shared/model/bundle/manifest.ts';
import { backtestResultSchema, type BacktestResult } from '#shared/model/learning/backtest-result.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';

export interface BundleBacktest {
  triggers: readonly { trigger: Trigger }[];
  /** Null for where the bundle begins, and ends. */
  fromMs: number | null;
  toMs: number | null;
  /** Null for the interval of each. */
  intervalMs: number | null;
  signal: AbortSignal;
  progress: (done: number, total: number) => void;
}

/** @throws OpsError with the reason for which the bundle is refused, `bad_input`, `cancelled`. */
export async function backtestBundle(
  file: string,
  { triggers, fromMs, toMs, intervalMs, signal, progress }: BundleBacktest,
): Promise<{ manifest: Manifest; results: BacktestResult[] }> {
  const opened = await openReviewProcess(file, { onProof: () => undefined, onEnd: () => undefined, signal });
  try {
    const { manifest } = opened.facts;
    const begin = fromMs ?? manifest.span.fromMs;
    const end = toMs ?? manifest.span.toMs;
    if (end < begin) throw new OpsError('bad_input', 'the end is before the start');
    const results: BacktestResult[] = [];
    for (const { trigger } of triggers) {
      progress(results.length, triggers.length);
      const tried = intervalMs === null ? trigger : { ...trigger, intervalMs };
      const asked = { key: null, trigger: tried, criterion: null, fromMs: begin, toMs: end };
      const moment = { at: Math.max(end, manifest.madeAt), known: 'now', review: null } as const;
      results.push(backtestResultSchema.parse(await opened.ask(['learning', 'backtest'], asked, moment, signal)));
    }
    return { manifest, results };
  } finally {
    opened.close();
  }
}
