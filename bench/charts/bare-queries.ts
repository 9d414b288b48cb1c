// The least that anybody must do for the same panels: the same questions to the same Prometheus, their answers received.
import { performance } from 'node:perf_hooks';
import { Agent } from 'undici';
import { rangeStep } from '#engine/metrics/range-step.ts';
import type { AskedRange } from './page.ts';

/** As many at once as the engine lets through. */
const atOnce = 6;

export interface BareQueries {
  /** Milliseconds until the last answer is whole. */
  ask: (asked: readonly AskedRange[]) => Promise<number>;
  close: () => Promise<void>;
}

export function createBareQueries(url: string): BareQueries {
  const agent = new Agent({ connections: atOnce, pipelining: 1 });
  const one = async (question: AskedRange): Promise<void> => {
    const { startMs, endMs, stepMs } = rangeStep(question);
    const form = new URLSearchParams({ query: question.query, start: String(startMs / 1000), end: String(endMs / 1000), step: String(stepMs / 1000) }); // prettier-ignore
    const { statusCode, body } = await agent.request({
      origin: url,
      path: '/api/v1/query_range',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-encoding': 'identity' },
      body: form.toString(),
    });
    const text = await body.arrayBuffer();
    if (statusCode !== 200 || text.byteLength < 1000) throw new Error(`HTTP ${statusCode}, ${text.byteLength} bytes`);
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
