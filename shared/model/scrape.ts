// Endpoints that the console scrapes itself, where there is no Prometheus: what a person says of one, and how it stands.
import { z } from 'zod';
import { metricsAccessSchema, plainAccess } from './metrics-access.ts';
import { labelsSchema } from './series.ts';
import { sourceStatusSchema } from './system.ts';

const epochMs = z.number();

/** Said on every screen that shows such numbers, and in front of every answer. */
export const scrapedWords = 'Scraped by the console, not by Prometheus';

export const scrapeLimits = {
  endpoints: 10,
  /** Of one endpoint in one scrape; the rest is counted. */
  series: 5000,
  leastIntervalMs: 5000,
  greatestIntervalMs: 300_000,
  /** Samples of all endpoints together, on the disk. */
  keptBytes: 256 * 1024 * 1024,
  bodyBytes: 16 * 1024 * 1024,
} as const;

export const scrapeFieldsSchema = z.object({
  name: z.string().trim().min(1, 'a name is needed').max(60, 'at most 60 characters'),
  url: z
    .url({ protocol: /^https?$/, error: 'not an http or https URL' })
    .max(2000)
    .refine((text) => !/^[^/]*\/\/[^/?#]*@/.test(text), 'without user and password: name them under Access'),
  intervalMs: z
    .int()
    .min(scrapeLimits.leastIntervalMs, 'not more often than every 5 s')
    .max(scrapeLimits.greatestIntervalMs, 'at least every 5 min'),
  /** Names of metrics that are kept, with `*` for any run of characters; empty for all. */
  keep: z
    .array(
      z
        .string()
        .regex(/^[a-zA-Z_:*][a-zA-Z0-9_:*]*$/, 'a name of a metric, with * for any characters')
        .max(200),
    )
    .max(100),
  keepHours: z.int().min(1, 'at least one hour').max(48, 'at most 48 hours'),
  access: metricsAccessSchema.default(plainAccess),
});
export type ScrapeFields = z.infer<typeof scrapeFieldsSchema>;

export const plainScrape: ScrapeFields = { name: '', url: '', intervalMs: 15_000, keep: [], keepHours: 6, access: plainAccess }; // prettier-ignore

/** What the last scrape that was taken brought, and what it left out. */
export const scrapeTakenSchema = z.object({
  atMs: epochMs,
  durationMs: z.number(),
  bodyBytes: z.int(),
  /** Series that were kept. */
  series: z.int(),
  /** Series beyond the limit, and those whose names are not to be kept. */
  beyondLimit: z.int(),
  notWanted: z.int(),
  /** Lines that are not of the format, and the first of them. */
  malformed: z.int(),
  firstMalformed: z.string(),
  /** Samples of a series that was there before in the same answer: the first one counts. */
  duplicates: z.int(),
  /** Samples whose own time is more than five minutes from ours. */
  otherTime: z.int(),
});
export type ScrapeTaken = z.infer<typeof scrapeTakenSchema>;

export const scrapeSchema = z.object({
  key: z.string(),
  fields: scrapeFieldsSchema,
  paused: z.boolean(),
  savedAt: epochMs,
  status: sourceStatusSchema,
  /** Null before the first one. */
  taken: scrapeTakenSchema.nullable(),
  /** Since the console was started: scrapes that were taken, that failed, and that were left out because one was late. */
  done: z.int(),
  failed: z.int(),
  missed: z.int(),
  /** What is kept of it on the disk, and since when. */
  keptBytes: z.int(),
  keptFromMs: epochMs.nullable(),
});
export type Scrape = z.infer<typeof scrapeSchema>;

export const scrapeTypes = ['counter', 'gauge', 'histogram', 'summary', 'untyped', 'unknown', 'info', 'stateset', 'gaugehistogram'] as const; // prettier-ignore
export type ScrapeType = (typeof scrapeTypes)[number];

/** A name under which there are samples, with what its family says of it. */
export const scrapedMetricSchema = z.object({
  name: z.string(),
  family: z.string(),
  type: z.enum(scrapeTypes),
  help: z.string(),
  unit: z.string(),
  /** Label sets that are kept. */
  series: z.int(),
});
export type ScrapedMetric = z.infer<typeof scrapedMetricSchema>;

export const scrapedSeriesSchema = z.object({
  rows: z.array(
    z.object({
      labels: labelsSchema,
      /** As a text, because there is NaN; null where the last scrape had none. */
      value: z.string().nullable(),
    }),
  ),
  total: z.int(),
  atMs: epochMs.nullable(),
});
export type ScrapedSeries = z.infer<typeof scrapedSeriesSchema>;

export const scrapeViews = ['gauge', 'rate', 'quantile'] as const;
export type ScrapeView = (typeof scrapeViews)[number];

export const scrapeRangeSchema = z.object({
  key: z.string(),
  /** The name of the samples; for a quantile the family or its `_bucket`. */
  metric: z.string().min(1).max(500),
  /** Labels that a series must have. */
  labels: labelsSchema.default({}),
  /** `gauge`: as it was; `rate`: per second; `quantile`: of the rates of a histogram's buckets. */
  as: z.enum(scrapeViews),
  q: z.number().min(0).max(1).default(0.95),
  /** Summed over all other labels; null for each series by itself. */
  by: z.array(z.string().max(200)).max(20).nullable().default(null),
  fromMs: epochMs,
  toMs: epochMs,
  widthPx: z.int().min(1).max(8192),
  seriesLimit: z.int().min(1).max(1000).default(50),
});
export type ScrapeRange = z.input<typeof scrapeRangeSchema>;
