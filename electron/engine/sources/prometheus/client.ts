// Asks a Prometheus server over its HTTP API. It answers or throws; what an answer means is its caller's business.
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Labels } from '#shared/model/series.ts';
import { askElements, askJson, pieceLimitBytes, placeOf, type Elements, type Envelope } from './ask-json.ts';
import { call, type CallOptions } from './call.ts';
import { readSample, readSeries, sampleOf, type ReadSample, type ReadSeries } from './read-sample.ts';
import { ruleGroupSchema, targetSchema, type RuleGroup, type Target } from './shapes.ts';

export type { Target } from './shapes.ts';

/** What the server says of its own answer. */
interface Told {
  warnings: string[];
  infos: string[];
}

export type QueryResult = Told &
  (
    | { resultType: 'vector'; result: ReadSample[]; total: number }
    | { resultType: 'matrix'; result: { metric: Labels }[]; total: number }
    | { resultType: 'scalar'; result: [seconds: number, text: string]; total: number }
    | { resultType: 'string'; result: [seconds: number, text: string]; total: number }
  );

export interface RangeResult extends Told {
  /** The first of the whole answer, in the server's order. */
  series: ReadSeries[];
  totalSeries: number;
}

export interface QueryOptions {
  /** Told to the server, so that it gives up when the asker has. */
  timeoutMs?: number | undefined;
  /** More are counted and not read. */
  limit?: number | undefined;
}

export interface NamesOptions {
  /** Series selectors; all series where there is none. */
  match?: string[];
  /** Epoch seconds between which a series must have been there; without them, ever. */
  start?: number;
  end?: number;
  limit: number;
}

export interface PrometheusClient {
  /** @param time epoch seconds; by default the server's own now. */
  query: (query: string, time?: number, options?: QueryOptions) => Promise<QueryResult>;
  /** @param start, end epoch seconds; @param step seconds. */
  range: (query: string, start: number, end: number, step: number, options?: QueryOptions) => Promise<RangeResult>;
  targets: () => Promise<Target[]>;
  groups: () => Promise<RuleGroup[]>;
  /** Addresses of the Alertmanagers that it sends to. */
  alertmanagers: () => Promise<string[]>;
  labelNames: (options: NamesOptions) => Promise<string[]>;
  labelValues: (label: string, options: NamesOptions) => Promise<string[]>;
  metadata: (limit: number) => Promise<Record<string, { type: string; help: string }[]>>;
  version: () => Promise<string>;
  /** Whether it has such a path at all; nothing of the answer is read. */
  has: (path: string) => Promise<boolean>;
}

export type PrometheusOptions = CallOptions;

/** More samples are not held for one answer: 80 MB. */
const samplesLimit = 5_000_000;

const namesSchema = z.array(z.string());
const metadataSchema = z.record(z.string(), z.array(z.object({ type: z.string(), help: z.string() })));
const alertmanagersSchema = z.object({ activeAlertmanagers: z.array(z.object({ url: z.string() })).nullish() });

/**
 * Every call throws OpsError: `unavailable` where the server does not answer or is not Prometheus, `bad_input` for a
 * query it refuses (its own words are in the message), `denied`, `too_large`, or the signal's reason.
 */
export function createPrometheusClient(options: PrometheusOptions): PrometheusClient {
  const place = placeOf(options.url, options.name);
  const malformed = (error: unknown): OpsError =>
    new OpsError('unavailable', `${place} answered in a form that is not its API's: ${messageOf(error)}`.slice(0, 500), { cause: error }); // prettier-ignore
  const parsed = <T>(schema: z.ZodType<T>, data: unknown): T => {
    const { success, data: value, error } = schema.safeParse(data);
    if (success) return value;
    throw malformed(error.issues[0] ?? error);
  };
  const ask = async <T>(path: string, schema: z.ZodType<T>, form?: URLSearchParams): Promise<T> =>
    parsed(schema, (await askJson(options, path, form, pieceLimitBytes)).data);
  /** What `take` cannot read is no answer. */
  const stream = (path: string, { take, ...array }: Elements, form?: URLSearchParams): Promise<Envelope> => {
    const orMalformed = (element: Buffer): void => {
      try {
        take(element);
      } catch (error) {
        throw error instanceof OpsError ? error : malformed(error);
      }
    };
    return askElements(options, path, { ...array, take: orMalformed }, form);
  };
  const list = async <T>(path: string, array: { key: string }, schema: z.ZodType<T>): Promise<T[]> => {
    const found: T[] = [];
    const take = (element: Buffer): unknown => found.push(parsed(schema, JSON.parse(element.toString('utf8'))));
    await stream(path, { ...array, depth: 2, take });
    return found;
  };

  const query: PrometheusClient['query'] = async (text, time, { timeoutMs, limit = Infinity } = {}) => {
    const form = new URLSearchParams({ query: text, ...serverTimeout(timeoutMs) });
    if (time !== undefined) form.set('time', String(time));
    const elements: Buffer[] = [];
    let total = 0;
    const take = (element: Buffer): void => {
      // Which kind of answer it is, stands before them, but not on every server.
      if (++total <= limit) elements.push(element);
    };
    const { data, warnings, infos } = await stream('api/v1/query', { key: 'result', depth: 2, take }, form);
    const head = parsed(headSchema, data);
    try {
      const told = { warnings, infos };
      if (head.resultType === 'scalar' || head.resultType === 'string')
        return { resultType: head.resultType, result: sampleOf(head.result), total: 1, ...told };
      if (head.resultType === 'vector') return { resultType: 'vector', result: elements.map(readSample), total, ...told }; // prettier-ignore
      const result = elements.map((element) => ({ metric: readSeries(element).labels }));
      return { resultType: 'matrix', result, total, ...told };
    } catch (error) {
      throw malformed(error);
    }
  };

  const range: PrometheusClient['range'] = async (text, start, end, step, { timeoutMs, limit = Infinity } = {}) => {
    const asked = { query: text, start: String(start), end: String(end), step: String(step) };
    const series: ReadSeries[] = [];
    let totalSeries = 0;
    let samples = 0;
    const take = (element: Buffer): void => {
      if (++totalSeries > limit) return;
      const read = readSeries(element);
      samples += read.times.length;
      if (samples > samplesLimit) throw new OpsError('too_large', `${place} answered with more than ${samplesLimit} samples; ask for less`); // prettier-ignore
      series.push(read);
    };
    const form = new URLSearchParams({ ...asked, ...serverTimeout(timeoutMs) });
    const { data, warnings, infos } = await stream('api/v1/query_range', { key: 'result', depth: 2, take }, form);
    if (parsed(headSchema, data).resultType !== 'matrix') throw malformed(new Error('no series'));
    return { series, totalSeries, warnings, infos };
  };

  return {
    query,
    range,
    targets: () => list('api/v1/targets?state=active', { key: 'activeTargets' }, targetSchema),
    groups: () => list('api/v1/rules', { key: 'groups' }, ruleGroupSchema),
    alertmanagers: async () => {
      const { activeAlertmanagers } = await ask('api/v1/alertmanagers', alertmanagersSchema);
      return (activeAlertmanagers ?? []).map(({ url }) => url);
    },
    labelNames: (names) => ask('api/v1/labels', namesSchema, namesForm(names)),
    labelValues: (label, names) =>
      ask(`api/v1/label/${encodeURIComponent(label)}/values?${namesForm(names).toString()}`, namesSchema),
    metadata: (limit) => ask(`api/v1/metadata?limit_per_metric=1&limit=${limit}`, metadataSchema),
    version: async () => (await ask('api/v1/status/buildinfo', z.object({ version: z.string() }))).version,
    has: async (path) => {
      const { status, chunks } = await call(options, path);
      // Leaving the loop at once ends the connection.
      for await (const _ of chunks(Infinity)) break;
      return status < 400;
    },
  };
}

const headSchema = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.enum(['vector', 'matrix']), result: z.array(z.never()).nullish() }),
  z.object({ resultType: z.enum(['scalar', 'string']), result: z.unknown() }),
]);

const serverTimeout = (timeoutMs: number | undefined): Record<string, string> =>
  timeoutMs === undefined ? {} : { timeout: `${timeoutMs}ms` };

function namesForm({ match = [], start, end, limit }: NamesOptions): URLSearchParams {
  const form = new URLSearchParams(match.map((selector): [string, string] => ['match[]', selector]));
  if (start !== undefined) form.set('start', String(start));
  if (end !== undefined) form.set('end', String(end));
  form.set('limit', String(limit));
  return form;
}
