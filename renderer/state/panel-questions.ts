// What panels ask, made ready: range and instant questions over a span that may move with the clock.
import type { Annotations, CoverageEntry } from '#shared/model/annotation.ts';
import type { CalcName } from '#shared/model/dashboard/calcs.ts';
import type { Frame, InstantAnswer, RangeQuestion, SampleWish } from '#shared/model/series.ts';
import { spanOf, type SpanMs, type SpanZone } from '#shared/model/span.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { panelTimeoutMs, type PanelQuestion } from './panel-queries.ts';
import { askAll, askSampled, fitsAll, offersMore, withoutFiner } from './sampled-range.ts';

export interface RangeWish {
  query: string;
  /** As in the address. */
  span: string;
  zone: SpanZone;
  widthPx: number;
  minStepMs?: number | undefined;
  seriesLimit?: number | undefined;
  timeoutMs?: number | undefined;
  /** For lines that are to show every sample; absent where steps of pixels are what is meant. */
  samples?: SampleWish | undefined;
  /** Figures that are shown of each series. */
  calcs?: readonly CalcName[] | undefined;
}

/** Widths a little apart ask for the same, so that dragging an edge does not ask at every pixel. */
const roundedWidth = (widthPx: number): number => Math.min(8192, Math.max(100, Math.ceil(widthPx / 50) * 50));

export function rangeQuestion(wish: RangeWish): PanelQuestion<Frame> {
  const { query, span, zone, minStepMs = 1000, seriesLimit = 50, timeoutMs = panelTimeoutMs } = wish;
  const widthPx = roundedWidth(wish.widthPx);
  const key = JSON.stringify([query, span, zone, widthPx, minStepMs, seriesLimit, wish.samples]);
  const calcs = wish.calcs && { calcs: [...wish.calcs] };
  const rangeOf = (moments: SpanMs): RangeQuestion => ({ query, ...moments, widthPx, minStepMs, seriesLimit, timeoutMs, samples: wish.samples, ...calcs }); // prettier-ignore
  return {
    subject: `range ${query}`,
    key,
    ask: async (client, now, signal, all) => {
      const question = rangeOf(meant(span, now, zone));
      return askSampled(client, () => question, signal, all);
    },
    ...(wish.samples !== undefined && {
      finer: {
        steady: key,
        offered: offersMore,
        fits: (frame) => fitsAll([frame]),
        ask: (client, { fromMs, toMs }, signal) => askAll(client, rangeOf({ fromMs, toMs }), signal),
        without: withoutFiner,
      },
    }),
  };
}

/** At the end of the span; the server's own now where the span ends with the clock. */
export function instantQuestion(
  wish: Omit<RangeWish, 'widthPx' | 'minStepMs' | 'seriesLimit'> & { limit?: number },
): PanelQuestion<InstantAnswer> {
  // prettier-ignore
  const { query, span, zone, limit = 1000, timeoutMs = panelTimeoutMs } = wish;
  const live = span === '' || span.endsWith('..now');
  return {
    subject: `instant ${query}`,
    key: JSON.stringify([query, span, zone, limit]),
    ask: async (client, now, signal) =>
      client.metrics.instant({ query, atMs: live ? null : meant(span, now, zone).toMs, limit, timeoutMs }, { signal }),
  };
}

/** What happened in the span, for flags; the newest where there is more than there is room for. */
export function annotationsQuestion(span: string, zone: SpanZone): PanelQuestion<Annotations> {
  return {
    subject: 'annotations',
    key: JSON.stringify([span, zone]),
    ask: async (client, now, signal) =>
      client.metrics.annotations({ ...meant(span, now, zone), limit: 100 }, { signal }),
  };
}

/** When each source was watched in the span. */
export function coverageQuestion(span: string, zone: SpanZone): PanelQuestion<CoverageEntry[]> {
  return {
    subject: 'coverage',
    key: JSON.stringify([span, zone]),
    ask: async (client, now, signal) => client.metrics.coverage(meant(span, now, zone), { signal }),
  };
}

function meant(span: string, now: number, zone: SpanZone) {
  const moments = spanOf(span, now, zone);
  if (moments === null) throw new OpsError('bad_input', 'The time range cannot be read.');
  return moments;
}
