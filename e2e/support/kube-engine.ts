// An engine with a kubeconfig of a fake cluster, and its Kubernetes watch through the contract or alone with short times.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { createRedactor } from '#engine/redact/redact.ts';
import { startProbeHost } from '#engine/probe-host/client.ts';
import { createCommands } from '#engine/compose/commands.ts';
import type { KubeTiming } from '#engine/sources/kubernetes/timing.ts';
import { createKubernetesWatch, type KubernetesWatch, type KubernetesWatchOptions } from '#engine/watch/kubernetes-watch.ts'; // prettier-ignore
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { KubeConnection, KubeKind, KubeKindStatus, KubeRow } from '#shared/model/kubernetes.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { startFakeCluster, type FakeCluster, type FakeClusterOptions } from './kube/fake-cluster.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');

export async function fakeCluster(options: FakeClusterOptions = {}): Promise<FakeCluster> {
  const cluster = await startFakeCluster({ pods: 20, controllers: false, ...options });
  onTestFinished(() => cluster.stop());
  return cluster;
}

export function writeKubeconfig(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'kube-')), 'config');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

export async function engineWith(kubeconfig: string): Promise<Engine> {
  const dataDir = mkdtempSync(join(tmpdir(), 'engine-'));
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const engine = await createEngine({ dataDir, resourcesDir, env });
  onTestFinished(() => engine.close());
  return engine;
}

/**
 * Long waits made short, so that a test of a minute takes a second. How long an answer may take is not: on a slow machine a
 * server that works would be called lost. A test of a server that is silent says how soon that is noticed (`hasty`).
 */
export const quick: Partial<KubeTiming> = {
  connectMs: 30_000,
  headersMs: 30_000,
  bodyIdleMs: 30_000,
  healthEveryMs: 100,
  healthLimitMs: 30_000,
  stillMs: 60_000,
  doubtMs: 20,
  watchIdleMs: 60_000,
  relistBackOffMs: { first: 20, longest: 300 },
  backOffMs: { first: 20, longest: 100 },
  steadyMs: 200,
  budget: { requests: 10, withinMs: 900 },
  usageEveryMs: 100,
  tokenFileMs: 60_000,
};

/** What does not answer is given up soon. */
export const hasty: Partial<KubeTiming> = {
  connectMs: 1000,
  headersMs: 1000,
  listHeadersMs: 2000,
  bodyIdleMs: 1000,
  healthLimitMs: 300,
};

export interface Followed {
  watch: KubernetesWatch;
  file: string;
  rows: (kind: KubeKind) => KubeRow[];
  connection: () => KubeConnection;
  kind: (kind: KubeKind) => KubeKindStatus;
  source: () => SourceStatus | null;
  /** Everything that was published for the kind: upserts and removes of changes, counted. */
  published: (kind: KubeKind) => { upserts: number; removes: number };
  records: { type: string; data: unknown }[];
  /** Commands that were run. */
  ran: string[][];
}

export interface FollowOptions {
  env?: Record<string, string | undefined>;
  timing?: Partial<KubeTiming>;
  kinds?: KubeKind[];
  options?: Partial<KubernetesWatchOptions>;
}

/** The watch alone, not yet connected; its feeds are followed as a screen would. */
export function follow(kubeconfig: string, given: FollowOptions = {}): Followed {
  const file = writeKubeconfig(kubeconfig);
  const env = { PATH: process.env['PATH'], HOME: tmpdir(), TERM: 'dumb', KUBECONFIG: file, ...given.env };
  const host = startProbeHost();
  const ran: string[][] = [];
  const commands = createCommands({ env, run: (request) => (ran.push(request.argv), host.run(request)) });
  const records: Followed['records'] = [];
  let source: SourceStatus | null = null;
  const watch = createKubernetesWatch({
    place: { env, home: tmpdir() },
    commands,
    now: Date.now,
    elapsedMs: () => performance.now(),
    redactor: createRedactor(),
    onStatus: (status) => (source = status),
    record: (event) => records.push(event),
    timing: { ...quick, ...given.timing },
    ...given.options,
  });
  const stop = new AbortController();
  const connection = reader(watch.connection({ signal: stop.signal }));
  const kinds = reader(watch.kinds({ signal: stop.signal }));
  const readers = new Map<KubeKind, ReturnType<typeof reader<KubeRow>>>();
  const rowsOf = (kind: KubeKind) => {
    const known = readers.get(kind) ?? reader(watch.rows(kind, { signal: stop.signal }));
    readers.set(kind, known);
    return known;
  };
  for (const kind of given.kinds ?? (['pods'] as const)) rowsOf(kind);
  onTestFinished(async () => {
    watch.close();
    stop.abort();
    await host.close();
  });
  return {
    watch,
    file,
    rows: (kind) => rowsOf(kind).entries(),
    connection: () => connection.entries()[0] ?? nothing<KubeConnection>(),
    kind: (kind) => kinds.entries().find(({ key }) => key === kind) ?? nothing<KubeKindStatus>(),
    source: () => source,
    published: (kind) => rowsOf(kind).published,
    records,
    ran,
  };
}

/** Before the first message of a feed. */
const nothing = <T>(): T => ({ state: 'off', reason: '', seenAt: null }) as T;

/** Reads a feed to its end, as a screen does. */
export function reader<T extends Keyed>(feed: AsyncIterable<FeedMessage<T>>) {
  let state: FeedState<T> = emptyFeed;
  const published = { upserts: 0, removes: 0, messages: 0, largest: 0 };
  void (async () => {
    for await (const message of feed) {
      const next = applyFeedMessage(state, message);
      if (!next) throw new Error('a change did not follow');
      state = next;
      const size = message.kind === 'snapshot' ? message.entries.length : message.upserts.length;
      published.messages++;
      published.largest = Math.max(published.largest, size);
      if (message.kind === 'snapshot') continue;
      published.upserts += message.upserts.length;
      published.removes += message.removes.length;
    }
  })();
  return { entries: () => [...state.entries.values()], published };
}

/** On a machine that is slow and does much else. */
const patienceMs = 60_000;

/** Polls until it is so. */
export async function eventually(check: () => boolean, what: string | (() => unknown)): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!check()) {
    if (performance.now() > until) {
      throw new Error(`not within ${patienceMs / 1000} s: ${typeof what === 'string' ? what : JSON.stringify(what())}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Whether what is shown is what the server has: every object, in its newest version. */
export function equals(rows: KubeRow[], cluster: FakeCluster, kind: KubeKind): boolean {
  const there = cluster.objects.list(kind);
  if (there.length !== rows.length) return false;
  const versions = new Map(rows.map((row) => [row.key, row.version]));
  return there.every(({ metadata }) => versions.get(metadata.uid) === metadata.resourceVersion);
}
