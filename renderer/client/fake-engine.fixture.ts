// For tests: the contract answered by hand-written functions over a real MessageChannel, as a port the link can take.
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { contract } from '#shared/contract/contract.ts';
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import type { ContainerStats } from '#shared/model/container-stats.ts';
import type { ItemState, Note, PlanDetail, PlannedItem, PlanSummary } from '#shared/model/checklist.ts';
import type { DockerImage, DockerList, DockerListChange, DockerNetwork, DockerVolume } from '#shared/model/docker-lists.ts'; // prettier-ignore
import type { FeedMessage } from '#shared/model/feed.ts';
import type { LogFilter, LogRow, LogStatus, LogWindow } from '#shared/model/log-lines.ts';
import type { ItemResult, RunReport, RunSummary } from '#shared/model/run.ts';
import type {
  DemoState,
  Diagnosis,
  JournalEvent,
  RecordStatus,
  SourceStatus,
  SystemInfo,
} from '#shared/model/system.ts';
import type {
  KubeConfigView,
  KubeConnection,
  KubeKind,
  KubeKindStatus,
  KubeObject,
  KubeRow,
  KubeUsage,
} from '#shared/model/kubernetes.ts';
import type { Trouble, WatchChange, WorkloadCount } from '#shared/model/watch.ts';
import { changesRouter, noChanges, type FakeChanges } from './fake-changes.fixture.ts';
import { metricsRouter, noMetrics, type FakeMetrics } from './fake-metrics.fixture.ts';
import { scrapesRouter, noScrapes, type FakeScrapes } from './fake-scrapes.fixture.ts';
import { noSecrets, secretsRouter, type FakeSecrets } from './fake-secrets.fixture.ts';
import { dashboardsRouter, noDashboards, type FakeDashboards } from './fake-dashboards.fixture.ts';
import { triggersRouter, noTriggers, type FakeTriggers } from './fake-triggers.fixture.ts';
import { recorderRouter, noRecorder, type FakeRecorder } from './fake-recorder.fixture.ts';
import { errorsRouter, noErrors, type FakeErrors } from './fake-errors.fixture.ts';
import { incidentsRouter, noIncidents, type FakeIncidents } from './fake-incidents.fixture.ts';
import { learningRouter, noLearning, type FakeLearning } from './fake-learning.fixture.ts';
import { timelineRouter, noTimeline, type FakeTimeline } from './fake-timeline.fixture.ts';
import { reviewsRouter, noReviews, type FakeReviews } from './fake-reviews.fixture.ts';
import { criteriaRouter, noCriteria, type FakeCriteria } from './fake-criteria.fixture.ts';
import { momentHeader, type Moment } from '#shared/model/moment.ts';
import type { PortLike } from './port.ts';

/** One feed under the test's hand: what it sends goes to whoever listens. */
export interface FakeFeed<T> {
  send: (message: FeedMessage<T>) => void;
  listen: (signal: AbortSignal | undefined) => AsyncGenerator<FeedMessage<T>>;
  /** How often it was subscribed to. */
  subscriptions: number;
}

/** @param first what every new subscriber gets at once. */
export function fakeFeed<T>(first: () => T[]): FakeFeed<T> {
  const takers = new Set<(message: FeedMessage<T>) => void>();
  const feed: FakeFeed<T> = {
    subscriptions: 0,
    send: (message) => takers.forEach((take) => take(message)),
    listen: async function* (signal) {
      feed.subscriptions++;
      const queue: FeedMessage<T>[] = [{ kind: 'snapshot', revision: 1, entries: first() }];
      let wake = (): void => undefined;
      const take = (message: FeedMessage<T>): void => {
        queue.push(message);
        wake();
      };
      takers.add(take);
      signal?.addEventListener('abort', () => wake());
      try {
        while (signal?.aborted !== true) {
          const next = queue.shift();
          if (next !== undefined) yield next;
          else await new Promise<void>((woken) => (wake = woken));
        }
      } finally {
        takers.delete(take);
      }
    },
  };
  return feed;
}

export interface FakeEngine
  extends
    FakeReviews,
    FakeTimeline,
    FakeLearning,
    FakeIncidents,
    FakeErrors,
    FakeRecorder,
    FakeChanges,
    FakeMetrics,
    FakeScrapes,
    FakeSecrets,
    FakeDashboards,
    FakeTriggers,
    FakeCriteria {
  plans: FakeFeed<PlanSummary>;
  items: FakeFeed<ItemState>;
  planItems: PlannedItem[];
  notes: FakeFeed<Note>;
  runs: FakeFeed<RunSummary>;
  demo: FakeFeed<DemoState>;
  startDemo: () => Promise<DemoState>;
  info: () => SystemInfo | Promise<SystemInfo>;
  detail: () => PlanDetail;
  report: () => RunReport;
  result: () => ItemResult;
  /** Asked before a tick, a trust, a run or a fault is taken; throws to refuse it. */
  refuse: (name: string) => void | Promise<void>;
  saveNote: (input: { markdown: string; basedOn: number }) => Note;
  journal: (before: number | null) => JournalEvent[];
  sources: FakeFeed<SourceStatus>;
  record: FakeFeed<RecordStatus>;
  containers: FakeFeed<Container>;
  container: (id: string) => ContainerDetail;
  stats: FakeFeed<ContainerStats>;
  /** Every subscription to what containers use: the keys it named. */
  measured: string[][];
  images: () => DockerList<DockerImage>;
  volumes: () => DockerList<DockerVolume>;
  networks: () => DockerList<DockerNetwork>;
  listChanges: FakeFeed<DockerListChange>;
  diagnose: () => Diagnosis[];
  kubeConnection: FakeFeed<KubeConnection>;
  kubeKinds: FakeFeed<KubeKindStatus>;
  kubeRows: (kind: KubeKind) => FakeFeed<KubeRow>;
  kubeUsage: FakeFeed<KubeUsage>;
  kubeConfig: () => KubeConfigView;
  kubeObject: (kind: KubeKind, name: string) => KubeObject;
  troubles: FakeFeed<Trouble>;
  changes: FakeFeed<WatchChange>;
  workloads: FakeFeed<WorkloadCount>;
  logStatus: FakeFeed<LogStatus>;
  logWindow: (filter: LogFilter, from: number | { index: number } | 'end', count: number) => LogWindow;
  logRow: (index: number) => LogRow;
  logFind: (filter: LogFilter, from: number, direction: 'next' | 'previous') => number | null;
  logExport: () => string;
  /** Every operation that changes something, as it came. */
  calls: { name: string; input: unknown }[];
  /** Told of every question about a past moment; what it throws is the answer. */
  askedAt: (name: string, moment: Moment) => void;
}

export const someInfo: SystemInfo = { version: '1', engine: 'fake', bootId: 'boot-1', startedAt: 0, dataDir: '/d', pid: 1, timeZone: 'UTC' }; // prettier-ignore

const unasked = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export function fakeEngine(given: Partial<FakeEngine> = {}): FakeEngine {
  return {
    plans: fakeFeed<PlanSummary>(() => []),
    items: fakeFeed<ItemState>(() => []),
    planItems: [],
    notes: fakeFeed<Note>(() => []),
    runs: fakeFeed<RunSummary>(() => []),
    demo: fakeFeed<DemoState>(() => []),
    startDemo: unasked('demo.start'),
    info: () => someInfo,
    detail: unasked('plans.get'),
    report: unasked('runs.get'),
    result: unasked('runs.result'),
    refuse: () => undefined,
    saveNote: unasked('checklist.saveNote'),
    journal: () => [],
    sources: fakeFeed<SourceStatus>(() => []),
    record: fakeFeed<RecordStatus>(() => []),
    containers: fakeFeed<Container>(() => []),
    container: unasked('docker.container'),
    stats: fakeFeed<ContainerStats>(() => []),
    measured: [],
    images: unasked('docker.images'),
    volumes: unasked('docker.volumes'),
    networks: unasked('docker.networks'),
    listChanges: fakeFeed<DockerListChange>(() => []),
    diagnose: () => [],
    kubeConnection: fakeFeed<KubeConnection>(() => []),
    kubeKinds: fakeFeed<KubeKindStatus>(() => []),
    kubeRows: () => fakeFeed<KubeRow>(() => []),
    kubeUsage: fakeFeed<KubeUsage>(() => []),
    kubeConfig: unasked('kubernetes.contexts'),
    kubeObject: unasked('kubernetes.object'),
    troubles: fakeFeed<Trouble>(() => []),
    changes: fakeFeed<WatchChange>(() => []),
    workloads: fakeFeed<WorkloadCount>(() => []),
    logStatus: fakeFeed<LogStatus>(() => []),
    logWindow: unasked('logs.window'),
    logRow: unasked('logs.row'),
    logFind: unasked('logs.find'),
    logExport: unasked('logs.export'),
    ...noChanges(),
    ...noCriteria(),
    ...noReviews(),
    ...noTimeline(),
    ...noLearning(),
    ...noIncidents(),
    ...noErrors(),
    ...noRecorder(),
    ...noTriggers(),
    ...noDashboards(),
    ...noMetrics(),
    ...noScrapes(),
    ...noSecrets(),
    calls: [],
    askedAt: () => undefined,
    ...given,
  };
}

/** A port with the engine at its other end, and how to cut it. */
export function portTo(engine: FakeEngine): { port: PortLike; cut: () => void } {
  const { port1, port2 } = new MessageChannel();
  const ofMoment = <R>({
    next,
    ...asked
  }: {
    next: () => R;
    request: { url: URL; headers: Record<string, string | readonly string[] | undefined> };
  }): R => {
    const moment = asked.request.headers[momentHeader];
    if (moment !== undefined) engine.askedAt(asked.request.url.pathname.slice(1).replaceAll('/', '.'), JSON.parse(String(moment)) as Moment); // prettier-ignore
    return next();
  };
  new RPCHandler(routerOf(engine), { interceptors: [ofMoment] }).upgrade(port2);
  port1.start();
  port2.start();
  return { port: port1 as unknown as PortLike, cut: () => port2.close() };
}

function routerOf(engine: FakeEngine) {
  const os = implement(contract);
  const noted =
    (name: string) =>
    async ({ input }: { input: unknown }): Promise<void> => {
      await engine.refuse(name);
      engine.calls.push({ name, input });
    };
  return os.router({
    plans: {
      feed: os.plans.feed.handler(({ signal }) => engine.plans.listen(signal)),
      get: os.plans.get.handler(() => engine.detail()),
      items: os.plans.items.handler(() => engine.planItems),
      open: os.plans.open.handler(unasked('plans.open')),
      import: os.plans.import.handler(({ input }) => ({ ok: false as const, file: input.name, problems: [{ message: 'unknown key "itmes"; allowed: items', line: 3, column: 7, path: 'phases[0]' }] })), // prettier-ignore
      reload: os.plans.reload.handler(unasked('plans.reload')),
      remove: os.plans.remove.handler(noted('plans.remove')),
      trust: os.plans.trust.handler(noted('plans.trust')),
    },
    checklist: {
      feed: os.checklist.feed.handler(({ signal }) => engine.items.listen(signal)),
      tick: os.checklist.tick.handler(noted('checklist.tick')),
      untick: os.checklist.untick.handler(noted('checklist.untick')),
      notes: os.checklist.notes.handler(({ signal }) => engine.notes.listen(signal)),
      saveNote: os.checklist.saveNote.handler(({ input }) => engine.saveNote(input)),
    },
    runs: {
      feed: os.runs.feed.handler(({ signal }) => engine.runs.listen(signal)),
      start: os.runs.start.handler(async ({ input }) => {
        await engine.refuse('runs.start');
        engine.calls.push({ name: 'runs.start', input });
        return { runId: 'run-1' as never };
      }),
      cancel: os.runs.cancel.handler(noted('runs.cancel')),
      list: os.runs.list.handler(() => []),
      get: os.runs.get.handler(() => engine.report()),
      result: os.runs.result.handler(() => engine.result()),
      compare: os.runs.compare.handler(() => null),
      export: os.runs.export.handler(unasked('runs.export')),
    },
    demo: {
      feed: os.demo.feed.handler(({ signal }) => engine.demo.listen(signal)),
      start: os.demo.start.handler(() => engine.startDemo()),
      stop: os.demo.stop.handler(noted('demo.stop')),
      deploy: os.demo.deploy.handler(noted('demo.deploy')),
      setFault: os.demo.setFault.handler(noted('demo.setFault')),
    },
    docker: {
      containers: os.docker.containers.handler(({ signal }) => engine.containers.listen(signal)),
      container: os.docker.container.handler(({ input }) => engine.container(input.id)),
      stats: os.docker.stats.handler(({ input, signal }) => {
        engine.measured.push(input.ids);
        return engine.stats.listen(signal);
      }),
      images: os.docker.images.handler(() => engine.images()),
      volumes: os.docker.volumes.handler(() => engine.volumes()),
      networks: os.docker.networks.handler(() => engine.networks()),
      listChanges: os.docker.listChanges.handler(({ signal }) => engine.listChanges.listen(signal)),
      retry: os.docker.retry.handler(noted('docker.retry')),
      disconnect: os.docker.disconnect.handler(noted('docker.disconnect')),
    },
    kubernetes: {
      contexts: os.kubernetes.contexts.handler(() => engine.kubeConfig()),
      connect: os.kubernetes.connect.handler(noted('kubernetes.connect')),
      disconnect: os.kubernetes.disconnect.handler(noted('kubernetes.disconnect')),
      retry: os.kubernetes.retry.handler(noted('kubernetes.retry')),
      connection: os.kubernetes.connection.handler(({ signal }) => engine.kubeConnection.listen(signal)),
      kinds: os.kubernetes.kinds.handler(({ signal }) => engine.kubeKinds.listen(signal)),
      rows: os.kubernetes.rows.handler(({ input, signal }) => engine.kubeRows(input.kind).listen(signal)),
      object: os.kubernetes.object.handler(({ input }) => engine.kubeObject(input.kind, input.name)),
      usage: os.kubernetes.usage.handler(({ signal }) => engine.kubeUsage.listen(signal)),
    },
    logs: {
      open: os.logs.open.handler(async ({ input }) => {
        await engine.refuse('logs.open');
        engine.calls.push({ name: 'logs.open', input });
        return { logId: 'log-1' as never };
      }),
      status: os.logs.status.handler(({ signal }) => engine.logStatus.listen(signal)),
      window: os.logs.window.handler(({ input }) => engine.logWindow(input.filter, input.from, input.count)),
      row: os.logs.row.handler(({ input }) => engine.logRow(input.index)),
      find: os.logs.find.handler(({ input }) => ({
        place: engine.logFind(input.filter, input.from, input.direction),
      })),
      export: os.logs.export.handler(() => ({ text: engine.logExport(), next: null })),
      close: os.logs.close.handler(noted('logs.close')),
    },
    watch: {
      troubles: os.watch.troubles.handler(({ signal }) => engine.troubles.listen(signal)),
      changes: os.watch.changes.handler(({ signal }) => engine.changes.listen(signal)),
      workloads: os.watch.workloads.handler(({ signal }) => engine.workloads.listen(signal)),
    },
    ...changesRouter(engine),
    ...criteriaRouter(engine),
    ...reviewsRouter(engine),
    ...timelineRouter(engine),
    ...learningRouter(engine),
    ...incidentsRouter(engine),
    ...errorsRouter(engine),
    ...recorderRouter(engine),
    ...triggersRouter(engine),
    ...dashboardsRouter(engine),
    ...metricsRouter(engine),
    ...scrapesRouter(engine),
    ...secretsRouter(engine),
    system: {
      info: os.system.info.handler(() => engine.info()),
      record: os.system.record.handler(({ signal }) => engine.record.listen(signal)),
      sources: os.system.sources.handler(({ signal }) => engine.sources.listen(signal)),
      diagnose: os.system.diagnose.handler(() => engine.diagnose()),
      journal: os.system.journal.handler(({ input }) => engine.journal(input.before)),
    },
  });
}

/** A clock that stands still until it is moved; what is due then happens. */
export function handClock(startAt = 1_000_000) {
  let at = startAt;
  const due = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => at,
    later: (callback: () => void, ms: number) => {
      const entry = { at: at + ms, callback };
      due.add(entry);
      return () => void due.delete(entry);
    },
    move: (ms: number) => {
      at += ms;
      for (const entry of [...due].toSorted((a, b) => a.at - b.at)) {
        if (entry.at <= at && due.delete(entry)) entry.callback();
      }
    },
  };
}
