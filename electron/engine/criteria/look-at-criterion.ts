// Asks Prometheus for what a criterion needs and has it judged. It never throws: what could not be asked is an error, which
// says nothing about the thing itself.
import { durationText } from '#shared/model/duration.ts';
import { windowVariable, type Criterion, type MetricOf } from '#shared/model/criteria/criterion.ts';
import { judgeGauge } from '#shared/model/criteria/gauge-judgement.ts';
import { unproven, type Judgement, type Standing } from '#shared/model/criteria/judgement.ts';
import { judgeQuantileOfBuckets, judgeQuantileOfSamples } from '#shared/model/criteria/quantile-judgement.ts';
import { judgeShare } from '#shared/model/criteria/share-judgement.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';

export interface Look {
  reader: MetricsReader;
  /** The end of the window. */
  nowMs: number;
  signal?: AbortSignal | undefined;
}

/** Points a window is looked at with. */
const points = 240;
const leastStepMs = 15_000;
const mostSeries = 200;
const mostPoints = 10_000;

export async function lookAtCriterion(criterion: Criterion, look: Look): Promise<Standing> {
  const span = { fromMs: look.nowMs - criterion.windowMs, toMs: look.nowMs };
  return { ...(await judged(criterion, look, span)), ...span, judgedAtMs: look.nowMs };
}

interface Span {
  fromMs: number;
  toMs: number;
}

async function judged(criterion: Criterion, look: Look, span: Span): Promise<Judgement> {
  const { metric } = criterion;
  try {
    if (metric.kind === 'manual') return unproven('inconclusive', 'a person has to judge it');
    if (metric.kind === 'ratio') return await lookAtRatio(criterion, metric, look);
    if (metric.kind === 'query') return await lookAtGauge(criterion, metric, look, span);
    return await lookAtQuantile(criterion, metric, look, span);
  } catch (error) {
    return unproven('error', `could not be asked: ${messageOf(error)}`);
  }
}

async function lookAtGauge(
  criterion: Criterion,
  metric: MetricOf<'query'>,
  look: Look,
  span: Span,
): Promise<Judgement> {
  // Whole seconds, so that the server's own grid is met, and not more points than it answers with.
  const stepMs = Math.max(Math.min(leastStepMs, criterion.windowMs / metric.minSamples), Math.ceil(criterion.windowMs / points / 1000) * 1000); // prettier-ignore
  const answer = await look.reader.range({ query: windowed(metric.query, criterion), ...span, stepMs, limit: mostSeries, signal: look.signal }); // prettier-ignore
  const judgement = judgeGauge(criterion, metric, answer.series, span);
  return told(beyondLimit(judgement, answer.totalSeries ?? answer.series.length, answer.series.length), answer);
}

/** What was not read cannot be a pass. */
function beyondLimit(judgement: Judgement, total: number, read: number): Judgement {
  if (total <= read || judgement.outcome !== 'pass') return judgement;
  return { ...judgement, outcome: 'inconclusive', reason: `only ${read} of ${total} series were looked at; of these, ${judgement.reason}` }; // prettier-ignore
}

async function lookAtRatio(criterion: Criterion, metric: MetricOf<'ratio'>, look: Look): Promise<Judgement> {
  const [part, total] = await Promise.all([count(metric.query, criterion, look), count(metric.total, criterion, look)]);
  const { op, threshold } = criterion;
  if (typeof total.value === 'string')
    return unproven('inconclusive', `all events: ${total.value}; that is not a pass`);
  if (typeof part.value === 'string') {
    if (total.value === 0) return judgeShare({ k: 0, n: 0, op, threshold, minSamples: metric.minSamples });
    return unproven('inconclusive', `${metric.part} events: ${part.value}. Where that means none, write "or vector(0)" after the query`); // prettier-ignore
  }
  const n = Math.round(total.value);
  if (Math.round(part.value) > n) {
    return unproven(
      'inconclusive',
      `there are more ${metric.part} events, ${Math.round(part.value)}, than events at all, ${n}`,
    );
  }
  return judgeShare({ k: Math.max(0, Math.round(part.value)), n, op, threshold, minSamples: metric.minSamples });
}

/** A count at the end of the window, or in words why there is none. */
async function count(query: string, criterion: Criterion, look: Look): Promise<{ value: number | string }> {
  const answer = await look.reader.instant({ query: windowed(query, criterion), atMs: look.nowMs, limit: 2, signal: look.signal }); // prettier-ignore
  return { value: singleValue(answer) };
}

export function singleValue({ rows, totalRows }: { rows: { value: string }[]; totalRows: number }): number | string {
  if (totalRows > 1) return `there are ${totalRows} series, and one is needed; sum them`;
  const [row] = rows;
  if (!row) return 'there is no series';
  const value = promNumber(row.value);
  return Number.isFinite(value) ? value : `the count is ${row.value}`;
}

export function promNumber(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  return text === '-Inf' ? -Infinity : text === '' ? Number.NaN : Number(text);
}

async function lookAtQuantile(criterion: Criterion, metric: MetricOf<'quantile'>, look: Look, span: Span) {
  const { from } = metric;
  if (from.kind === 'samples') {
    const stepMs = Math.max(from.everyMs, Math.ceil(criterion.windowMs / mostPoints / 1000) * 1000);
    const answer = await look.reader.range({ query: windowed(from.query, criterion), ...span, stepMs, limit: mostSeries, signal: look.signal }); // prettier-ignore
    const series = answer.series.map(({ values }) => [...values]);
    const judgement = judgeQuantileOfSamples(criterion, metric, series);
    return told(beyondLimit(judgement, answer.totalSeries ?? series.length, series.length), answer);
  }
  const [answer, total] = await Promise.all([
    look.reader.instant({ query: windowed(from.query, criterion), atMs: look.nowMs, limit: 1000, signal: look.signal }),
    count(from.count, criterion, look),
  ]);
  if (answer.rows.length === 0) return unproven('inconclusive', 'there is no bucket; that is not a pass');
  if (typeof total.value === 'string') return unproven('inconclusive', `events: ${total.value}`);
  const buckets = answer.rows.map(({ labels, value }) => ({
    le: promNumber(labels['le'] ?? ''),
    count: promNumber(value),
  }));
  if (new Set(buckets.map(({ le }) => le)).size < buckets.length) {
    return unproven('inconclusive', 'there are several histograms, and one is needed; sum them by (le)');
  }
  return told(judgeQuantileOfBuckets(criterion, metric, buckets, total.value), answer);
}

function told(judgement: Judgement, { warnings }: { warnings: string[] }): Judgement {
  return {
    ...judgement,
    notes: [...judgement.notes, ...warnings.slice(0, 3).map((warning) => `Prometheus: ${warning}`)],
  };
}

/** With the window in the place of its variable. */
export function windowed(query: string, { windowMs }: { windowMs: number }): string {
  return query.replaceAll(windowVariable, durationText(windowMs));
}
