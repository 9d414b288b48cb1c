// Scrapes an endpoint that exposes metrics, as Prometheus would, and looks at what it exposes.
import { z } from 'zod';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { exchange } from './exchange.ts';
import { deadlineFailure, networkFailure } from './failure.ts';
import { httpUrl, placeOf, urlDemand, urlParam } from './params.ts';
import { defineProbe, type Observation } from './probe.ts';
import { parseExposition, seriesName, type Sample } from './prometheus-text.ts';
import { spanMs } from './spans.ts';

const params = z.strictObject({
  url: urlParam.describe('The endpoint, e.g. http://host:9100/metrics.'),
  metric: z
    .string()
    .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/)
    .optional()
    .describe('The name of the samples that value, matched and values speak of.'),
  labels: z.record(z.string(), z.string()).optional().describe('Labels that these samples must have.'),
});
type MetricsParams = z.output<typeof params>;

const facts: FactSchema = {
  connected: { type: 'boolean', doc: 'Whether the request went out on a connection.' },
  failure: { type: 'string', doc: 'Why there are no metrics; absent when there are.' },
  status: { type: 'number', doc: 'The status code of the answer.' },
  durationMs: { type: 'number', doc: 'How long the scrape took, in milliseconds.' },
  families: { type: 'number', doc: 'How many metric families are exposed.' },
  samples: { type: 'number', doc: 'How many samples are exposed.' },
  malformed: { type: 'number', doc: 'Lines that are not of the text format.' },
  duplicates: { type: 'number', doc: 'Samples of a series that was there before.' },
  matched: { type: 'number', doc: 'Samples with the metric and labels asked for.' },
  value: { type: 'number', doc: 'The value of the only matched sample; absent when there are several or none.' },
  special: { type: 'string', doc: 'NaN, +Inf or -Inf, where the only matched sample has no finite value.' },
  values: {
    type: 'map',
    of: 'number',
    doc: 'Finite values of the matched samples (of all, when no metric is asked for; 2,000 at most) by name{label="x"}.',
  },
  types: { type: 'map', doc: 'The type of each family, by name.' },
  details: { type: 'map', doc: 'What explains a fact, by its name: the first malformed line.' },
};

const longestBytes = 20_971_520;
const mostValues = 2000;

export const metricsProbe = defineProbe<MetricsParams>({
  kind: 'metrics',
  doc: 'Scrapes an endpoint in the Prometheus text format and looks at its samples.',
  params,
  facts,
  demands: ({ url }) => [urlDemand(url)],
  async run(given, context): Promise<Observation> {
    const url = httpUrl(given.url);
    const place = placeOf(url);
    context.permit({ kind: 'host', subject: place });
    const startedMs = context.elapsedMs();
    const request = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET' as const,
      headers: { accept: 'text/plain;version=0.0.4' },
    };
    const answer = await exchange(context.http, request, longestBytes, context.cutoff);
    const durationMs = spanMs(context.elapsedMs() - startedMs);
    const seen: Facts = { connected: answer.connected, durationMs };
    if (answer.status !== undefined) seen['status'] = answer.status;
    if (answer.error !== undefined) {
      const { cutoff } = context;
      seen['failure'] = cutoff.aborted
        ? deadlineFailure(cutoff, place, durationMs)
        : networkFailure(answer.error, place);
      return { facts: seen };
    }
    const evidence = { mediaType: 'text/plain', text: answer.body, sizeBytes: answer.bodyBytes };
    if (answer.status !== 200) seen['failure'] = `${place} answered ${answer.status}, not 200`;
    else if (answer.truncated) seen['failure'] = `${place} exposes more than 20 MiB`;
    else Object.assign(seen, expositionFacts(answer.body, given));
    return { facts: seen, evidence };
  },
});

function expositionFacts(text: string, given: MetricsParams): Facts {
  const { samples, types, malformed } = parseExposition(text);
  const matched = given.metric === undefined ? samples : samples.filter((sample) => isAskedFor(sample, given));
  const facts: Facts = {
    families: types.size,
    samples: samples.length,
    malformed: malformed.length,
    duplicates: samples.length - new Set(samples.map(seriesName)).size,
    values: Object.fromEntries(
      matched
        .filter(({ value }) => Number.isFinite(value))
        .slice(0, mostValues)
        .map((sample) => [seriesName(sample), sample.value]),
    ),
    types: Object.fromEntries([...types].slice(0, mostValues)),
  };
  const [first] = malformed;
  if (first) facts['details'] = { malformed: `line ${first.line}: ${first.text.slice(0, 200)}` };
  if (given.metric === undefined) return facts;
  facts['matched'] = matched.length;
  const [only] = matched;
  if (only && matched.length === 1) {
    if (Number.isFinite(only.value)) facts['value'] = only.value;
    else facts['special'] = Number.isNaN(only.value) ? 'NaN' : only.value > 0 ? '+Inf' : '-Inf';
  } else {
    facts['failure'] = `${matched.length === 0 ? 'no sample' : `${matched.length} samples`} of ${seriesName({ name: given.metric, labels: given.labels ?? {} })}`; // prettier-ignore
  }
  return facts;
}

function isAskedFor(sample: Sample, { metric, labels }: MetricsParams): boolean {
  return sample.name === metric && Object.entries(labels ?? {}).every(([name, value]) => sample.labels[name] === value);
}
