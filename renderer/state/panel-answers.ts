// What all queries of one panel come to: asked side by side, those that are refused beside those that are answered.
import type { Frame, InstantAnswer } from '#shared/model/series.ts';
import { messageOf, type OpsErrorCode } from '#shared/model/ops-error.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import { panelTimeoutMs, type PanelQuestion } from './panel-queries.ts';

/** One query of a panel, ready to be sent. */
export interface PanelTarget {
  refId: string;
  kind: 'range' | 'instant';
  /** As it is sent, and as the dashboard has it. */
  query: string;
  written: string;
  /** With `{{label}}` still in it. */
  legend: string;
  format: 'series' | 'table' | 'heatmap';
  fromMs: number;
  toMs: number;
  stepMs: number;
  points: number;
  /** The last value is what is looked at. */
  endsNow: boolean;
  /** Null for the server's own now. */
  atMs: number | null;
}

export type TargetResult =
  | { kind: 'range'; frame: Frame }
  | { kind: 'instant'; instant: InstantAnswer }
  | { kind: 'refused'; code: OpsErrorCode; reason: string };

export interface TargetAnswer {
  target: PanelTarget;
  result: TargetResult;
  tookMs: number;
}

export interface PanelAnswer {
  targets: TargetAnswer[];
  /** What it is of: the span that was asked for. */
  fromMs: number;
  toMs: number;
}

export interface PanelWish {
  panelKey: string;
  targets: readonly PanelTarget[];
  fromMs: number;
  toMs: number;
  seriesLimit: number;
}

/**
 * All of a panel's queries as one question. It is refused only where each of them is.
 * `steady` is all of it but the moments: the same while only time goes on.
 */
export function panelQuestion(wish: PanelWish): PanelQuestion<PanelAnswer> & { steady: string } {
  const { panelKey, targets, fromMs, toMs, seriesLimit } = wish;
  const subject = JSON.stringify([panelKey, targets.map(({ kind, query, legend }) => [kind, query, legend])]);
  const steady = JSON.stringify([subject, toMs - fromMs, targets.map(({ stepMs }) => stepMs)]);
  return {
    subject,
    steady,
    key: JSON.stringify([steady, fromMs, toMs]),
    ask: async (client, _now, signal) => {
      const answered = await Promise.all(targets.map((target) => askTarget(client, target, seriesLimit, signal)));
      const failed = answered.find(({ result }) => result.kind === 'refused');
      const allFailed = answered.every(({ result }) => result.kind === 'refused');
      if (failed !== undefined && allFailed) throw failed.error ?? new Error('refused');
      return { targets: answered, fromMs, toMs };
    },
  };
}

async function askTarget(
  client: EngineClient,
  target: PanelTarget,
  seriesLimit: number,
  signal: AbortSignal,
): Promise<TargetAnswer & { error?: unknown }> {
  const began = performance.now();
  const done = (result: TargetResult): TargetAnswer => ({ target, result, tookMs: performance.now() - began });
  try {
    const { query, fromMs, toMs, stepMs, points, atMs, endsNow } = target;
    const timeoutMs = panelTimeoutMs;
    if (target.kind === 'instant') {
      return done({ kind: 'instant', instant: await client.metrics.instant({ query, atMs, limit: 5_000, timeoutMs }, { signal }) }); // prettier-ignore
    }
    const widthPx = Math.min(8192, Math.max(1, Math.round(points)));
    return done({ kind: 'range', frame: await client.metrics.range({ query, fromMs, toMs, widthPx, minStepMs: stepMs, endsNow, seriesLimit, timeoutMs }, { signal }) }); // prettier-ignore
  } catch (error) {
    const { code, message } = refusalOf(error);
    return { ...done({ kind: 'refused', code, reason: message || messageOf(error) }), error };
  }
}
