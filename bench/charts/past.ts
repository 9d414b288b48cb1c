// What is measured on: a day of twelve metrics of twenty instances each, scraped every 15 seconds, and a dashboard of them.
import type { PastSeries } from '../../e2e/support/openmetrics-blocks.ts';

export const panels = 12;
export const seriesEach = 20;
export const dayMs = 86_400_000;
export const scrapeMs = 15_000;

/** Deterministic, so that every run has the same data. */
export function pastDay(toMs: number): PastSeries[] {
  return Array.from({ length: panels * seriesEach }, (_, number) => {
    const [panel, instance] = [Math.floor(number / seriesEach), number % seriesEach];
    const samples = Array.from({ length: dayMs / scrapeMs }, (_sample, at) => ({
      atMs: toMs - dayMs + (at + 1) * scrapeMs,
      value: Number((50 + instance * 5 + 20 * Math.sin(at / 300 + panel) + 5 * Math.sin(at * 12.9898 + number)).toFixed(3)),
    }));
    return { series: `bench_${panel}{instance="host-${instance}:9100",job="bench"}`, samples };
  }); // prettier-ignore
}

export interface BenchDashboard {
  title: string;
  /** One for each panel. */
  queries: string[];
}

export const manySeries: BenchDashboard = {
  title: 'Twelve panels of twenty series',
  queries: Array.from({ length: panels }, (_, panel) => `bench_${panel}`),
};
/** Few enough points that Recharts draws the lines itself, as windows that cover their steps leave no sample out. */
export const fewSeries: BenchDashboard = {
  title: 'Twelve panels of two series',
  queries: Array.from(
    { length: panels },
    (_, panel) => `avg_over_time(bench_${panel}{instance=~"host-[01]:9100"}[10m])`,
  ),
};

/** As Grafana would export it: three panels a row. */
export function grafanaJson({ title, queries }: BenchDashboard): string {
  return JSON.stringify({
    title,
    uid: title.replaceAll(' ', '-').toLowerCase(),
    schemaVersion: 39,
    time: { from: 'now-24h', to: 'now' },
    panels: queries.map((expr, at) => ({
      id: at + 1,
      type: 'timeseries',
      title: `Panel ${at + 1}`,
      gridPos: { x: (at % 3) * 8, y: Math.floor(at / 3) * 8, w: 8, h: 8 },
      targets: [{ refId: 'A', expr, legendFormat: '{{instance}}' }],
    })),
  });
}
