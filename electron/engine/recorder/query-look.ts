// One look at a named query: what Prometheus says of it now, or said of it over a time, as samples.
import type { InstantAnswer, Labels } from '#shared/model/series.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import type { Sample } from './kept-looks.ts';

/** Series of one query that are kept; the rest is left out, and that is said. */
export const seriesLimit = 100;

export interface QueryLook {
  samples: Sample[];
  /** What of the answer is not kept, in words; empty where all is. */
  reason: string;
}

/** @throws OpsError as MetricsReader, and `bad_input` for an answer that has no samples of one moment. */
export async function lookAtQuery(
  reader: MetricsReader,
  question: { query: string; timeoutMs: number; signal: AbortSignal },
): Promise<QueryLook> {
  const answer = await reader.instant({ ...question, atMs: null, limit: seriesLimit });
  if (answer.kind === 'string' || answer.kind === 'matrix')
    throw new OpsError('bad_input', `it gives a ${answer.kind === 'matrix' ? 'range vector' : 'string'}, of which no samples can be kept`); // prettier-ignore
  const histograms = answer.rows.filter(({ value }) => value === 'histogram').length;
  const left = answer.totalRows - answer.rows.length;
  const reasons = [
    histograms > 0 ? `${histograms} series hold native histograms, which are not kept` : '',
    left > 0 ? `${left} of ${answer.totalRows} series are not kept: at most ${seriesLimit} are` : '',
  ];
  return { samples: samplesOf(answer), reason: reasons.filter((words) => words !== '').join('; ') };
}

function samplesOf({ rows }: InstantAnswer): Sample[] {
  const numbers = rows.filter(({ value }) => value !== 'histogram');
  return numbers.map(({ labels, value }) => ({ labels: labelsText(labels), value: numberOf(value) }));
}

/** As Prometheus writes numbers. */
function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

export function labelsText(labels: Labels): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** What it was over a time, look by look; only moments that have samples. @throws OpsError as MetricsReader */
export async function lookBack(
  reader: MetricsReader,
  question: { query: string; fromMs: number; toMs: number; stepMs: number; signal: AbortSignal },
): Promise<{ at: number; samples: Sample[] }[]> {
  const { series } = await reader.range({ ...question, limit: seriesLimit });
  const looks = new Map<number, Sample[]>();
  for (const { labels, times, values } of series) {
    const text = labelsText(labels);
    for (const [index, time] of times.entries()) {
      const samples = looks.get(time) ?? [];
      looks.set(time, samples);
      samples.push({ labels: text, value: values[index] ?? NaN });
    }
  }
  return [...looks].toSorted(([a], [b]) => a - b).map(([at, samples]) => ({ at, samples }));
}
