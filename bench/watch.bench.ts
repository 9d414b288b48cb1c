// A cluster of ten thousand pods as it comes to the screen: how soon, beside the least that anybody must do; how it stays
// while a thousand changes a second come; whether all of them came; and thirty thousand.
import { startFakeClusterProcess, type FakeClusterProcess } from '../e2e/support/kube/fake-cluster-process.ts';
import { interleave, spreadOf, type Spread } from './rounds.ts';
import type { Benchmark, Row } from './run.ts';
import { startBareClient } from './watch/bare-client.ts';
import { leave, timeToFull, untilEqual } from './watch/followed.ts';
import { showPage, type ShownPage } from './watch/page.ts';
import { serveWith, type Served } from './watch/served.ts';
import { differences } from './watch/shown-rows.ts';

const podBytes = 8192;
const many = 10_000;
const most = 30_000;
const changesPerSecond = 1000;
const settleMs = 30_000;

/** It takes minutes: how far it is, beside its result. */
const say = (words: string): void => void process.stderr.write(`  (${words})\n`);

export const benchmark: Benchmark = {
  title: `${many} pods of ${podBytes} bytes: connect, follow ${changesPerSecond} changes a second, and ${most} pods`,
  run: async ({ quick }) => [...(await ofMany(quick)), ...(await ofMost(quick))],
};

/** All changes are the pods' own: controllers would turn half of them into changes of workloads. */
async function withCluster<T>(
  pods: number,
  measure: (cluster: FakeClusterProcess, served: Served) => Promise<T>,
): Promise<T> {
  say(`a cluster of ${pods} pods is being made`);
  const cluster = await startFakeClusterProcess({ pods, podBytes, controllers: false });
  try {
    const served = await serveWith(cluster.kubeconfig());
    try {
      return await measure(cluster, served);
    } finally {
      await served.close();
    }
  } finally {
    await cluster.stop();
  }
}

const ofMany = (quick: boolean): Promise<Row[]> =>
  withCluster(many, async (cluster, served) => [
    ...(await listRows(cluster, served, quick ? 5 : 9)),
    ...(await pageRows(cluster, served, quick)),
  ]);

/** Rounds of the bare transfer, the bare Table and a connection of ours, in turn. */
async function listRows(cluster: FakeClusterProcess, { client, residentMiB }: Served, rounds: number): Promise<Row[]> {
  say('connecting from a client');
  const bare = startBareClient(cluster);
  const firsts: number[] = [];
  const ours = async (): Promise<number> => {
    const { firstMs, fullMs } = await timeToFull(client, 'pods', many);
    await leave(client);
    firsts.push(firstMs);
    return fullMs;
  };
  try {
    const variants = { pages: async () => (await bare.ask('pages')).ms, table: async () => (await bare.ask('table')).ms, ours }; // prettier-ignore
    const times = await interleave(variants, rounds);
    // The first round warms up here too.
    const first = spreadOf(firsts.slice(1));
    return [
      { name: 'bare transfer and JSON.parse of the same pages, best', value: times.pages.min, unit: 'ms' },
      { name: 'from connect to the full table at a client, best', value: times.ours.min, unit: 'ms' },
      ...ratios('full table at a client, beside the bare pages', times.ours, times.pages, 1.5),
      { name: 'bare transfer of the Table without objects, best', value: times.table.min, unit: 'ms' },
      { name: 'from connect to the first rows at a client, best', value: first.min, unit: 'ms' },
      ...ratios('first rows at a client, beside the bare Table', first, times.table, 3),
      { name: 'memory of the engine after the last of them', value: residentMiB(), unit: 'MiB' },
    ];
  } finally {
    await bare.stop();
  }
}

const ratios = (name: string, ours: Spread, bare: Spread, atMost: number): Row[] => [
  { name: `${name}, of the best`, value: ours.min / bare.min, unit: 'x', atMost },
  { name: `${name}, of the medians`, value: ours.median / bare.median, unit: 'x' },
];

async function pageRows(cluster: FakeClusterProcess, served: Served, quick: boolean): Promise<Row[]> {
  say('connecting from a page');
  const shown = await showPage(await served.newUrl());
  const bare = startBareClient(cluster);
  try {
    const firsts: number[] = [];
    const fill = async (): Promise<number> => {
      await leave(served.client);
      const { firstMs, fullMs } = await shown.fill(many);
      firsts.push(firstMs);
      return fullMs;
    };
    const times = await interleave({ pages: async () => (await bare.ask('pages')).ms, fill }, quick ? 3 : 7);
    const first = spreadOf(firsts.slice(1));
    return [
      { name: 'from the press of Connect to the first rows in the page, best', value: first.min, unit: 'ms' },
      { name: 'from the press of Connect to the full table in the page, best', value: times.fill.min, unit: 'ms' },
      ...ratios('full table in the page, beside the bare pages', times.fill, times.pages, 1.5),
      { name: 'memory of the engine with the table', value: served.residentMiB(), unit: 'MiB' },
      { name: 'heap of the page with the table', value: await shown.heapMiB(), unit: 'MiB' },
      { name: 'memory of the process of the page', value: await shown.residentMiB(), unit: 'MiB' },
      ...(await churnRows(cluster, served, shown, quick ? 10 : 60)),
    ];
  } finally {
    await bare.stop();
    await shown.close();
  }
}

async function churnRows(
  cluster: FakeClusterProcess,
  served: Served,
  shown: ShownPage,
  seconds: number,
): Promise<Row[]> {
  say(`following ${changesPerSecond} changes a second`);
  const still = await framesDuring(shown, 3, () => Promise.resolve());
  let changes = 0;
  const busy = await framesDuring(shown, seconds, async () => {
    await cluster.churn(changesPerSecond);
    return async () => void ({ changes } = await cluster.calm());
  });
  say('comparing what is shown with the server');
  const wanted = await cluster.dump('pods');
  const began = performance.now();
  const { rows, wrong } = await untilEqual(served.client, 'pods', wanted, settleMs);
  const equalMs = performance.now() - began;
  const shownWrong = await differences(shown, rows);
  const late = busy.intervalsMs.filter((ms) => ms > 33.4).length / busy.intervalsMs.length;
  return [
    { name: 'page frames while nothing changes, p95', value: p95(still.intervalsMs), unit: 'ms' },
    { name: `changes a second over ${seconds} s`, value: changes / seconds, unit: '1/s' },
    { name: 'page frames meanwhile, p95', value: p95(busy.intervalsMs), unit: 'ms', atMost: 33.4 },
    { name: 'page frames meanwhile, longest', value: Math.max(...busy.intervalsMs), unit: 'ms' },
    { name: 'part of the frames that came later than 33 ms', value: late, unit: '' },
    { name: 'tasks of the page over 50 ms', value: busy.longTasksMs.length, unit: '', atMost: 0 },
    { name: 'longest of them', value: Math.max(0, ...busy.longTasksMs), unit: 'ms' },
    { name: 'from the last change until a new client has it all', value: equalMs, unit: 'ms' },
    { name: "rows that differ from the server's at a client", value: wrong, unit: '', atMost: 0 },
    { name: "rows that differ from the server's in the page", value: shownWrong, unit: '', atMost: 0 },
    { name: 'memory of the engine after it', value: served.residentMiB(), unit: 'MiB' },
    { name: 'heap of the page after it', value: await shown.heapMiB(), unit: 'MiB' },
  ];
}

/** `begin` gives how to end what it began. */
async function framesDuring(shown: ShownPage, seconds: number, begin: () => Promise<void | (() => Promise<void>)>) {
  await shown.page.mouse.move(2, 2);
  const end = await begin();
  await shown.beginFrames();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const frames = await shown.endFrames();
  await end?.();
  return frames;
}

const p95 = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

const ofMost = (quick: boolean): Promise<Row[]> =>
  withCluster(most, async (cluster, served) => {
    const { fullMs } = await timeToFull(served.client, 'pods', most);
    await leave(served.client);
    const shown = await showPage(await served.newUrl());
    const bare = startBareClient(cluster);
    try {
      const pages = await bare.ask('pages');
      const filled = await shown.fill(most);
      const still = await used(shown);
      await cluster.churn(changesPerSecond);
      const busy = await used(shown);
      await new Promise((resolve) => setTimeout(resolve, quick ? 0 : 10_000));
      await cluster.calm();
      const { rows, wrong } = await untilEqual(served.client, 'pods', await cluster.dump('pods'), settleMs);
      return [
        { name: `${most} pods: bare transfer and JSON.parse of the pages`, value: pages.ms, unit: 'ms' },
        { name: `${most} pods: full table at a client`, value: fullMs, unit: 'ms' },
        { name: `${most} pods: full table in the page`, value: filled.fullMs, unit: 'ms' },
        { name: `${most} pods: frames while scrolling and filtering, p95`, value: p95(still.intervalsMs), unit: 'ms' },
        {
          name: `${most} pods: longest task over 50 ms meanwhile`,
          value: Math.max(0, ...still.longTasksMs),
          unit: 'ms',
        },
        { name: `${most} pods: frames, with 1,000 changes a second, p95`, value: p95(busy.intervalsMs), unit: 'ms' },
        {
          name: `${most} pods: longest task over 50 ms meanwhile`,
          value: Math.max(0, ...busy.longTasksMs),
          unit: 'ms',
        },
        { name: `${most} pods: rows that differ at a client`, value: wrong, unit: '', atMost: 0 },
        {
          name: `${most} pods: rows that differ in the page`,
          value: await differences(shown, rows),
          unit: '',
          atMost: 0,
        },
        { name: `${most} pods: memory of the engine`, value: served.residentMiB(), unit: 'MiB' },
        { name: `${most} pods: heap of the page`, value: await shown.heapMiB(), unit: 'MiB' },
      ] satisfies Row[];
    } finally {
      await bare.stop();
      await shown.close();
    }
  });

async function used(shown: ShownPage) {
  await shown.beginFrames();
  await shown.use();
  return shown.endFrames();
}
