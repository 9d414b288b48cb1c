// Ten thousand containers: what the screen makes of them, and how soon an engine that knows none has them all, beside the
// questions that anybody has to ask Docker for that.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from 'rolldown';
import { Agent } from 'undici';
import { usualTiming } from '#engine/sources/docker/follow-timing.ts';
import type { Container } from '#shared/model/container.ts';
import { builtEngineDir, startEngineProcess } from '../../e2e/support/engine-process.ts';
import { nextEntries } from '../../e2e/support/feeds.ts';
import { spreadOf } from '../rounds.ts';
import type { Row } from '../run.ts';
import { startDocker, type Docker } from './docker.ts';

const many = 10_000;

export async function containerRows(quick: boolean): Promise<Row[]> {
  const listed = quick ? 500 : many;
  const docker = await startDocker(listed);
  try {
    const bareMs = await bareList(docker, listed);
    const { rows, ms } = await firstList(docker, listed);
    return [
      ...(await modelRows(rows, quick ? 5 : 20)),
      { name: `bare questions to Docker for ${listed} containers`, value: bareMs, unit: 'ms' },
      { name: `first list of ${listed} containers at a client`, value: ms, unit: 'ms' },
      { name: 'first list beside the bare questions', value: ms / bareMs, unit: 'x' },
    ];
  } finally {
    await docker.stop();
  }
}

/** The list and each container, as many at a time as the engine asks. */
async function bareList({ socketPath }: Docker, count: number): Promise<number> {
  const agent = new Agent({ connect: { socketPath } });
  const get = async (path: string): Promise<unknown> => {
    const { body } = await agent.request({ origin: 'http://docker', path, method: 'GET' });
    return body.json();
  };
  const began = performance.now();
  const left = (await get('/containers/json?all=1')) as { Id: string }[];
  if (left.length !== count) throw new Error(`${left.length} containers were listed`);
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await get(`/containers/${next.Id}/json`);
  };
  await Promise.all(Array.from({ length: usualTiming.lanes }, lane));
  const ms = performance.now() - began;
  await agent.destroy();
  return ms;
}

async function firstList({ endpoint }: Docker, count: number): Promise<{ rows: Container[]; ms: number }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-limits-'));
  const engine = await startEngineProcess(dataDir, { DOCKER_HOST: endpoint }, builtEngineDir);
  try {
    const began = performance.now();
    const feed = (await engine.client.docker.containers())[Symbol.asyncIterator]();
    const entries = await nextEntries(feed, (all) => all.size >= count);
    return { rows: [...entries.values()], ms: performance.now() - began };
  } finally {
    await engine.end();
    rmSync(dataDir, { recursive: true });
  }
}

interface Model {
  containersModel: (input: {
    containers: ReadonlyMap<string, Container>;
    find: string;
    sort: string;
    byProject: boolean;
    folded: ReadonlySet<string>;
  }) => { found: number };
}

/** Of `rows`, repeated under names and projects of their own until there are enough. */
async function modelRows(rows: readonly Container[], rounds: number): Promise<Row[]> {
  const { containersModel } = await pageModule<Model>('renderer/views/containers/containers-model.ts');
  const all = Array.from({ length: many }, (_, at): Container => {
    const row = rows[at % rows.length] as Container;
    return { ...row, key: `key-${at}`, name: `web-${(at * 7919) % many}`, project: `p${at % 40}` };
  });
  const containers = new Map(all.map((row) => [row.key, row]));
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    const { found } = containersModel({ containers, find: 'web', sort: '', byProject: true, folded: new Set() });
    took.push(performance.now() - began);
    if (found !== many) throw new Error(`${found} were found`);
  }
  const [first = Number.NaN, ...warm] = took;
  return [
    { name: `${many} containers filtered, sorted and grouped, the first time`, value: first, unit: 'ms' },
    {
      name: `${many} containers filtered, sorted and grouped again, median`,
      value: spreadOf(warm).median,
      unit: 'ms',
      atMost: 250,
    },
  ];
}

/** A part of the page without its document, built as the page is. */
async function pageModule<T>(input: string): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-module-'));
  const transform = { define: { 'process.env.NODE_ENV': '"production"' } };
  const built = await build({ input, cwd: join(import.meta.dirname, '..', '..'), platform: 'node', tsconfig: false, transform, write: false }); // prettier-ignore
  const file = join(dir, 'module.mjs');
  writeFileSync(file, built.output[0].code);
  try {
    return (await import(file)) as T;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
