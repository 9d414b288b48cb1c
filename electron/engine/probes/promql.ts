// Asks Prometheus an instant query. Prometheus is an instrument: when it does not answer, nothing was seen.
import { z } from 'zod';
import type { QueryResult } from '#engine/sources/prometheus/client.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import type { Insufficiency } from '#shared/model/judge.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { jsonEvidence, prometheusAt, prometheusUrlParam } from './ask-prometheus.ts';
import { urlDemand } from './params.ts';
import { defineProbe } from './probe.ts';
import { spanSeconds } from './spans.ts';

const params = z.strictObject({
  url: prometheusUrlParam,
  query: z.string().min(1).max(16_384).describe('A PromQL expression.'),
  time: z
    .string()
    .max(64)
    .optional()
    .describe('When to evaluate it, ISO 8601; by default now, by the clock of Prometheus.'),
});
type PromqlParams = z.output<typeof params>;

const facts: FactSchema = {
  resultType: { type: 'string', doc: 'What the query gave: vector, matrix, scalar or string.' },
  samples: { type: 'number', doc: 'How many series the query gave.' },
  value: {
    type: 'number',
    doc: 'The value of the only series; absent when there are several or none, or it is no number.',
  },
  special: { type: 'string', doc: 'NaN, +Inf, -Inf or histogram, where the only series has no finite value.' },
  values: { type: 'list', of: 'number', doc: 'The finite values of all series.' },
  min: { type: 'number', doc: 'The least finite value.' },
  max: { type: 'number', doc: 'The greatest finite value.' },
  labels: { type: 'map', doc: 'The labels of the only series.' },
  ageSeconds: {
    type: 'number',
    doc: 'How old the oldest sample is, in seconds, for a query that is a plain selector; others compute their values anew.',
  },
  warnings: { type: 'list', doc: 'What Prometheus warns of.' },
};

export const promqlProbe = defineProbe<PromqlParams>({
  kind: 'promql',
  doc: 'Asks Prometheus an instant query and looks at the value and its age.',
  params,
  facts,
  demands: ({ url }) => [urlDemand(url)],
  insufficient,
  async run(given, context) {
    const client = prometheusAt(given.url, context);
    const time = epochSecondsOf(given.time);
    // An answer carries the time of evaluation; only timestamp() of a plain selector tells the sample's own.
    const ages = isSelector(given.query) ? client.query(`timestamp(${given.query})`, time) : null;
    const [result, stamped] = await Promise.all([client.query(given.query, time), ages]);
    const seen = { ...resultFacts(result), ...(stamped ? ageFacts(stamped) : {}) };
    const { resultType, result: series } = result;
    return { facts: seen, evidence: jsonEvidence({ query: given.query, resultType, result: series }) };
  },
});

function epochSecondsOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const at = Date.parse(time);
  if (Number.isNaN(at))
    throw new OpsError('bad_input', `"${time}" is not a time; allowed: ISO 8601, e.g. 2026-11-20T10:00:00Z`);
  return at / 1000;
}

/** `name`, `name{...}` or `{...}`, and nothing computed from it. */
export function isSelector(query: string): boolean {
  const labels = String.raw`\{(?:[^{}"'\x60]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\x60[^\x60]*\x60)*\}`;
  return new RegExp(String.raw`^\s*(?:[a-zA-Z_:][\w:]*\s*(?:${labels})?|${labels})\s*$`).test(query);
}

function resultFacts(result: QueryResult): Facts {
  const facts: Facts = { resultType: result.resultType, warnings: result.warnings };
  if (result.resultType === 'string') return { ...facts, samples: 1 };
  if (result.resultType === 'matrix') return { ...facts, samples: result.result.length };
  const series = result.resultType === 'scalar' ? [{ metric: {}, value: result.result }] : result.result;
  const values = series.map(({ value }) => Number(value?.[1])).filter((value) => Number.isFinite(value));
  facts['samples'] = series.length;
  facts['values'] = values;
  if (values.length > 0) {
    facts['min'] = values.reduce((least, value) => Math.min(least, value));
    facts['max'] = values.reduce((greatest, value) => Math.max(greatest, value));
  }
  const [only] = series;
  if (only === undefined || series.length > 1) return facts;
  facts['labels'] = only.metric;
  if (values[0] === undefined) facts['special'] = only.value?.[1] ?? 'histogram';
  else facts['value'] = values[0];
  return facts;
}

function ageFacts(stamped: QueryResult): Facts {
  if (stamped.resultType !== 'vector') return {};
  const ages = stamped.result.flatMap(({ value }) =>
    value ? [spanSeconds((value[0] - Number(value[1])) * 1000)] : [],
  );
  return ages.length > 0 ? { ageSeconds: ages.reduce((oldest, age) => Math.max(oldest, age)) } : {};
}

function insufficient(facts: Facts): Insufficiency {
  const samples = Number(facts['samples']);
  if (samples === 0) return 'the query matched no series';
  if (facts['resultType'] === 'matrix') return 'the query gave ranges, not values; write an instant query';
  if (facts['resultType'] === 'string') return 'the query gave a text, not a number';
  if (samples > 1)
    return `the query gave ${samples} series; write an aggregation, or expect something of min, max or values`;
  if (typeof facts['special'] === 'string') return `the only series has no finite value but ${facts['special']}`;
  if (facts['ageSeconds'] === undefined)
    return { ageSeconds: 'the age is only known of a plain selector; this query computes its value anew' };
  return null;
}
