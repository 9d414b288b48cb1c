// A dashboard of twelve panels of twenty series over a day, on the real engine and a real Prometheus with generated blocks:
// how soon all of it is on the screen beside the bare questions, and how busy that keeps the page.
import { firstEnvironment } from '#shared/model/environment.ts';
import { startPrometheusWith } from '../e2e/support/openmetrics-blocks.ts';
import { createBareQueries } from './charts/bare-queries.ts';
import { showChartPage, type ChartPage } from './charts/page.ts';
import { dayMs, fewSeries, grafanaJson, manySeries, panels, pastDay, seriesEach, type BenchDashboard } from './charts/past.ts'; // prettier-ignore
import { reduceRows } from './charts/reduce-rows.ts';
import { interleave } from './rounds.ts';
import type { Benchmark, Row } from './run.ts';
import { serveWith, type Served } from './watch/served.ts';

const noClusters = 'apiVersion: v1\nkind: Config\n';
const settleMs = 1500;

/** It takes a while: how far it is, beside its result. */
const say = (words: string): void => void process.stderr.write(`  (${words})\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const benchmark: Benchmark = {
  title: `${panels} panels of ${seriesEach} series over 24 h at 15 s, in a browser, beside the bare questions`,
  run: async ({ quick }) => [...(await reduceRows(quick ? 20 : 60)), ...(await dashboardRows(quick ? 5 : 15))],
};

async function dashboardRows(rounds: number): Promise<Row[]> {
  say('a day of samples is being made into blocks');
  // On whole steps of every size, so that all rounds ask for the same moments.
  const toMs = Math.floor((Date.now() - dayMs / 12) / 3_600_000) * 3_600_000;
  const prometheus = await startPrometheusWith(pastDay(toMs));
  try {
    const served = await serveWith(noClusters);
    try {
      return await measured(served, prometheus.url, toMs, rounds);
    } finally {
      await served.close();
    }
  } finally {
    await prometheus.stop();
  }
}

async function measured(served: Served, prometheusUrl: string, toMs: number, rounds: number): Promise<Row[]> {
  const { client } = served;
  await client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl } });
  const addressOf = async (dashboard: BenchDashboard): Promise<string> => {
    const { key } = await client.dashboards.import({ name: `${dashboard.title}.json`, text: grafanaJson(dashboard) });
    return `#/metrics?dashboard=${encodeURIComponent(key)}&span=${encodeURIComponent(`${toMs - dayMs}..${toMs}`)}`;
  };
  const [many, few] = [await addressOf(manySeries), await addressOf(fewSeries)];
  const shown = await showChartPage(await served.newUrl());
  const bare = createBareQueries(prometheusUrl);
  try {
    say('drawing');
    await shown.draw(many, panels);
    const asked = shown.takeAsked();
    if (asked.length !== panels) throw new Error(`${asked.length} questions were asked, not ${panels}`);
    await shown.leave();
    await shown.forgetLongTasks();
    const draw = async (): Promise<number> => {
      const ms = await shown.draw(many, panels);
      // The frames of the charts come when the page has time; their work counts among the tasks.
      await pause(settleMs);
      await shown.leave();
      return ms;
    };
    const times = await interleave({ bare: () => bare.ask(asked), draw }, rounds);
    const longTasks = await shown.longTasks();
    return [
      { name: 'the bare questions, best', value: times.bare.min, unit: 'ms' },
      { name: 'until all panels are on the screen, best', value: times.draw.min, unit: 'ms' },
      { name: 'panels beside the bare questions, of the best', value: times.draw.min / times.bare.min, unit: 'x', atMost: 1.5 }, // prettier-ignore
      { name: 'panels beside the bare questions, of the medians', value: times.draw.median / times.bare.median, unit: 'x' }, // prettier-ignore
      { name: `tasks of the page over 50 ms in ${rounds + 1} rounds`, value: longTasks.length, unit: '', atMost: 0 },
      { name: 'longest of them', value: Math.max(0, ...longTasks), unit: 'ms' },
      ...(await workRows(shown, many, few)),
      ...(await coldRows(served, many)),
    ];
  } finally {
    await bare.close();
    await shown.close();
  }
}

/** What the main thread does for one answer, and for one panel that Recharts draws itself. */
async function workRows(shown: ChartPage, many: string, few: string): Promise<Row[]> {
  const each = async (hash: string, renderer: string): Promise<number> => {
    await shown.draw(hash, panels);
    const drawn = await shown.drawnBy();
    if (drawn.some((one) => one !== renderer)) throw new Error(`drawn by ${drawn.join(', ')}, not all by ${renderer}`);
    await pause(settleMs);
    shown.takeAsked();
    const before = await shown.workedMs();
    await shown.page.locator('[aria-label="Ask again now"]').first().click();
    await pause(settleMs);
    const answers = shown.takeAsked().length;
    const worked = (await shown.workedMs()) - before;
    await shown.leave();
    if (answers !== panels) throw new Error(`${answers} panels were asked again, not ${panels}`);
    return worked / answers;
  };
  return [
    { name: 'work of the main thread for one answer of 20 series, on the canvas', value: await each(many, 'canvas'), unit: 'ms', atMost: 10 }, // prettier-ignore
    { name: 'work of the main thread for one panel redrawn by Recharts', value: await each(few, 'svg'), unit: 'ms', atMost: 50 }, // prettier-ignore
  ];
}

/** A page that is opened at the dashboard: nothing is warm. */
async function coldRows(served: Served, hash: string): Promise<Row[]> {
  const cold = await showChartPage(await served.newUrl());
  try {
    await cold.draw(hash, panels);
    await pause(settleMs);
    const longTasks = await cold.longTasks();
    return [
      { name: 'tasks over 50 ms after the first paint of a new page', value: longTasks.length, unit: '', atMost: 0 },
      { name: 'longest of them', value: Math.max(0, ...longTasks), unit: 'ms' },
    ];
  } finally {
    await cold.close();
  }
}
