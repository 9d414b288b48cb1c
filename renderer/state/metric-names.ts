// Names for the completion of queries, asked by queries: metrics by name, labels of a sample of series, values of a label.
// Kept for a minute, as completion asks at every letter.
import type { EngineClient } from '../client/link.ts';

/** `selector` is like `{__name__="up"}`; empty for all series. */
export interface NameSource {
  metricNames: () => Promise<string[]>;
  labelNames: (selector: string) => Promise<string[]>;
  labelValues: (label: string, selector: string) => Promise<string[]>;
  metadata: () => Promise<Record<string, { type: string; help: string }[]>>;
}

const keepMs = 60_000;
const mostNames = 10_000;
/** Enough to see every label of a metric; all of its series may be too many to ask for. */
const mostSampled = 500;

/** @param client the client for one call; throws while there is none. */
export function createNameSource(client: () => EngineClient, now: () => number): NameSource {
  const kept = new Map<string, { at: number; names: Promise<string[]> }>();
  const once = (key: string, ask: () => Promise<string[]>): Promise<string[]> => {
    const known = kept.get(key);
    if (known !== undefined && now() - known.at < keepMs) return known.names;
    const names = ask();
    kept.set(key, { at: now(), names });
    // A refusal is not kept: the next letter may be luckier.
    names.catch(() => kept.delete(key));
    return names;
  };
  const rows = async (query: string, limit: number) => (await client().metrics.instant({ query, limit })).rows;
  const valuesOf = (label: string, selector: string) =>
    once(`${label} ${selector}`, async () => {
      const found = await rows(`group by (${label}) (${selector === '' ? `{${label}!=""}` : selector})`, mostNames);
      return found.map(({ labels }) => labels[label] ?? '').filter((value) => value !== '').toSorted(); // prettier-ignore
    });
  return {
    metricNames: () => valuesOf('__name__', ''),
    labelValues: valuesOf,
    labelNames: (selector) =>
      once(`labels ${selector}`, async () => {
        const found = await rows(`limitk(${mostSampled}, ${selector === '' ? '{__name__!=""}' : selector})`, mostSampled).catch(
          // Older servers do not know limitk.
          () => (selector === '' ? [] : rows(selector, mostSampled)),
        );
        return [...new Set(found.flatMap(({ labels }) => Object.keys(labels)))].filter((name) => name !== '__name__').toSorted();
      }), // prettier-ignore
    metadata: async () => ({}),
  };
}
