// Asks a Prometheus server over its HTTP API. It answers or throws; what an answer means is its caller's business.
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { askJson, placeOf } from './ask-json.ts';

const sampleSchema = z.tuple([z.number(), z.string()]);
const labelsSchema = z.record(z.string(), z.string());
const vectorSchema = z.array(z.object({ metric: labelsSchema, value: sampleSchema.optional() }));
const querySchema = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: vectorSchema }),
  z.object({ resultType: z.literal('matrix'), result: z.array(z.object({ metric: labelsSchema })) }),
  z.object({ resultType: z.literal('scalar'), result: sampleSchema }),
  z.object({ resultType: z.literal('string'), result: sampleSchema }),
]);
export type QueryResult = z.infer<typeof querySchema> & { warnings: string[] };

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
  query: (query: string, time?: number) => Promise<QueryResult>;
  targets: () => Promise<Target[]>;
  version: () => Promise<string>;
}

export interface PrometheusOptions {
  /** Where it is reached, with its path prefix if it has one. */
  url: URL;
  dispatcher: Dispatcher;
  signal: AbortSignal;
}

/**
 * Every call throws OpsError: `unavailable` where the server does not answer or is not Prometheus, `bad_input` for a
 * query it refuses (its own words are in the message), `denied`, `too_large` (over 20 MiB), or the signal's reason.
 */
export function createPrometheusClient(options: PrometheusOptions): PrometheusClient {
  const call = async <T>(
    path: string,
    schema: z.ZodType<T>,
    form?: URLSearchParams,
  ): Promise<T & { warnings: string[] }> => {
    const { data, warnings } = await askJson(options, path, form);
    const parsed = schema.safeParse(data);
    if (parsed.success) return { ...parsed.data, warnings };
    const words = `${placeOf(options.url)} answered in a form that is not its API's: ${messageOf(parsed.error)}`;
    throw new OpsError('unavailable', words.slice(0, 500));
  };
  return {
    query: (query, time) => {
      const form = new URLSearchParams({ query });
      if (time !== undefined) form.set('time', String(time));
      return call('api/v1/query', querySchema, form) as Promise<QueryResult>;
    },
    targets: async () => (await call('api/v1/targets?state=active', targetsSchema)).activeTargets,
    version: async () => (await call('api/v1/status/buildinfo', z.object({ version: z.string() }))).version,
  };
}
