// What panels ask, made ready: range and instant questions over a span that may move with the clock.
import type { Annotations, CoverageEntry } from '#shared/model/annotation.ts';
import type { Frame, InstantAnswer } from '#shared/model/series.ts';
import { spanOf, type SpanZone } from '#shared/model/span.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { panelTimeoutMs, type PanelQuestion } from './panel-queries.ts';

export interface RangeWish {
  query: string;
  /** As in the address. */
  span: string;
  zone: SpanZone;
  widthPx: number;
  minStepMs?: number | undefined;
  seriesLimit?: number | undefined;
  timeoutMs?: number | undefined;
}

/** Widths a little apart ask for the same, so that dragging an edge does not ask at every pixel. */
const roundedWidth = (widthPx: number): number => Math.min(8192, Math.max(100, Math.ceil(widthPx / 50) * 50));

export function rangeQuestion(wish: RangeWish): PanelQuestion<Frame> {
  const { query, span, zone, minStepMs = 1000, seriesLimit = 50, timeoutMs = panelTimeoutMs } = wish;
  const widthPx = roundedWidth(wish.widthPx);
  return {
    subject: `range ${query}`,
    key: JSON.stringify([query, span, zone, widthPx, minStepMs, seriesLimit]),
    ask: async (client, now, signal) => {
      const moments = meant(span, now, zone);
      return client.metrics.range({ query, ...moments, widthPx, minStepMs, seriesLimit, timeoutMs }, { signal });
    },
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
