// Asks the Prometheus of the active environment for the rest of the engine: a few questions at once, each with its own time,
// each given up when nobody waits for it any more.
import { OpsError } from '#shared/model/ops-error.ts';
import type { InstantAnswer } from '#shared/model/series.ts';
import { createPrometheusClient, type PrometheusClient } from '../sources/prometheus/client.ts';
import { placeOf } from '../sources/prometheus/ask-json.ts';
import { createAskQueue } from './ask-queue.ts';
import { instantAnswerOf, rangeAnswerOf } from './answers.ts';
import type { AskOptions, MetricsReader } from './metrics-reader.ts';
import type { Way } from './way.ts';

export interface PrometheusReader extends MetricsReader {
  /** Any other question, with the same limits. */
  ask: <T>(options: AskOptions, ask: (client: PrometheusClient, timeoutMs: number) => Promise<T>) => Promise<T>;
}

export interface PrometheusReaderOptions {
  way: Pick<Way, 'open' | 'signal' | 'meant'>;
  /** A question got no answer: somebody may look whether the server is still there. */
  onSilence?: () => void;
}

const questionsAtOnce = 6;
/** What is behind never holds all of them. */
const behindAtOnce = 4;
const usualTimeoutMs = 10_000;

export function createPrometheusReader({
  way,
  onSilence = () => undefined,
}: PrometheusReaderOptions): PrometheusReader {
  const queue = createAskQueue(questionsAtOnce, behindAtOnce);

  const ask: PrometheusReader['ask'] = async ({ timeoutMs = usualTimeoutMs, signal, behind = false }, question) => {
    // A question to a server that is no longer meant is no use to anybody.
    const asker = signal === undefined ? way.signal() : AbortSignal.any([signal, way.signal()]);
    return await queue(
      asker,
      async () => {
        // The time begins when the question is asked; how long it waited for its turn is not the server's doing.
        const late = new AbortController();
        const timer = setTimeout(
          () => late.abort(new OpsError('timed_out', `waited ${timeoutMs / 1000} s`)),
          timeoutMs,
        );
        const both = AbortSignal.any([asker, late.signal]);
        try {
          const access = await way.open();
          return await question(createPrometheusClient({ ...access, signal: both }), timeoutMs);
        } catch (error) {
          if (asker.aborted) throw cancelledBy(asker, error);
          if (error instanceof OpsError && (error.code === 'unavailable' || error.code === 'denied')) onSilence();
          throw error;
        } finally {
          clearTimeout(timer);
        }
      },
      behind,
    );
  };

  return {
    ask,
    place: () => {
      const meant = way.meant();
      return meant === null ? null : placeOf(meant.url);
    },
    instant: async ({ query, atMs, limit, ...options }): Promise<InstantAnswer> => {
      const time = atMs === null ? undefined : atMs / 1000;
      return instantAnswerOf(
        await ask(options, (client, timeoutMs) => client.query(query, time, { timeoutMs, limit })),
      );
    },
    range: async ({ query, fromMs, toMs, stepMs, limit, ...options }) => {
      const result = await ask(options, (client, timeoutMs) =>
        client.range(query, fromMs / 1000, toMs / 1000, stepMs / 1000, { timeoutMs, limit }),
      );
      return rangeAnswerOf(result, stepMs);
    },
  };
}

function cancelledBy({ reason }: AbortSignal, cause: unknown): OpsError {
  return reason instanceof OpsError ? reason : new OpsError('cancelled', 'The question was withdrawn.', { cause });
}
