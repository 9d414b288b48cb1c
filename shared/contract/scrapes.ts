// Endpoints that the console scrapes itself, and questions to what it kept of them. Nothing here is of Prometheus.
import { z } from 'zod';
import { scrapedMetricSchema, scrapedSeriesSchema, scrapeFieldsSchema, scrapeRangeSchema, scrapeSchema } from '#shared/model/scrape.ts'; // prettier-ignore
import { frameSchema } from '#shared/model/series.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const one = z.object({ key: z.string().min(1).max(100) });

export const scrapesContract = {
  feed: op.output(feed(scrapeSchema)),
  /** Without a key a new one is made. With another URL it begins anew: what was kept is of another endpoint. */
  save: op.input(z.object({ key: z.string().max(100).nullable(), fields: scrapeFieldsSchema, by })).output(one),
  /** With all that was kept of it. */
  remove: op.input(one.extend({ by })).output(nothing),
  pause: op.input(one.extend({ paused: z.boolean(), by })).output(nothing),
  /** Scrapes now instead of later. */
  retry: op.input(one).output(nothing),
  /** All names under which samples are kept, in their order. */
  metrics: op.input(one).output(z.array(scrapedMetricSchema)),
  /** The label sets of one name, and what the last scrape had of each. */
  series: op.input(one.extend({ metric: z.string().max(500), limit: z.int().min(1).max(1000).default(200) })).output(scrapedSeriesSchema), // prettier-ignore
  /** Rates and quantiles are computed at the moments of the scrapes, over the two last samples; nothing is extrapolated. */
  range: op.input(scrapeRangeSchema).output(frameSchema),
};
