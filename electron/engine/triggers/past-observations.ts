// What an expression gave at many instants of the past, asked of the server in few range queries. A range query with the
// interval as its step answers at each of its instants what an instant query would, so the result is the same.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Observation } from '#shared/model/triggers/state.ts';
import type { MetricsReader, RangeAnswer } from '../metrics/metrics-reader.ts';

export type RangeReader = Pick<MetricsReader, 'range'>;

export interface PastQuestion {
  expr: string;
  fromMs: number;
  intervalMs: number;
  /** How many instants, the first at fromMs. */
  count: number;
  /** Asked as of that much earlier, as a group's query_offset says. */
  offsetMs: number;
  signal: AbortSignal;
}

export interface PastChunk {
  /** Of consecutive instants. */
  observations: Observation[];
  warnings: string[];
}

/** Prometheus refuses more than 11,000 instants in one answer; fewer make progress visible and answers small. */
const chunkSize = 500;
/** Further questions that may be spent on finding the instants that fail within chunks that failed. */
const splitLimit = 200;
/** After so many chunks in a row that nobody answered the rest is not asked. */
const silentLimit = 3;
/** start() and end() are those of the range query, so each instant must be a range of its own. */
const ownRange = /@\s*(?:start|end)\s*\(/;

/**
 * The observations in order, chunk by chunk. What the server cannot evaluate at one instant is an error at that instant
 * alone: a chunk that fails is halved. What it does not answer is an error at every instant of the chunk.
 * @throws the signal's reason.
 */
export async function* pastObservations(reader: RangeReader, question: PastQuestion): AsyncGenerator<PastChunk> {
  let splits = 0;
  let silent = 0;
  let lastReason = '';
  const ask = async (from: number, count: number, warnings: Set<string>): Promise<Observation[]> => {
    question.signal.throwIfAborted();
    try {
      const answer = await askRange(reader, question, from, count);
      for (const warning of answer.warnings) warnings.add(warning);
      silent = 0;
      return observationsOf(answer, question, from, count);
    } catch (error) {
      question.signal.throwIfAborted();
      const code = error instanceof OpsError ? error.code : 'internal';
      lastReason = messageOf(error);
      silent = code === 'unavailable' || code === 'timed_out' ? silent + 1 : 0;
      const tooMuch = code === 'too_large' || code === 'timed_out' || lastReason.endsWith('(timeout)');
      const halves = tooMuch || (code === 'bad_input' && !/parse error/.test(lastReason));
      if (count === 1 || !halves || silent >= silentLimit || ++splits > splitLimit) return failing(count, lastReason);
      const half = Math.ceil(count / 2);
      return [...(await ask(from, half, warnings)), ...(await ask(from + half, count - half, warnings))];
    }
  };
  const size = ownRange.test(question.expr) ? 1 : chunkSize;
  for (let from = 0; from < question.count; from += size) {
    const count = Math.min(size, question.count - from);
    const warnings = new Set<string>();
    const observations =
      silent >= silentLimit ? failing(count, `not asked any more: ${lastReason}`) : await ask(from, count, warnings);
    yield { observations, warnings: [...warnings] };
  }
}

function askRange(reader: RangeReader, question: PastQuestion, from: number, count: number): Promise<RangeAnswer> {
  const { expr, intervalMs, offsetMs, signal } = question;
  const fromMs = question.fromMs + from * intervalMs - offsetMs;
  const toMs = fromMs + (count - 1) * intervalMs;
  return reader.range({ query: expr, fromMs, toMs, stepMs: intervalMs, timeoutMs: 60_000, signal });
}

function failing(count: number, reason: string): Observation[] {
  return Array.from({ length: count }, () => ({ kind: 'error', reason }));
}

function observationsOf(answer: RangeAnswer, question: PastQuestion, from: number, count: number): Observation[] {
  const { intervalMs, offsetMs } = question;
  const firstMs = question.fromMs + from * intervalMs - offsetMs;
  const instants = Array.from({ length: count }, () => ({ kind: 'samples' as const, samples: [] as { labels: Record<string, string>; value: number }[] })); // prettier-ignore
  for (const { labels, times, values } of answer.series) {
    // Not to be taken for nothing: that would be false where it is true.
    if (times.length === 0) throw new OpsError('bad_input', 'the expression gives histograms, which are not read here');
    for (const [index, timeMs] of times.entries()) {
      const instant = instants[Math.round((timeMs - firstMs) / intervalMs)];
      instant?.samples.push({ labels, value: values[index] ?? Number.NaN });
    }
  }
  return instants;
}
