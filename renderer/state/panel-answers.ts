// What all queries of one panel come to: asked side by side, those that are refused beside those that are answered.
import type { Asked, Frame, InstantAnswer, RangeQuestion } from '#shared/model/series.ts';
import type { CalcName } from '#shared/model/dashboard/calcs.ts';
import { messageOf, type OpsErrorCode } from '#shared/model/ops-error.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import { panelTimeoutMs, type FinerQuestion, type PanelQuestion } from './panel-queries.ts';
import { askAll, askSampled, fitsAll, offersMore, withoutFiner } from './sampled-range.ts';

/** One query of a panel, ready to be sent. */
export interface PanelTarget {
  refId: string;
  kind: 'range' | 'instant';
  /** As it is sent, and as the dashboard has it. */
  query: string;
  written: string;
  /** What it asks whatever time is shown. */
  asked: Asked;
  /** With `{{label}}` still in it. */
  legend: string;
  format: 'series' | 'table' | 'heatmap';
  fromMs: number;
  toMs: number;
  stepMs: number;
  points: number;
  /** The last value is what is looked at. */
  endsNow: boolean;
  /** For lines that are to show every sample; absent where steps of pixels are what is meant. */
  samples?: { everyMs: number; mostSeries: number; widthPx: number; calcs: readonly CalcName[] };
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
  const steady = JSON.stringify([subject, toMs - fromMs, targets.map(({ stepMs, samples }) => [stepMs, samples])]);
  return {
    subject,
    steady,
    key: JSON.stringify([steady, fromMs, toMs]),
    ask: async (client, _now, signal, all) => {
      const answered = await Promise.all(targets.map((target) => askTarget(client, target, seriesLimit, signal, all)));
      const failed = answered.find(({ result }) => result.kind === 'refused');
      const allFailed = answered.every(({ result }) => result.kind === 'refused');
      if (failed !== undefined && allFailed) throw failed.error ?? new Error('refused');
      return { targets: answered, fromMs, toMs };
    },
    ...(targets.some(({ samples }) => samples !== undefined) && { finer: everySample(steady, seriesLimit) }),
  };
}

/** The same in full, of those queries whose steps skip samples that may be asked for. */
function everySample(steady: string, seriesLimit: number): FinerQuestion<PanelAnswer> {
  const framesOf = ({ targets }: PanelAnswer): Frame[] => targets.flatMap(({ result }) => (result.kind === 'range' ? result.frame : [])); // prettier-ignore
  return {
    steady,
    offered: (answer) => framesOf(answer).some(offersMore),
    fits: (answer) => fitsAll(framesOf(answer)),
    ask: async (client, { targets, ...span }, signal) => {
      const asked = targets.map(async (one): Promise<TargetAnswer> => {
        const { target, result } = one;
        if (result.kind !== 'range' || !offersMore(result.frame)) return one;
        const began = performance.now();
        const frame = await askAll(client, rangeOf(target, seriesLimit, true), signal);
        return { target, result: { kind: 'range', frame }, tookMs: performance.now() - began };
      });
      return { targets: await Promise.all(asked), ...span };
    },
    without: ({ targets, ...span }, reason) => ({
      targets: targets.map((one) => one.result.kind === 'range' ? { ...one, result: { kind: 'range', frame: withoutFiner(one.result.frame, reason) } } : one),
      ...span,
    }),
  }; // prettier-ignore
}

/** @param all every sample is drawn as wide as there is room; its steps may be told to be fewer. */
function rangeOf(target: PanelTarget, seriesLimit: number, all: boolean): RangeQuestion {
  const { query, asked, fromMs, toMs, stepMs, points, endsNow, samples } = target;
  const widthPx = Math.min(8192, Math.max(1, Math.round(all && samples !== undefined ? samples.widthPx : points)));
  const wish = samples && { samples: { everyMs: samples.everyMs, mostSeries: samples.mostSeries }, calcs: [...samples.calcs] };
  return { query, asked, fromMs, toMs, widthPx, minStepMs: stepMs, endsNow, seriesLimit, timeoutMs: panelTimeoutMs, ...wish };
} // prettier-ignore

async function askTarget(
  client: EngineClient,
  target: PanelTarget,
  seriesLimit: number,
  signal: AbortSignal,
  all: boolean,
): Promise<TargetAnswer & { error?: unknown }> {
  const began = performance.now();
  const done = (result: TargetResult): TargetAnswer => ({ target, result, tookMs: performance.now() - began });
  try {
    const { query, asked, atMs } = target;
    if (target.kind === 'instant') {
      return done({ kind: 'instant', instant: await client.metrics.instant({ query, asked, atMs, limit: 5_000, timeoutMs: panelTimeoutMs }, { signal }) }); // prettier-ignore
    }
    return done({ kind: 'range', frame: await askSampled(client, (full) => rangeOf(target, seriesLimit, full), signal, all) }); // prettier-ignore
  } catch (error) {
    const { code, message } = refusalOf(error);
    return { ...done({ kind: 'refused', code, reason: message || messageOf(error) }), error };
  }
}
