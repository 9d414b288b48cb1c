// A Kubernetes API server that answers over real HTTPS from memory, for tests, measurements and pictures.
// It runs no containers: a small set of controllers makes workloads behave as operators know them.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { World } from './answer.ts';
import {
  clientCertificate,
  makeAuthority,
  serverCertificate,
  type Certificate,
  type CertificateState,
} from './certificates.ts';
import { startChurn, type Churn } from './churn.ts';
import { startControllers } from './controllers.ts';
import { createFaults, type Faults } from './faults.ts';
import { generate } from './generate.ts';
import { textOf } from './history.ts';
import { kubeconfigText, type KubeconfigChanges } from './kubeconfig.ts';
import { createPodLogs, type PodLogs } from './logs.ts';
import { createObjectStore, type ObjectStore } from './objects.ts';
import { createFront, type ServedRequest } from './serve.ts';
import { createStreams } from './streams.ts';

export type { AccessRule, AnswerFault, AnswerKind, Faults } from './faults.ts';
export type { PodLogs } from './logs.ts';
export type { ObjectStore } from './objects.ts';
export type { ServedRequest } from './serve.ts';
export type { StreamDistortion, StreamStrike } from './streams.ts';

export interface FakeClusterOptions {
  /** 30 unless told, up to 30,000. */
  pods?: number;
  /** One for 40 pods, at least 3, unless told. */
  nodes?: number;
  seed?: number;
  /** About the JSON size of one pod, 2,048 unless told; a real one has about 8,192. Under 2,000 is not reached. */
  podBytes?: number;
  token?: string;
  /** Serve metrics.k8s.io; false unless told. */
  metricsApi?: boolean;
  /** Offer streaming lists; false unless told. */
  watchList?: boolean;
  /** 60,000 unless told, as the real server. */
  bookmarkEveryMs?: number;
  certificate?: CertificateState;
  /** How long a pod takes to start, to end, and a controller to notice; 30 unless told. */
  stepMs?: number;
  /** After this a rollout that does not come to its end is said to be late; 500 unless told. */
  progressDeadlineMs?: number;
  /** Changes that watches can resume from; 20,000 unless told. */
  historyLimit?: number;
  /** False: nothing happens by itself, neither rollouts nor restarts. */
  controllers?: boolean;
  now?: () => number;
}

export interface FakeCluster {
  url: string;
  port: number;
  caPem: string;
  token: string;
  /** YAML text with one context, `fake`. */
  kubeconfig: (more?: KubeconfigChanges) => string;
  objects: ObjectStore;
  faults: Faults;
  logs: PodLogs;
  requests: () => readonly ServedRequest[];
  /** Open watches, of a resource or of all. */
  watches: (resource?: string) => number;
  /** A certificate that makes its bearer that user. */
  clientCertificate: (user: string) => Certificate;
  /** Pods change, restart, go and come, so many changes a second, until it is stopped. */
  churn: (changesPerSecond: number) => Churn;
  /** Forgets history: older resourceVersions are answered with 410. */
  compact: () => void;
  /** Stops listening and drops every connection. */
  down: () => Promise<void>;
  /** Listens on the same port again. */
  up: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Resolves when it listens on 127.0.0.1 and every object's JSON is made. */
export async function startFakeCluster(options: FakeClusterOptions = {}): Promise<FakeCluster> {
  const token = options.token ?? 'fake-cluster-token';
  const authority = makeAuthority('fake-cluster-ca');
  const signer = options.certificate === 'other_ca' ? makeAuthority('unknown-ca') : authority;
  const clients = makeAuthority('fake-cluster-clients');
  const { world, stopControllers } = createWorld(options);
  world.faults.issueToken(token);
  const front = createFront(world, serverCertificate(signer, options.certificate ?? 'good'), clients);
  const { server } = front;
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  const url = `https://127.0.0.1:${port}`;
  const down = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    front.dropAll();
    await closed;
  };
  const churns = new Set<Churn>();
  return {
    url,
    port,
    caPem: authority.pem,
    token,
    kubeconfig: (more) => kubeconfigText({ url, caPem: authority.pem, token }, more),
    objects: world.store,
    faults: world.faults,
    logs: world.logs,
    requests: front.requests,
    watches: (resource) => world.streams.count(resource),
    clientCertificate: (user) => clientCertificate(clients, user),
    churn: (changesPerSecond) => {
      const churn = startChurn(world, changesPerSecond, options.seed ?? 1);
      churns.add(churn);
      return churn;
    },
    compact: () => world.store.compact(),
    down,
    up: async () => {
      if (!server.listening) await listen(port);
    },
    stop: async () => {
      for (const churn of churns) await churn.stop();
      stopControllers();
      world.logs.stopAll();
      await down();
    },
  };
}

function createWorld(options: FakeClusterOptions): { world: World; stopControllers: () => void } {
  const clock = options.now ?? Date.now;
  const pods = options.pods ?? 30;
  const seed = options.seed ?? 1;
  const stepMs = options.stepMs ?? 30;
  const store = createObjectStore({
    now: clock,
    ...(options.historyLimit === undefined ? {} : { historyLimit: options.historyLimit }),
  });
  const nodes = options.nodes ?? Math.max(3, Math.ceil(pods / 40));
  generate(store, { pods, nodes, seed, podBytes: options.podBytes ?? 2048, now: clock() });
  // Made now, so that the first list is as quick as the others.
  for (const version of store.versions('pods')) textOf(version);
  const streams = createStreams(store);
  const faults = createFaults(streams.strike, clock, streams.review);
  const now = (): number => clock() + faults.skewMs();
  const world: World = {
    store,
    faults,
    streams,
    logs: createPodLogs(now),
    now,
    metricsApi: options.metricsApi ?? false,
    watchList: options.watchList ?? false,
    bookmarkEveryMs: options.bookmarkEveryMs ?? 60_000,
    terminationMs: stepMs,
    seed,
  };
  const progressDeadlineMs = options.progressDeadlineMs ?? 500;
  const stopControllers =
    options.controllers === false ? () => {} : startControllers(world, { stepMs, progressDeadlineMs });
  return { world, stopControllers };
}
