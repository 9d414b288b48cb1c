// For tests: a Prometheus that is a function, a dashboard with a variable, and what is kept of it in a real record.
import { onTestFinished } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import type { RangeAnswer } from '../metrics/metrics-reader.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { PrometheusClient } from '../sources/prometheus/client.ts';
import { testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { importDashboard } from './import/import-dashboard.ts';
import { createPanelKeeper, type KeepableDashboard, type PanelKeeperOptions } from './panel-keeper.ts';

export const minute = 60_000;
export const two = Date.UTC(2026, 10, 20, 14);

/** Repeated over a variable, of a range, and in a folded row; each a kind of question of its own. */
const checkout = {
  title: 'Checkout',
  time: { from: 'now-6h', to: 'now' },
  templating: { list: [{ name: 'job', type: 'query', query: 'label_values(up, job)', multi: true, includeAll: true, sort: 1, current: { value: ['$__all'] } }] }, // prettier-ignore
  panels: [
    { id: 1, type: 'timeseries', title: 'Rate of $job', repeat: 'job', gridPos: { x: 0, y: 0, w: 12, h: 8 }, targets: [{ refId: 'A', expr: 'rate(x{job="$job"}[$__rate_interval])' }] }, // prettier-ignore
    { id: 2, type: 'stat', title: 'Total', gridPos: { x: 0, y: 8, w: 12, h: 8 }, targets: [{ refId: 'A', expr: 'sum(increase(y[$__range]))' }] }, // prettier-ignore
    { id: 3, type: 'row', title: 'More', collapsed: true, gridPos: { x: 0, y: 16, w: 24, h: 1 }, panels: [{ id: 4, type: 'table', title: 'Workers', gridPos: { x: 0, y: 17, w: 12, h: 8 }, targets: [{ refId: 'A', expr: 'up', format: 'table', instant: true }] }] }, // prettier-ignore
  ],
};

export function keepable(key = 'import-1', text = JSON.stringify(checkout)): KeepableDashboard {
  const { title, description, tags, counts } = importDashboard(text);
  return { summary: { key, title, description, tags, counts, origin: 'import', fileName: 'd.json', hash: `${key}-hash`, importedAt: 1 }, text: () => text }; // prettier-ignore
}

type Asked = Parameters<PrometheusReader['range']>[0];
export type Answer = (asked: Asked) => RangeAnswer | Promise<RangeAnswer>;

/** A series with a sample on each step: how many steps it is after two. */
export const steady = (
  { fromMs, toMs, stepMs }: Asked,
  labels: Record<string, string> = { job: 'api' },
): RangeAnswer => {
  const times = Float64Array.from(
    { length: Math.floor((toMs - fromMs) / stepMs) + 1 },
    (_, at) => fromMs + at * stepMs,
  );
  return { stepMs, series: [{ labels, times, values: times.map((time) => (time - two) / minute) }], warnings: [], infos: [] }; // prettier-ignore
};

export function testKeeper(answer: Answer = (asked) => steady(asked), more: Partial<PanelKeeperOptions> = {}) {
  const { read, write } = testStore();
  const clock = { now: two };
  const writer = createWriter({ db: write, now: () => clock.now, lingerMs: { audit: 0, telemetry: 0 } });
  onTestFinished(() => writer.close());
  const asked: Asked[] = [];
  const seen = { under: 0, most: 0, place: 'http://p:9090' as string | null };
  const client: Partial<PrometheusClient> = { labelValues: async () => ['web', 'api'], targets: async () => [] };
  const reader: PrometheusReader = {
    place: () => seen.place,
    instant: async () => {
      throw new OpsError('bad_input', 'nobody asks for an instant');
    },
    ask: async (_options, question) => question(client as PrometheusClient, 1000),
    range: async (question) => {
      asked.push(question);
      seen.most = Math.max(seen.most, ++seen.under);
      try {
        return await answer(question);
      } finally {
        seen.under--;
      }
    },
  };
  const due: (() => void)[] = [];
  const later = (callback: () => void): (() => void) => (due.push(callback), () => undefined);
  const keeper = createPanelKeeper({ read, writer, now: () => clock.now, reader, dashboards: () => [keepable()], later, ...more }); // prettier-ignore
  const keep = (about: Partial<Parameters<typeof keeper.keep>[0]> = {}) =>
    keeper.keep({ incidentId: 'i1', fromMs: two - 60 * minute, toMs: two, signal: new AbortController().signal, ...about }); // prettier-ignore
  return { read, write, writer, clock, keep, asked, seen, reader, client, due };
}
