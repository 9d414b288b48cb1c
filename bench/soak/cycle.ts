// One turn of what people do all day: connect, look at this and that while the cluster is busy, lose the servers now and
// then, and disconnect. It leaves nothing behind; whether the engine does is what is measured.
import type { EngineClient } from '#engine/engine.ts';
import { fakeContainer, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { everyLine } from '#shared/model/log-lines.ts';
import type { Freshness } from '#shared/model/system.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import type { FakeClusterProcess } from '../../e2e/support/kube/fake-cluster-process.ts';
import { leave, timeToFull } from '../watch/followed.ts';

export interface Place {
  client: EngineClient;
  cluster: FakeClusterProcess;
  docker: FakeDaemon;
  /** Shows the address in the page; does nothing where there is none. */
  show: (hash: string) => Promise<void>;
  pods: number;
}

const changesPerSecond = 200;
const lookedAt: readonly KubeKind[] = ['nodes', 'deployments', 'replicasets', 'services', 'secrets', 'events', 'pods'];
const objectsOpened = 5;
const fillingRounds = 150;
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @param faults the servers go away and come back within it. */
export async function runCycle(place: Place, turn: number, faults: boolean): Promise<void> {
  const { client } = place;
  const watching = new AbortController();
  const containers = drain(await client.docker.containers(undefined, { signal: watching.signal }), watching.signal);
  try {
    await lookAround(place, turn, faults);
  } finally {
    watching.abort();
    await containers;
  }
  await refill(place);
}

async function lookAround(place: Place, turn: number, faults: boolean): Promise<void> {
  const { client, cluster, docker, show } = place;
  await timeToFull(client, 'pods', place.pods);
  await cluster.churn(changesPerSecond);
  await show('#/workloads?kind=pods');
  for (const kind of lookedAt) await glance(client, kind);
  await openSome(place);
  await readLog(client);
  await emitSome(docker, turn);
  await show('#/containers');
  if (faults) await loseAndFind(place);
  await show('#/watch');
  await wait(500);
  await cluster.calm();
  await show('#/workloads?kind=pods');
  await leave(client);
}

/** Reads until it is told to stop. */
async function drain(feed: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
  try {
    for await (const message of feed) if (signal.aborted && message) return;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** The first rows of a kind; it has to have some. */
async function glance(client: EngineClient, kind: KubeKind): Promise<KubeRow[]> {
  const stop = new AbortController();
  for await (const message of await client.kubernetes.rows({ kind }, { signal: stop.signal })) {
    const rows = message.kind === 'snapshot' ? message.entries : message.upserts;
    if (rows.length === 0) continue;
    stop.abort();
    return rows;
  }
  throw new Error(`the feed of ${kind} ended by itself`);
}

/** Objects are opened at the client and in the page; one may have gone meanwhile. */
async function openSome({ client, show }: Place): Promise<void> {
  const rows = await glance(client, 'pods');
  for (const { namespace, name } of rows.slice(0, objectsOpened)) {
    await client.kubernetes.object({ kind: 'pods', namespace, name }).catch(notFound);
  }
  const first = rows.at(-1);
  if (first)
    await show(`#/workloads?kind=pods&object=${encodeURIComponent(`${first.namespace}/${first.name}`)}&open=yes`);
  if (first) await show(`#/logs?log=${encodeURIComponent(`kubernetes:pods/${first.namespace}/${first.name}`)}`);
}

function notFound(error: unknown): void {
  if ((error as { code?: unknown } | null)?.code !== 'not_found') throw error;
}

async function readLog(client: EngineClient): Promise<void> {
  const [deployment] = await glance(client, 'deployments');
  if (!deployment) throw new Error('the fake cluster has no deployment');
  const { namespace, name } = deployment;
  const target = { source: 'kubernetes', kind: 'deployments', namespace: namespace ?? '', name, container: null } as const; // prettier-ignore
  const { logId } = await client.logs.open({ target, sinceMs: null, tailLines: 2000, previous: false });
  const stop = new AbortController();
  const status = drain(await client.logs.status({ logId }, { signal: stop.signal }), stop.signal);
  try {
    await wait(200);
    await client.logs.window({ logId, filter: everyLine, from: 'end', count: 100 });
  } finally {
    stop.abort();
    await status;
  }
  await client.logs.close({ logId });
}

/**
 * Always the same containers: what the engine knows of them must not grow. What it remembers of the past has bounds, and the
 * first turn fills it up to them, as otherwise the filling of it would look like a leak for the first half an hour.
 */
async function emitSome(docker: FakeDaemon, turn: number): Promise<void> {
  for (let round = turn === 0 ? fillingRounds : 1; round > 0; round--) {
    for (let at = 0; at < 20; at++) {
      const container = fakeContainer(`web-${at}`, { restartCount: turn, state: 'running' });
      docker.emit('die', { ...container, state: 'exited', exitCode: 1 }, { exitCode: '1' });
      docker.emit('start', container);
    }
    await wait(10);
  }
}

async function loseAndFind({ client, cluster, docker }: Place): Promise<void> {
  await Promise.all([cluster.down(), docker.stop()]);
  await untilSource(client, 'kubernetes', 'stale');
  await untilSource(client, 'docker', 'stale');
  await Promise.all([cluster.up(), docker.start()]);
  await client.kubernetes.retry();
  await client.docker.retry();
  await untilSource(client, 'kubernetes', 'live');
  await untilSource(client, 'docker', 'live');
}

/** @throws Error where it does not come to that within 30 s. */
export async function untilSource(client: EngineClient, key: string, state: Freshness): Promise<void> {
  const stop = new AbortController();
  let seen = 'nothing';
  const timer = setTimeout(() => stop.abort(), 30_000);
  try {
    for await (const message of await client.system.sources(undefined, { signal: stop.signal })) {
      const told = (message.kind === 'snapshot' ? message.entries : message.upserts).find((one) => one.key === key);
      if (told) seen = `${told.state} ${told.reason}`;
      if (told?.state === state) return;
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
  throw new Error(`${key} did not become ${state} within 30 s, it is ${seen}`);
}

/** Pods that had no controller are gone; the next turn asks for as many as there are. */
async function refill(place: Place): Promise<void> {
  const { pods = 0 } = await place.cluster.counts(['pods']);
  place.pods = Math.floor(pods * 0.9);
}
