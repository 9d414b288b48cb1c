// A log that is written faster than anybody reads: how old a line is when it is at the screen's port, and how the frames of
// the page come meanwhile. Both over the console as it is built, and Docker's own framing on a real socket.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineClient } from '#engine/engine.ts';
import { everyLine, type LogStatus } from '#shared/model/log-lines.ts';
import { nextEntries } from '../../e2e/support/feeds.ts';
import { traceTasks } from '../charts/worked-tasks.ts';
import type { Row } from '../run.ts';
import { showPage } from '../watch/page.ts';
import { serveWith, type Served } from '../watch/served.ts';
import { startDocker, type Docker } from './docker.ts';
import type { Written } from './docker-child.ts';

const linesPerSecond = 10_000;
const project = 'shop';
/** Before what is measured: a line of the first moment waits for the code to be compiled. */
const warmMs = 1000;
/** Rows that a screen asks for while it follows. */
const rowsInSight = 70;
const longTaskMs = 50;
const noCluster = 'apiVersion: v1\nkind: Config\n';

export async function logRows(seconds: number): Promise<Row[]> {
  const docker = await startDocker(2);
  try {
    const served = await serveWith(noCluster, { DOCKER_HOST: docker.endpoint });
    try {
      return [...(await portRows(docker, served.client, seconds)), ...(await pageRows(docker, served, seconds))];
    } finally {
      await served.close();
    }
  } finally {
    await docker.stop();
  }
}

/** An answer at the port: all rows before `end` can be shown from then on. */
interface Shown {
  at: number;
  end: number;
}

/** A client that asks as the screen does: for the last rows, whenever the status says that there are more. */
async function portRows(docker: Docker, client: EngineClient, seconds: number): Promise<Row[]> {
  const target = { source: 'docker', project } as const;
  const { logId } = await client.logs.open({ target, sinceMs: null, tailLines: 0, previous: false });
  const feed = (await client.logs.status({ logId }))[Symbol.asyncIterator]();
  const until = async (wanted: (status: LogStatus) => boolean): Promise<LogStatus> => {
    const isSo = (status: LogStatus | undefined): status is LogStatus => status !== undefined && wanted(status);
    const told = (await nextEntries(feed, (entries) => isSo(entries.get('log')))).get('log');
    if (told === undefined) throw new Error('the log was closed');
    return told;
  };
  const bothLive = ({ streams }: LogStatus): boolean => streams.length === 2 && streams.every(({ state }) => state === 'live'); // prettier-ignore
  let told = await until(bothLive);
  const before = told.read;
  let end = before;
  const shown: Shown[] = [];
  let written: Written[] = [];
  docker.write(linesPerSecond);
  const enoughAt = Date.now() + seconds * 1000 + warmMs;
  while (written.length === 0 || heardOf(told) < totalOf(written) || end < told.read) {
    const last = end;
    told = await until(({ read }) => read > last);
    const { view } = await client.logs.window({ logId, filter: everyLine, from: 'end', count: rowsInSight });
    shown.push({ at: Date.now(), end: view.end });
    ({ end } = view);
    if (written.length === 0 && Date.now() >= enoughAt) written = await docker.calm();
  }
  await client.logs.close({ logId });
  const ages = agesOf(written, shown, before).toSorted((a, b) => a - b);
  const at = (part: number): number => ages[Math.min(ages.length - 1, Math.floor(ages.length * part))] ?? Number.NaN;
  return [
    { name: 'log lines a second at their source', value: rateOf(written), unit: '1/s' },
    { name: "from a line at its source to the screen's port, median", value: at(0.5), unit: 'ms' },
    { name: "from a line at its source to the screen's port, p95", value: at(0.95), unit: 'ms' },
    { name: "from a line at its source to the screen's port, worst", value: at(1), unit: 'ms' },
    { name: 'lines that were dropped on the way', value: told.dropped, unit: '', atMost: 0 },
  ];
}

const totalOf = (written: Written[]): number => written.at(-1)?.total ?? 0;
const heardOf = ({ streams, dropped }: LogStatus): number => streams.reduce((sum, { lines }) => sum + lines, dropped);
const rateOf = (written: Written[]): number =>
  (totalOf(written) * 1000) / ((written.at(-1)?.at ?? 0) - (written[0]?.at ?? 0));

/** Of each line: its age when the first answer came after which it could be shown. Lines come in the order of their times. */
function agesOf(written: Written[], shown: Shown[], before: number): number[] {
  const ages: number[] = [];
  let batch = 0;
  let line = 0;
  const from = (written[0]?.at ?? 0) + warmMs;
  for (const { at, end } of shown) {
    for (; line < end - before; line++) {
      while (line >= (written[batch]?.total ?? Infinity)) batch++;
      const sentAt = written[batch]?.at ?? Number.NaN;
      if (!(sentAt < from)) ages.push(at - sentAt);
    }
  }
  return ages;
}

async function pageRows(docker: Docker, served: Served, seconds: number): Promise<Row[]> {
  const shown = await showPage(await served.newUrl());
  try {
    const { page } = shown;
    await page.goto(`${new URL(page.url()).origin}/#/logs?log=project:${project}`);
    docker.write(linesPerSecond);
    await page.locator('.log-line').first().waitFor();
    await sleep(warmMs);
    const endTrace = await traceTasks(page, longTaskMs);
    await shown.beginFrames();
    await sleep(seconds * 1000);
    const { intervalsMs } = await shown.endFrames();
    const longTasksMs = await endTrace();
    await docker.calm();
    const numbers = (await page.locator('.logs-numbers').textContent()) ?? '';
    const dropped = Number(/held([\d,]+) dropped/.exec(numbers)?.[1]?.replaceAll(',', ''));
    const sorted = intervalsMs.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    return [
      { name: 'page frames of the log meanwhile, p95', value: p95, unit: 'ms', atMost: 100 },
      { name: 'page frames of the log meanwhile, longest', value: sorted.at(-1) ?? Number.NaN, unit: 'ms' },
      { name: `tasks of the page that worked over ${longTaskMs} ms`, value: longTasksMs.length, unit: '', atMost: 0 },
      { name: 'longest of them', value: Math.max(0, ...longTasksMs), unit: 'ms' },
      { name: 'lines that the page says were dropped', value: dropped, unit: '', atMost: 0 },
    ];
  } finally {
    await shown.close();
  }
}
