// The least that anybody must do for the same panels: the same questions to the same Prometheus, as many at once as the
// engine asks, uncompressed as it asks, each answer received whole and parsed. One that nobody parsed is no answer.
import { performance } from 'node:perf_hooks';
import { Agent } from 'undici';
import { onWholeSteps, rangeStep } from '#engine/metrics/range-step.ts';
import type { AskedRange } from './page.ts';
import { seriesEach } from './past.ts';

/** As many at once as the engine lets through. */
const atOnce = 6;

export interface BareQueries {
  /** Milliseconds until the last answer is parsed. */
  ask: (asked: readonly AskedRange[]) => Promise<number>;
  close: () => Promise<void>;
}

export function createBareQueries(url: string): BareQueries {
  const agent = new Agent({ connections: atOnce, pipelining: 1 });
  const one = async (question: AskedRange): Promise<void> => {
    const { fromMs, toMs, samplesMs } = question;
    const { startMs, endMs, stepMs } = samplesMs === null ? rangeStep(question) : onWholeSteps(fromMs, toMs, samplesMs);
    const form = new URLSearchParams({ query: question.query, start: String(startMs / 1000), end: String(endMs / 1000), step: String(stepMs / 1000) }); // prettier-ignore
    const { statusCode, body } = await agent.request({
      origin: url,
      path: '/api/v1/query_range',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-encoding': 'identity' },
      body: form.toString(),
    });
    const answer = (await body.json()) as { data?: { result?: { values: unknown[] }[] } };
    const series = answer.data?.result ?? [];
    const points = (endMs - startMs) / stepMs;
    if (statusCode !== 200 || series.length !== seriesEach || series.some(({ values }) => values.length < points * 0.9))
      throw new Error(`HTTP ${statusCode}, ${series.length} series`);
  };
  return {
    ask: async (asked) => {
      const began = performance.now();
      const waiting = [...asked];
      const lane = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next);
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      return performance.now() - began;
    },
    close: () => agent.destroy(),
  };
}
