// A dashboard of twelve panels of twenty series over a day, on the real engine and a real Prometheus with generated blocks:
// how soon all of it is on the screen beside the bare questions, and how busy that keeps the page. The clock starts when a
// person opens the dashboard in a console that is there, so that asking for the dashboard itself is counted; it stops with the
// frame after the one in which the last chart has its lines, axes and legend. The bare side (bare-queries.ts) has its answers
// parsed then. Both sides are warm and take turns; what a new page takes stands beside it.
// It is measured twice: with a sample for each step of pixels on both sides, which is what is drawn first; and with every
// sample of 15 seconds on both, which is what is drawn in the end, after the first drawing and in its place.
import { firstEnvironment } from '#shared/model/environment.ts';
import { startPrometheusWith } from '../e2e/support/openmetrics-blocks.ts';
import { traceTasks } from './charts/worked-tasks.ts';
import { createBareQueries } from './charts/bare-queries.ts';
import { showChartPage, type AskedRange, type ChartPage } from './charts/page.ts';
import { dayMs, fewSeries, grafanaJson, manySeries, panels, pastDay, scrapeMs, seriesEach, type BenchDashboard } from './charts/past.ts'; // prettier-ignore
import { reduceRows } from './charts/reduce-rows.ts';
import { cpuMs } from './charts/cpu.ts';
import { interleave } from './rounds.ts';
import type { Benchmark, Row } from './run.ts';
import { serveWith, type Served } from './watch/served.ts';

const noClusters = 'apiVersion: v1\nkind: Config\n';
const settleMs = 1500;
/** Rounds that only warm up: code that browser and engine have seen a few times is compiled. */
const warmRounds = 4;

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
    await shown.drawEvery(many, panels);
    const [asked, every] = questionsOf(shown.takeAsked());
    await shown.leave();
    for (let round = 0; round < warmRounds; round++) {
      await shown.drawEvery(many, panels);
      await bare.ask(asked);
      await bare.ask(every);
      await shown.leave();
    }
    await shown.forgetLongTasks();
    const work = { page: 0, engine: 0, rounds: 0 };
    const draw = async (): Promise<number> => {
      const [pageMs, engineMs] = [await shown.workedMs(), cpuMs(served.pid)];
      const ms = await shown.draw(many, panels);
      work.page += (await shown.workedMs()) - pageMs;
      work.engine += cpuMs(served.pid) - engineMs;
      work.rounds++;
      // The frames of the charts come when the page has time; their work counts among the tasks.
      await pause(settleMs);
      await shown.leave();
      return ms;
    };
    const drawEvery = async (): Promise<number> => {
      const ms = await shown.drawEvery(many, panels);
      await pause(settleMs);
      await shown.leave();
      return ms;
    };
    const traced = await traceTasks(shown.page, 50);
    const times = await interleave({ bare: () => bare.ask(asked), draw, bareEvery: () => bare.ask(every), drawEvery }, rounds); // prettier-ignore
    const longTasks = await shown.longTasks();
    return [
      { name: 'the bare questions, best', value: times.bare.min, unit: 'ms' },
      { name: 'until all panels are on the screen, best', value: times.draw.min, unit: 'ms' },
      { name: 'panels beside the bare questions, of the best', value: times.draw.min / times.bare.min, unit: 'x', atMost: 1.5 }, // prettier-ignore
      { name: 'panels beside the bare questions, of the medians', value: times.draw.median / times.bare.median, unit: 'x' }, // prettier-ignore
      { name: 'the bare questions, median', value: times.bare.median, unit: 'ms' },
      { name: 'until all panels are on the screen, median', value: times.draw.median, unit: 'ms' },
      {
        name: 'CPU time of the main thread for one panel until then',
        value: work.page / work.rounds / panels,
        unit: 'ms',
      },
      {
        name: 'CPU time of the engine for one panel until then',
        value: work.engine / work.rounds / panels,
        unit: 'ms',
      },
      { name: 'the bare questions for every sample, best', value: times.bareEvery.min, unit: 'ms' },
      { name: 'until all panels are drawn from every sample, best', value: times.drawEvery.min, unit: 'ms' },
      { name: 'panels beside the bare questions for every sample, of the best', value: times.drawEvery.min / times.bareEvery.min, unit: 'x', atMost: 1.5 }, // prettier-ignore
      { name: 'panels beside the bare questions for every sample, of the medians', value: times.drawEvery.median / times.bareEvery.median, unit: 'x' }, // prettier-ignore
      { name: 'the bare questions for every sample, median', value: times.bareEvery.median, unit: 'ms' },
      { name: 'until all panels are drawn from every sample, median', value: times.drawEvery.median, unit: 'ms' },
      ...taskRows(`in ${2 * (rounds + 1)} rounds`, await traced(), longTasks),
      ...(await workRows(shown, many, few)),
      ...(await coldRows(served, many)),
    ];
  } finally {
    await bare.close();
    await shown.close();
  }
}

/** By the clock a task is also long where the machine did something else meanwhile, as answering the questions. */
const taskRows = (when: string, worked: number[], byTheClock: number[]): Row[] => [
  { name: `tasks of the page that worked over 50 ms ${when}`, value: worked.length, unit: '', atMost: 0 },
  { name: 'longest of them', value: Math.max(0, ...worked), unit: 'ms' },
  { name: `tasks of the page over 50 ms by the clock ${when}`, value: byTheClock.length, unit: '', atMost: 0 },
  { name: 'longest of them', value: Math.max(0, ...byTheClock), unit: 'ms' },
];

/** What the panels asked: in steps of their pixels, then for every sample, which has to be each of the day. */
function questionsOf(asked: AskedRange[]): [AskedRange[], AskedRange[]] {
  const [steps, every] = [asked.filter(({ samplesMs }) => samplesMs === null), asked.filter(({ samplesMs }) => samplesMs === scrapeMs)]; // prettier-ignore
  if (steps.length !== panels || every.length !== panels) throw new Error(`${steps.length} and ${every.length} questions were asked, not ${panels} of both`); // prettier-ignore
  return [steps, every];
}

/** What the main thread does for one answer, and for one panel that Recharts draws itself. */
async function workRows(shown: ChartPage, many: string, few: string): Promise<Row[]> {
  const each = async (hash: string, renderer: string, draw: ChartPage['draw']): Promise<number> => {
    await draw(hash, panels);
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
    { name: 'work of the main thread for one answer of 20 series, on the canvas', value: await each(many, 'canvas', shown.drawEvery), unit: 'ms', atMost: 10 }, // prettier-ignore
    { name: 'work of the main thread for one panel redrawn by Recharts', value: await each(few, 'svg', shown.draw), unit: 'ms', atMost: 50 }, // prettier-ignore
  ];
}

/** A page that is opened at the dashboard: nothing is warm. */
async function coldRows(served: Served, hash: string): Promise<Row[]> {
  const cold = await showChartPage(await served.newUrl());
  try {
    const traced = await traceTasks(cold.page, 50);
    const ms = await cold.draw(hash, panels);
    await pause(settleMs);
    const longTasks = await cold.longTasks();
    return [
      { name: 'until all panels are on the screen of a new page', value: ms, unit: 'ms' },
      ...taskRows('after the first paint of a new page', await traced(), longTasks),
    ];
  } finally {
    await cold.close();
  }
}
