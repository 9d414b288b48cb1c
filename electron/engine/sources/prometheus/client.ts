// Asks a Prometheus server over its HTTP API. It answers or throws; what an answer means is its caller's business.
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { askJson, placeOf } from './ask-json.ts';

const sampleSchema = z.tuple([z.number(), z.string()]);
const labelsSchema = z.record(z.string(), z.string());
const vectorSchema = z.array(z.object({ metric: labelsSchema, value: sampleSchema.optional() }));
const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  // Histograms of a series come beside its values, or in their place.
  result: z.array(z.object({ metric: labelsSchema, values: z.array(sampleSchema).default([]) })),
});
export type MatrixResult = z.infer<typeof matrixSchema> & Told;
const querySchema = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: vectorSchema }),
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ metric: labelsSchema })) }),
  z.object({ resultType: z.literal('scalar'), result: sampleSchema }),
  z.object({ resultType: z.literal('string'), result: sampleSchema }),
]);
export type QueryResult = z.infer<typeof querySchema> & Told;
/** What the server says of its own answer. */
interface Told {
  warnings: string[];
  infos: string[];
}

const targetSchema = z.object({
  labels: labelsSchema,
  discoveredLabels: labelsSchema.default({}),
  scrapePool: z.string().default(''),
  scrapeUrl: z.string(),
  lastError: z.string().default(''),
  /** ISO 8601; the year 1 when it was never scraped. */
  lastScrape: z.string(),
  health: z.enum(['up', 'down', 'unknown']),
});
export type Target = z.infer<typeof targetSchema>;
const targetsSchema = z.object({ activeTargets: z.array(targetSchema) });

export interface PrometheusClient {
  /** @param time epoch seconds; by default the server's own now. */
  query: (query: string, time?: number, timeoutMs?: number) => Promise<QueryResult>;
  /** @param start, end epoch seconds; @param step seconds. */
  range: (query: string, start: number, end: number, step: number, timeoutMs?: number) => Promise<MatrixResult>;
  targets: () => Promise<Target[]>;
  version: () => Promise<string>;
}

export interface PrometheusOptions {
  /** Where it is reached, with its path prefix if it has one. */
  url: URL;
  dispatcher: Dispatcher;
  signal: AbortSignal;
  /** Sent with every question, e.g. an authorization. */
  headers?: Record<string, string>;
}

/**
 * Every call throws OpsError: `unavailable` where the server does not answer or is not Prometheus, `bad_input` for a
 * query it refuses (its own words are in the message), `denied`, `too_large` (over 20 MiB), or the signal's reason.
 */
export function createPrometheusClient(options: PrometheusOptions): PrometheusClient {
  const call = async <T>(path: string, schema: z.ZodType<T>, form?: URLSearchParams): Promise<T & Told> => {
    const { data, warnings, infos } = await askJson(options, path, form);
    const parsed = schema.safeParse(data);
    if (parsed.success) return { ...parsed.data, warnings, infos };
    const words = `${placeOf(options.url)} answered in a form that is not its API's: ${messageOf(parsed.error)}`;
    throw new OpsError('unavailable', words.slice(0, 500));
  };
  return {
    query: (query, time, timeoutMs) => {
      const form = new URLSearchParams({ query, ...serverTimeout(timeoutMs) });
      if (time !== undefined) form.set('time', String(time));
      return call('api/v1/query', querySchema, form) as Promise<QueryResult>;
    },
    range: (query, start, end, step, timeoutMs) => {
      const asked = { query, start: String(start), end: String(end), step: String(step), ...serverTimeout(timeoutMs) };
      return call('api/v1/query_range', matrixSchema, new URLSearchParams(asked));
    },
    targets: async () => (await call('api/v1/targets?state=active', targetsSchema)).activeTargets,
    version: async () => (await call('api/v1/status/buildinfo', z.object({ version: z.string() }))).version,
  };
}

/** The server gives up when the asker has, instead of working on. */
const serverTimeout = (timeoutMs: number | undefined): Record<string, string> =>
  timeoutMs === undefined ? {} : { timeout: `${timeoutMs}ms` };
