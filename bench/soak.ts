// npm run soak -- 20m [--no-page]: connects, churns and disconnects for that long, and says whether memory and handles stay
// flat. Prints a line for each cycle, writes bench/results/soak.json, and ends with 1 where they do not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { startFakeClusterProcess } from '../e2e/support/kube/fake-cluster-process.ts';
import { freePort } from '../e2e/support/owned-process.ts';
import { machine } from './machine.ts';
import { runCycle, type Place } from './soak/cycle.ts';
import { inspect, inspectable, type Inspected, type ProcessState } from './soak/inspected.ts';
import { openSoakPage, type PageState, type SoakPage } from './soak/page.ts';
import { judgeOpen, judgeSlope, slopeOf, type Judged } from './soak/verdict.ts';
import { serveWith } from './watch/served.ts';

interface Sample {
  atMs: number;
  engine: ProcessState;
  page: PageState | null;
}

const pods = 500;
/** Every so many cycles the servers go away and come back; the first is one of them, so that all later ones can be beside it. */
const faultsEvery = 4;
const limitMiBPerHour = 1;
const settleMs = 10_000;
const unitsMs = { s: 1000, m: 60_000, h: 3_600_000 };

function durationOf(text: string | undefined): number {
  const [, count, unit] = /^(\d+)(s|m|h)$/.exec(text ?? '') ?? [];
  if (count !== undefined && unit !== undefined) return Number(count) * unitsMs[unit as keyof typeof unitsMs];
  console.error(
    'How long? For example: npm run soak -- 20m. Allowed: a number and s, m or h; then --no-page, if wanted.',
  );
  process.exit(2);
}

async function soak(): Promise<Sample[]> {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-soak-'));
  const cluster = await startFakeClusterProcess({ pods });
  const docker = await startFakeDaemon(join(dir, 'docker.sock'));
  const port = await freePort();
  const served = await serveWith(cluster.kubeconfig(), {
    DOCKER_HOST: docker.endpoint,
    NODE_OPTIONS: inspectable(port),
  });
  const engine = await inspect(served.pid, port);
  const page = withPage ? await openSoakPage(await served.newUrl()) : null;
  const show = page?.show ?? ((): Promise<void> => Promise.resolve());
  try {
    return await cycles({ client: served.client, cluster, docker, show, pods }, engine, page);
  } finally {
    await page?.close();
    engine.close();
    await served.close();
    await docker.stop();
    await cluster.stop();
    rmSync(dir, { recursive: true });
  }
}

async function cycles(place: Place, engine: Inspected, page: SoakPage | null): Promise<Sample[]> {
  const taken: Sample[] = [];
  const began = performance.now();
  console.log('  cycle   minutes   engine heap    RSS  handles  files   page heap    RSS   nodes  listeners');
  for (let turn = 0; performance.now() - began < durationMs; turn++) {
    await runCycle(place, turn, turn % faultsEvery === 0);
    const first = taken[0];
    const state = await settled(engine.look, (now) => first === undefined || judgeOpen('', openOf(first.engine), openOf(now)).ok); // prettier-ignore
    const shown =
      page && (await settled(page.look, ({ listeners }) => listeners <= (first?.page?.listeners ?? Infinity)));
    const sample = { atMs: performance.now() - began, engine: state, page: shown };
    taken.push(sample);
    console.log(lineOf(turn + 1, sample));
  }
  return taken;
}

/** What ends with a connection takes a moment to be gone; what is not gone after some seconds stays. */
async function settled<T>(look: () => Promise<T>, isDown: (state: T) => boolean): Promise<T> {
  const giveUpAt = performance.now() + settleMs;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const state = await look();
    if (isDown(state) || performance.now() > giveUpAt) return state;
  }
}

const openOf = ({ resources, files }: ProcessState): Record<string, number> => ({ ...resources, 'open files': files });

function judge(taken: readonly Sample[]): Judged[] {
  const first = taken[0];
  const last = taken.at(-1);
  if (!first || !last) return [{ what: 'the soak', ok: false, words: 'no cycle came to its end' }];
  const slope = (of: (sample: Sample) => number) => slopeOf(taken.map((sample) => ({ atMs: sample.atMs, value: of(sample) }))); // prettier-ignore
  const ofPage = (of: (page: PageState) => number) => slope(({ page }) => (page === null ? Number.NaN : of(page)));
  return [
    judgeSlope('heap of the engine', slope((sample) => sample.engine.heapMiB), limitMiBPerHour), // prettier-ignore
    judgeOpen('handles of the engine', openOf(first.engine), openOf(last.engine)),
    ...(last.page && first.page
      ? [
          judgeSlope('heap of the page', ofPage(({ heapMiB }) => heapMiB), limitMiBPerHour), // prettier-ignore
          judgeOpen('listeners of the page', { listeners: first.page.listeners }, { listeners: last.page.listeners }),
        ]
      : []),
  ];
}

function lineOf(cycle: number, { atMs, engine, page }: Sample): string {
  const cell = (value: number, width: number, digits = 0): string => value.toFixed(digits).padStart(width);
  const handles = Object.values(engine.resources).reduce((all, count) => all + count, 0);
  const shown = page === null ? '' : `${cell(page.heapMiB, 12, 2)}${cell(page.residentMiB, 7)}${cell(page.nodes, 8)}${cell(page.listeners, 11)}`; // prettier-ignore
  return `${cell(cycle, 7)}${cell(atMs / 60_000, 10, 1)}${cell(engine.heapMiB, 14, 2)}${cell(engine.residentMiB, 7)}${cell(handles, 9)}${cell(engine.files, 7)}${shown}`;
}

const durationMs = durationOf(process.argv[2]);
const withPage = !process.argv.includes('--no-page');
const samples = await soak();
const verdicts = judge(samples);
for (const { what, ok, words } of verdicts) console.log(`  ${ok ? 'good' : 'BAD '}  ${what.padEnd(24)} ${words}`);
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
const result = { soak: process.argv[2], takenAt: new Date().toISOString(), machine: machine(), verdicts, samples };
writeFileSync(join(import.meta.dirname, 'results', 'soak.json'), `${JSON.stringify(result, null, 2)}\n`);
process.exit(verdicts.every(({ ok }) => ok) ? 0 : 1);
