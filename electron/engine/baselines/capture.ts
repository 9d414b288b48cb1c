// Captures a baseline: each query over the window, cut into runs, each run summed up as one value. Points of one series
// resemble each other, so that they are never compared as if they were runs.
import { durationText, exactDurationInWords } from '#shared/model/duration.ts';
import { baselineSchemaName, type Baseline, type BaselineDefinition, type BaselineMetric, type CapturedMetric, type Summary } from '#shared/model/criteria/baseline.ts'; // prettier-ignore
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { lag1Autocorrelation } from '#shared/model/statistics/autocorrelation.ts';
import { advisedRuns, leastRuns } from '#shared/model/statistics/metric-comparison.ts';
import { median, quantile } from '#shared/model/statistics/quantiles.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';

export interface Capture {
  reader: MetricsReader;
  definition: BaselineDefinition;
  /** The end of the window. */
  toMs: number;
  nowMs: number;
  by: string;
  environment: string;
  safeText: (text: string) => string;
  signal?: AbortSignal | undefined;
}

/** @throws OpsError `unavailable` where there is no Prometheus; what single queries come to is in their metrics. */
export async function captureBaseline(capture: Capture): Promise<Baseline> {
  const { reader, definition, toMs, nowMs, by, environment } = capture;
  const server = reader.place();
  if (server === null) throw new OpsError('unavailable', 'No Prometheus is connected, so there is nothing to capture.');
  const { name, title, summary, stepMs, windowMs, slices } = definition;
  const [serverVersion, ...metrics] = await Promise.all([
    versionOf(capture),
    ...definition.metrics.map((metric) => captureMetric(metric, capture)),
  ]);
  return {
    schema: baselineSchemaName,
    name,
    title,
    environment: { name: environment, server, serverVersion },
    capturedAtMs: nowMs,
    by,
    fromMs: toMs - windowMs,
    toMs,
    sliceMs: windowMs / slices,
    stepMs,
    summary,
    metrics,
  };
}

/** The same queries as those of a baseline, cut in the same way, up to another time. */
export async function captureAgain(baseline: Baseline, capture: Omit<Capture, 'definition'>): Promise<Baseline> {
  const { name, title, fromMs, toMs, sliceMs, stepMs, summary, metrics } = baseline;
  const windowMs = toMs - fromMs;
  const slices = Math.max(2, Math.round(windowMs / sliceMs));
  const asked = metrics.map(({ name: metric, query, unit, harm, practicalLimit, absoluteLimit }) => ({ name: metric, query, unit, harm, practicalLimit, absoluteLimit })); // prettier-ignore
  return await captureBaseline({ ...capture, definition: { name, title, windowMs, slices, stepMs, summary, metrics: asked } }); // prettier-ignore
}

/** As the server says of itself, where it scrapes itself. */
async function versionOf({ reader, signal }: Capture): Promise<string | null> {
  try {
    const { rows } = await reader.instant({ query: 'prometheus_build_info', atMs: null, limit: 1, signal });
    return rows[0]?.labels['version'] ?? null;
  } catch {
    return null; // That it cannot be asked the metrics say themselves.
  }
}

async function captureMetric(metric: BaselineMetric, capture: Capture): Promise<CapturedMetric> {
  const { reader, definition, toMs, safeText, signal } = capture;
  const { windowMs, slices, stepMs } = definition;
  const sliceMs = windowMs / slices;
  const fromMs = toMs - windowMs;
  const nothing = { ...metric, values: [], points: [], lag1: null, warnings: [] };
  try {
    const query = metric.query.replaceAll('$window', durationText(sliceMs));
    const answer = await reader.range({ query, fromMs, toMs, stepMs, limit: 2, signal });
    const total = answer.totalSeries ?? answer.series.length;
    const [series] = answer.series;
    if (!series) return { ...nothing, problem: 'there is no series' };
    if (total > 1) return { ...nothing, problem: `there are ${total} series, and one is needed; sum them or take one` };
    const runs = runsOf(series, { fromMs, sliceMs, slices });
    const least = Math.max(3, Math.floor(sliceMs / stepMs / 2));
    const values = runs.map((run) => (run.length < least ? null : sumUp(run, definition.summary)));
    const kept = values.filter((value) => value !== null);
    const lag1 = lag1Autocorrelation(kept);
    const problem = kept.length === 0 ? 'no run has enough points' : null;
    const told = answer.warnings.slice(0, 3).map((warning) => `Prometheus: ${safeText(warning)}`);
    const warnings = [...missing(values.length - kept.length, least), ...tooFew(kept.length), ...related(lag1, kept.length, sliceMs), ...told]; // prettier-ignore
    return { ...metric, values, points: runs.map((run) => run.length), lag1, problem, warnings };
  } catch (error) {
    return { ...nothing, problem: safeText(`it could not be asked: ${messageOf(error)}`) };
  }
}

interface Cut {
  fromMs: number;
  sliceMs: number;
  slices: number;
}

/** Finite values by the run they fall into; a point at the end of the window belongs to none. */
function runsOf(series: { times: Float64Array; values: Float64Array }, { fromMs, sliceMs, slices }: Cut): number[][] {
  const runs = Array.from({ length: slices }, (): number[] => []);
  for (let at = 0; at < series.values.length; at++) {
    const [time, value] = [series.times[at] ?? Number.NaN, series.values[at] ?? Number.NaN];
    if (Number.isFinite(value)) runs[Math.floor((time - fromMs) / sliceMs)]?.push(value);
  }
  return runs;
}

function sumUp(values: readonly number[], summary: Summary): number {
  if (summary === 'median') return median(values);
  if (summary === 'p95') return quantile(values, 0.95);
  if (summary === 'max') return quantile(values, 1);
  return values.reduce((sum, value) => sum + value / values.length, 0);
}

function missing(count: number, least: number): string[] {
  return count === 0
    ? []
    : [`${count} ${count === 1 ? 'run has' : 'runs have'} fewer than ${least} points and no value`];
}

function tooFew(runs: number): string[] {
  if (runs >= advisedRuns || runs === 0) return [];
  const words = runs < leastRuns ? `at least ${leastRuns} are needed, ${advisedRuns} advised` : `${advisedRuns} are advised`; // prettier-ignore
  return [`${runs} ${runs === 1 ? 'run has' : 'runs have'} a value, and ${words}`];
}

/** Independent values exceed twice 1 / sqrt(n) once in 40 times; then a run is shorter than the series remembers. */
function related(lag1: number | null, n: number, sliceMs: number): string[] {
  if (lag1 === null || n < 5 || lag1 <= 2 / Math.sqrt(n)) return [];
  return [`runs of ${exactDurationInWords(sliceMs)} resemble their neighbours (${lag1.toFixed(2)}): take longer ones, or a comparison will see more than there is`]; // prettier-ignore
}
