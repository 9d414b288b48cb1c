// For tests: a Prometheus that is functions of time, and a clock that is moved by hand.
import type { InstantAnswer, Labels } from '#shared/model/series.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { MetricsReader, SampledSeries } from '../metrics/metrics-reader.ts';

/** One series: its value at a time, null where there is no sample. */
export interface FakeSeries {
  labels: Labels;
  at: (ms: number) => number | null;
}

export interface FakeMetrics extends MetricsReader {
  queries: Map<string, FakeSeries[] | Error>;
  asked: string[];
  server: { place: string | null };
}

export const steady = (value: number, labels: Labels = {}): FakeSeries[] => [{ labels, at: () => value }];

export function fakeMetrics(): FakeMetrics {
  const queries = new Map<string, FakeSeries[] | Error>();
  const asked: string[] = [];
  const server: { place: string | null } = { place: 'Prometheus at http://p' };
  const seriesOf = (query: string): FakeSeries[] => {
    asked.push(query);
    if (server.place === null) throw new OpsError('unavailable', 'No Prometheus is connected.');
    const found = queries.get(query) ?? [];
    if (found instanceof Error) throw found;
    return found;
  };
  return {
    queries,
    asked,
    server,
    place: () => server.place,
    instant: async ({ query, atMs }): Promise<InstantAnswer> => {
      const rows = seriesOf(query).flatMap(({ labels, at }) => {
        const value = at(atMs ?? 0);
        return value === null ? [] : [{ labels, atMs: atMs ?? 0, value: String(value) }];
      });
      return { kind: 'vector', rows, totalRows: rows.length, warnings: [], infos: [] };
    },
    range: async ({ query, fromMs, toMs, stepMs, limit = Infinity }) => {
      const all = seriesOf(query).flatMap(({ labels, at }): SampledSeries[] => {
        const [times, values]: [number[], number[]] = [[], []];
        for (let time = fromMs; time <= toMs; time += stepMs) {
          const value = at(time);
          if (value === null) continue;
          times.push(time);
          values.push(value);
        }
        return times.length === 0
          ? []
          : [{ labels, times: Float64Array.from(times), values: Float64Array.from(values) }];
      });
      return { stepMs, series: all.slice(0, limit), totalSeries: all.length, warnings: [], infos: [] };
    },
  };
}

/** A clock that stands still; what is due when it is moved runs then. */
export function handClock(startMs = 1_700_000_000_000) {
  let at = startMs;
  const due = new Set<{ at: number; run: () => void }>();
  const flushes = new Set<() => void>();
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      for (const flush of flushes) flush();
    }
  };
  return {
    now: () => at,
    later: (run: () => void, ms: number) => {
      const entry = { at: at + ms, run };
      due.add(entry);
      return () => void due.delete(entry);
    },
    /** Called while what was due is settled, so that no write waits for a timer of the real clock. */
    flushes,
    waiting: () => due.size,
    move: async (ms: number): Promise<void> => {
      await settled();
      const until = at + ms;
      for (;;) {
        const next = [...due].filter((entry) => entry.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next);
        at = Math.max(at, next.at);
        next.run();
        await settled();
      }
      at = until;
    },
    /** Time passes and nothing runs. */
    sleep: (ms: number): void => void (at += ms),
  };
}
