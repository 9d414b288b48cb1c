// What the screen of scraped endpoints asks, made ready for the one hook that asks.
import type { Scrape, ScrapedMetric, ScrapedSeries, ScrapeView } from '#shared/model/scrape.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Frame } from '#shared/model/series.ts';
import { spanOf, type SpanZone } from '#shared/model/span.ts';
import type { PanelQuestion } from './panel-queries.ts';

export function metricsQuestion({ key }: Scrape): PanelQuestion<ScrapedMetric[]> {
  return { subject: key, key, ask: async (client, _, signal) => client.scrapes.metrics({ key }, { signal }) };
}

export function seriesQuestion(key: string, metric: string): PanelQuestion<ScrapedSeries> {
  return {
    subject: `${key} ${metric}`,
    key: `${key} ${metric}`,
    ask: async (client, _, signal) => client.scrapes.series({ key, metric, limit: 200 }, { signal }),
  };
}

export interface ScrapedWish {
  key: string;
  metric: string;
  as: ScrapeView;
  q: number;
  by: string[] | null;
  /** As in the address. */
  span: string;
  zone: SpanZone;
  widthPx: number;
}

export function scrapedQuestion({ span, zone, widthPx, ...asked }: ScrapedWish): PanelQuestion<Frame> {
  const width = Math.min(8192, Math.max(100, Math.ceil(widthPx / 50) * 50));
  return {
    subject: JSON.stringify([asked.key, asked.metric, asked.as]),
    key: JSON.stringify([asked, span, zone, width]),
    ask: async (client, now, signal) => {
      const moments = spanOf(span, now, zone);
      if (moments === null) throw new OpsError('bad_input', 'The time range cannot be read.');
      return client.scrapes.range({ ...asked, ...moments, widthPx: width }, { signal });
    },
  };
}
