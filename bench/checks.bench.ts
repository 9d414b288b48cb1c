// How much a check costs beyond its request; what an exec probe costs from a large engine; how soon the engine is ready.
import { execFileSync, fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Agent } from 'undici';
import { createEngine, type Engine } from '#engine/engine.ts';
import { startProbeHost } from '#engine/probe-host/client.ts';
import { engineEnv } from '#shared/shell/engine-env.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import { builtEngineDir, startEngineProcess } from '../e2e/support/engine-process.ts';
import { interleave, spreadOf } from './rounds.ts';
import type { Benchmark, Row } from './run.ts';

const root = join(import.meta.dirname, '..');
const items = 1000;
const concurrency = 8;

export const benchmark: Benchmark = {
  title: `${items} HTTP items on loopback, ${concurrency} at a time; exec probes from a 700 MB process; start of the engine`,
  run: async ({ quick }) => [
    // Many, as a minimum of few rounds is often luck of one side.
    ...(await httpRows(quick ? 5 : 60)),
    ...(await execRows(quick ? 10 : 60)),
    ...(await memoryRows(quick ? 2 : 10)),
    ...(await startRows(quick ? 3 : 7)),
  ],
};

async function httpRows(rounds: number): Promise<Row[]> {
  const server = fork(join(import.meta.dirname, 'loopback-server.ts'));
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-bench-'));
  const engine = await createEngine({ dataDir, resourcesDir: join(root, 'resources') });
  try {
    const planId = await openPlan(engine, dataDir, port);
    const url = `http://127.0.0.1:${port}/health`;
    const times = await interleave({ bare: () => bareLoop(url), run: () => recordedRun(engine, planId) }, rounds);
    await proveRecorded(engine, planId, rounds + 1);
    return [
      { name: 'bare undici loop, 1,000 requests, best', value: times.bare.min, unit: 'ms' },
      { name: 'run of 1,000 items, every result recorded, best', value: times.run.min, unit: 'ms' },
      { name: 'ratio of the best', value: times.run.min / times.bare.min, unit: 'x', atMost: 2 },
      { name: 'ratio of the medians', value: times.run.median / times.bare.median, unit: 'x', atMost: 2 },
    ];
  } finally {
    await engine.close();
    rmSync(dataDir, { recursive: true });
    server.kill();
  }
}

async function openPlan(engine: Pick<Engine, 'client'>, dir: string, port: number): Promise<PlanId> {
  const item = (index: number): string =>
    `      - { id: i${index}, title: Check ${index}, probe: { http: { url: "http://127.0.0.1:${port}/health" } }, expect: ['status == 200', 'json.status == "healthy"'] }`;
  const lines = Array.from({ length: items }, (_, index) => item(index));
  const head = [
    'apiVersion: readyroom/v1',
    'kind: Plan',
    'name: bench',
    'title: Bench',
    'phases:',
    '  - id: all',
    '    title: All',
    '    items:',
  ];
  const file = join(dir, 'bench.yaml');
  writeFileSync(file, [...head, ...lines, ''].join('\n'));
  const opened = await engine.client.plans.open({ path: file });
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  return opened.planId;
}

/** The least that any checker must do: the requests, their bodies read, parsed and compared. */
async function bareLoop(url: string): Promise<number> {
  const agent = new Agent();
  const { origin, pathname } = new URL(url);
  let left = items;
  let wrong = 0;
  const began = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const answer = await agent.request({ origin, path: pathname, method: 'GET' });
      const body = (await answer.body.json()) as { status?: string };
      if (answer.statusCode !== 200 || body.status !== 'healthy') wrong++;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const ms = performance.now() - began;
  await agent.destroy();
  if (wrong > 0) throw new Error(`${wrong} wrong answers`);
  return ms;
}

/** From the request to run until the run's end is in the record. */
async function recordedRun(engine: Pick<Engine, 'client'>, planId: PlanId): Promise<number> {
  const { summary } = await engine.client.plans.get({ planId });
  const stop = new AbortController();
  const feed = await engine.client.runs.feed({ planId }, { signal: stop.signal });
  const began = performance.now();
  const { runId } = await engine.client.runs.start({
    planId,
    hash: summary.hash,
    selection: { phaseIds: [], itemIds: [] },
  });
  for await (const message of feed) {
    const runs = message.kind === 'snapshot' ? message.entries : message.upserts;
    const mine = runs.find((run) => run.runId === runId);
    if (mine?.finishedAt) {
      const ms = await endOfRun(engine, runId, began);
      stop.abort();
      return ms;
    }
  }
  throw new Error('the feed ended before the run');
}

async function endOfRun(engine: Pick<Engine, 'client'>, runId: RunId, began: number): Promise<number> {
  const { run } = await engine.client.runs.get({ runId });
  if (run.verdict !== 'pass' || run.counts.pass !== items)
    throw new Error(`the run came to ${JSON.stringify(run.counts)}`);
  // The feed speaks ten times a second; the journal says when the run's end was written.
  const [end] = await engine.client.system.journal({ type: 'run.finished', limit: 1 });
  return (end?.recordedTime ?? Number.NaN) - (performance.timeOrigin + began);
}

async function proveRecorded(engine: Engine, planId: PlanId, runs: number): Promise<void> {
  const list = await engine.client.runs.list({ planId, limit: 200 });
  if (list.length !== runs) throw new Error(`${list.length} runs in the record, ${runs} were made`);
  for (const run of list) {
    const { results } = await engine.client.runs.get({ runId: run.runId });
    if (results.length !== items) throw new Error(`${results.length} results in the record, ${items} were shown`);
  }
}

async function execRows(times: number): Promise<Row[]> {
  const host = startProbeHost({ entry: join(root, 'out', 'engine', 'probe-host.js') });
  // As the engine does, a second after its start.
  host.warm();
  const baseline = startBaseline();
  const ballast = Array.from({ length: 7 }, () => Buffer.alloc(100 * 2 ** 20, 1));
  const signal = new AbortController().signal;
  const bare: number[] = [];
  const probed: number[] = [];
  const probe = async (): Promise<void> => {
    const bareMs = await baseline.spawnMs();
    const began = performance.now();
    const answer = await host.run({ argv: ['/bin/true'], deadlineMs: 5000, signal });
    const probedMs = performance.now() - began;
    if (answer.exitCode !== 0) throw new Error('/bin/true failed');
    bare.push(bareMs);
    probed.push(probedMs);
  };
  for (let run = 0; run < 5; run++) await probe();
  bare.length = probed.length = 0;
  // What a probe does to the loop it does in every pass; a neighbour on the machine does not.
  const longestStalls: number[] = [];
  for (let pass = 0; pass < 5; pass++) {
    const stalls = watchLoop();
    for (let run = 0; run < times; run++) await probe();
    longestStalls.push(stalls.end());
  }
  const rss = process.memoryUsage().rss / 2 ** 20;
  await host.close();
  baseline.end();
  if (ballast.length !== 7) throw new Error('the ballast is gone');
  return [
    { name: 'memory of the process that asks for commands', value: rss, unit: 'MiB' },
    {
      name: 'posix_spawn and wait of /bin/true from C, in turn with the probe, median',
      value: spreadOf(bare).median,
      unit: 'ms',
    },
    { name: 'exec probe of /bin/true, median', value: spreadOf(probed).median, unit: 'ms' },
    { name: 'ratio of the medians', value: spreadOf(probed).median / spreadOf(bare).median, unit: 'x', atMost: 2.5 },
    {
      name: `longest stall of the loop meanwhile, in the quietest of ${longestStalls.length} passes`,
      value: Math.min(...longestStalls),
      unit: 'ms',
      atMost: 5,
    },
    { name: 'the same, in the loudest', value: Math.max(...longestStalls), unit: 'ms' },
  ];
}

/** The cheapest way to start a process: posix_spawn from a small C program, which times itself. */
function startBaseline(): { spawnMs: () => Promise<number>; end: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-spawn-'));
  const program = join(dir, 'spawn');
  execFileSync('cc', ['-O2', '-o', program, join(import.meta.dirname, 'spawn-baseline.c')]);
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const spawnMs = async (): Promise<number> => {
    child.stdin.write('\n');
    const [answer] = (await once(child.stdout, 'data')) as [Buffer];
    return Number(answer.toString());
  };
  const end = (): void => {
    child.stdin.end();
    rmSync(dir, { recursive: true });
  };
  return { spawnMs, end };
}

/** How long this process's loop did not turn, at worst. */
function watchLoop(): { end: () => number } {
  let longestMs = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - last - 1);
    last = now;
  }, 1);
  return { end: () => (clearInterval(beat), longestMs) };
}

/** An engine in its own process, as the desktop has it, after runs of the same plan. */
async function memoryRows(runs: number): Promise<Row[]> {
  const server = fork(join(import.meta.dirname, 'loopback-server.ts'));
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-memory-'));
  const engine = await startEngineProcess(dataDir, {}, builtEngineDir);
  try {
    const planId = await openPlan(engine, dataDir, port);
    for (let run = 0; run < runs; run++) await recordedRun(engine, planId);
    const name = `memory of an engine process after ${runs} runs of 1,000 items`;
    return [{ name, value: residentMiB(engine.child), unit: 'MiB', atMost: 250 }];
  } finally {
    await engine.end();
    rmSync(dataDir, { recursive: true });
    server.kill();
  }
}

/** The built engine, from the start of its process to its first word. */
async function startRows(times: number): Promise<Row[]> {
  const took: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run < times; run++) {
    const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-start-'));
    const start = JSON.stringify({ dataDir, resourcesDir: join(root, 'resources') });
    const child = fork(join(root, 'out', 'engine', 'forked.js'), [start], {
      env: engineEnv(process.env),
      serialization: 'advanced',
    });
    const ready = await readyMessage(child);
    took.push(ready);
    memory.push(residentMiB(child));
    child.send({ kind: 'shutdown' });
    await once(child, 'exit');
    rmSync(dataDir, { recursive: true });
  }
  const bare = await bareNode(times);
  return [
    { name: 'start of a bare Node process, median', value: bare, unit: 'ms' },
    { name: 'engine ready after the start of its process, best', value: spreadOf(took).min, unit: 'ms', atMost: 200 },
    { name: 'engine ready after the start of its process, median', value: spreadOf(took).median, unit: 'ms' },
    { name: 'the same beside a bare Node, ratio of the medians', value: spreadOf(took).median / bare, unit: 'x' },
    { name: 'memory of the engine when ready', value: spreadOf(memory).median, unit: 'MiB', atMost: 250 },
  ];
}

async function readyMessage(child: ChildProcess): Promise<number> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [{ kind: string; startedInMs?: number; reason?: string }];
    if (message.kind === 'ready') return message.startedInMs ?? Number.NaN;
    if (message.kind === 'failed') throw new Error(message.reason);
  }
}

function residentMiB(child: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024;
}

async function bareNode(times: number): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run < times; run++) {
    const began = performance.now();
    await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
    took.push(performance.now() - began);
  }
  return spreadOf(took).median;
}
