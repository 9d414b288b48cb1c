// Names for the completion of queries: metrics, labels and values, and what metrics are. Kept for a minute, as completion asks
// at every letter.
import type { EngineClient } from '../client/link.ts';

/** `selector` is like `{__name__="up"}`; empty for all series. */
export interface NameSource {
  metricNames: () => Promise<string[]>;
  labelNames: (selector: string) => Promise<string[]>;
  labelValues: (label: string, selector: string) => Promise<string[]>;
  metadata: () => Promise<Record<string, { type: string; help: string }[]>>;
}

const keepMs = 60_000;

/** @param client the client for one call; throws while there is none. */
export function createNameSource(client: () => EngineClient, now: () => number): NameSource {
  const kept = new Map<string, { at: number; answer: Promise<unknown> }>();
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    if (known !== undefined && now() - known.at < keepMs) return known.answer as Promise<T>;
    const answer = ask();
    kept.set(key, { at: now(), answer });
    // A refusal is not kept: the next letter may be luckier.
    answer.catch(() => kept.delete(key));
    return answer;
  };
  const labelValues = (label: string, selector: string) =>
    once(`values ${label} ${selector}`, async () => client().metrics.labelValues({ label, selector }));
  return {
    metricNames: () => labelValues('__name__', ''),
    labelValues,
    labelNames: (selector) => once(`labels ${selector}`, async () => client().metrics.labelNames({ selector })),
    metadata: () => once('metadata', async () => client().metrics.metadata()),
  };
}
