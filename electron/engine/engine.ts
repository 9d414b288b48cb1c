// The composition root: makes every part of the application and wires it; compose/ holds the wiring of single parts. It
// runs in plain Node, whoever hosts it: Electron's utility process, the loopback server, the CLI or a test.
import { homedir } from 'node:os';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';
import { localZone } from '#shared/model/local-zone.ts';
import type { Moment } from '#shared/model/moment.ts';
import type { SourceStatus, SystemInfo } from '#shared/model/system.ts';
import {
  createGuard,
  createGuarded,
  environmentOf,
  followEnvironment,
  guardDocker,
  guardKubernetes,
} from './compose/guarded.ts';
import { createCriteria } from './compose/criteria.ts';
import { createDashboards } from './compose/dashboards.ts';
import { createDemonstration } from './compose/demonstration.ts';
import { createErrors } from './compose/errors.ts';
import { createIncidents } from './compose/incidents.ts';
import { createKeeping } from './compose/keeping.ts';
import { createLearning } from './compose/learning.ts';
import { createLogs } from './compose/logs.ts';
import { createMetrics } from './compose/metrics.ts';
import { createPast } from './compose/past.ts';
import { createPreflight } from './compose/preflight.ts';
import { createRecordedQueries } from './compose/recorded-queries.ts';
import { createRecorder } from './compose/recorder.ts';
import { createAnswersOfPast } from './handlers/past-answers.ts';
import { openRecording } from './compose/recording.ts';
import { wireReviews } from './compose/reviews.ts';
import { wireScrapes } from './compose/scrapes.ts';
import { wireSecrets } from './compose/secrets.ts';
import { createTimelinePart } from './compose/timeline.ts';
import { createTriggers } from './compose/triggers.ts';
import { containersNow, createWatch } from './compose/watch.ts';
import { createDiagnosis } from './diagnosis/diagnosis.ts';
import type { EnginePort, ScreenTarget } from './engine-port.ts';
import type { OpsTarget } from './errors/ops-target.ts';
import { evidenceSpans } from './incidents/evidence-spans.ts';
import { createFeed } from './feeds/feed.ts';
import { createRouter } from './handlers/index.ts';
import type { AskReview } from './handlers/past-router.ts';
import { takeMoment } from './handlers/take-moment.ts';
import type { Asker } from './handlers/router.ts';
import { recordPlace } from './store/read-only.ts';
import type { ShellEvent, ShellNotice } from '#shared/shell/host-messages.ts';
import { createKeychain } from './secrets/keychain.ts';
import type { PrintPdf } from './postmortem/pdf-pieces.ts';
import type { AskShell } from './secrets/kept-secrets.ts';
import { version } from './version.ts';

export interface EngineOptions {
  /** Where everything is kept; made when absent. One process at a time. */
  dataDir: string;
  /** The folder with playbooks/ and samples/. */
  resourcesDir: string;
  /** Where a person may keep rules for commands; by default `dataDir`. */
  rulesDir?: string;
  /** Scripts of the processes started beside this one; by default the sources. */
  probeHostEntry?: string;
  attestorEntry?: string;
  /** Epoch milliseconds. */
  now?: () => number;
  env?: Record<string, string | undefined>;
  /** The desktop app, which keeps secrets; absent where none hosts it. */
  askShell?: AskShell | undefined;
  /** The desktop app, which makes PDF files; absent where none hosts it. */
  printPdf?: PrintPdf | undefined;
  /** Who answers questions about an opened bundle. */
  askReview?: AskReview | undefined;
}

export type EngineClient = ContractRouterClient<Contract>;

export interface Engine extends ScreenTarget {
  /** Connects a screen. Its subscriptions end with its port. */
  attach: (port: EnginePort, from: 'screen') => void;
  /** The same operations for callers in this process. */
  client: EngineClient;
  /** The same, asked about a past moment, of this record or of a bundle that is open. */
  clientAt: (moment: Moment) => EngineClient;
  /** What a server that hosts the engine offers to machines. */
  ops: OpsTarget;
  /** Something the shell noticed. */
  note: (event: ShellEvent) => void;
  /** Told of what the desktop is to tell people; returns how to stop. */
  onNotice: (listener: (notice: ShellNotice) => void) => () => void;
  /** Writes what ends this process to the log, at once; that it ends is the host's part. */
  noteCrash: (error: unknown) => void;
  /** Cancels what is under way, ends child processes, and closes the record in order. */
  close: () => Promise<void>;
}

/** @throws OpsError `conflict`, `unavailable`: the record cannot be opened; see openStore. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const place = recordPlace(options.dataDir);
  const { dataDir } = place;
  const { resourcesDir, now = Date.now, env = process.env, probeHostEntry, attestorEntry } = options;
  const recording = openRecording({
    dataDir,
    isCopy: place.isCopy,
    now,
    onGap: (gap) => [watch, metrics, scrapes].forEach((part) => part.noteGap(gap)),
  });
  const errors = createErrors(recording, { dataDir, evidence: evidenceSpans });
  const preflight = createPreflight(recording, {
    rulesDir: options.rulesDir ?? options.dataDir,
    probeHostEntry,
    // Made below; nobody looks before.
    kube: {
      context: () => watch.kubernetes.reader.context(),
      read: (...asked) => watch.kubernetes.reader.read(...asked),
    },
  });
  const demonstration = createDemonstration(recording, preflight.library, {
    dataDir,
    resourcesDir,
    attestorEntry,
    env,
  });
  const sources = createFeed<SourceStatus>();
  const home = env['HOME'] ?? homedir();
  const guard = createGuard(recording, (environment) => {
    guardDocker(guard.locks, environment);
    followEnvironment(watch, environment);
    metrics.follow();
    triggers.moved();
  });
  guardDocker(guard.locks, guard.environments.active());
  const activeEnv = () => environmentOf(guard.environments.active(), env);
  const watch = createWatch(recording, {
    sources,
    env,
    home,
    command: preflight.command,
    dockerEnv: activeEnv,
    onConnection: (connection) => {
      guardKubernetes(guard.locks, connection);
      if (connection.state === 'off' || connection.state === 'denied') guarded.forwards.stopAll(connection.reason);
    },
  });
  const recorder = createRecorder(recording, { watch });
  const keeping = createKeeping(recording);
  const guarded = createGuarded(recording, { ...watch, ...guard });
  const logs = createLogs(recording, { sources, docker: watch.docker, kubernetes: watch.kubernetes });
  const secrets = wireSecrets(recording, {
    ask: options.askShell,
    system: createKeychain({ run: preflight.command, env, platform: process.platform }),
    onChanged: () => [metrics, scrapes].forEach((part) => part.renewSecrets()),
  });
  const keychain = secrets.read;
  const metrics = createMetrics(recording, {
    sources,
    env,
    active: guard.environments.active,
    locks: guard.locks,
    containers: () => containersNow(watch.docker),
    kubernetes: watch.kubernetes,
    keychain,
    demoUrl: () => demonstration.demo.state().prometheusUrl,
  });
  const scrapes = wireScrapes(recording, { sources, env, keychain });
  const dashboards = createDashboards(recording, { resourcesDir, reader: metrics.reader });
  const triggers = createTriggers(recording, {
    resourcesDir,
    reader: metrics.reader,
    watch,
    library: preflight.library,
  });
  const learning = createLearning(recording, {
    triggers,
    library: preflight.library,
    sources,
    printPdf: options.printPdf,
  });
  const incidents = createIncidents(recording, {
    triggers: triggers.board.feed,
    mayClose: learning.mayClose,
    learnt: learning.learnt,
    panels: { reader: metrics.reader, dashboards: dashboards.keepable },
  });
  learning.follow(incidents.board.feed);
  const criteria = createCriteria(recording, {
    resourcesDir,
    reader: metrics.reader,
    environment: () => guard.environments.active().name,
    notices: triggers.notices,
  });
  const queries = createRecordedQueries(recording, { reader: metrics.reader, triggers, criteria });
  const timeline = createTimelinePart(recording, sources);
  const bundles = wireReviews(recording, {
    dataDir,
    home,
    env,
    secrets: options.askShell === undefined ? null : secrets,
    keepPanels: incidents.board.keepForExport,
  });
  const diagnose = createDiagnosis({
    env: activeEnv,
    home,
    dataDir,
    now,
    publish: (statuses) => watch.publishLook(statuses.filter(({ key }) => !metrics.followed(key))),
    kubernetes: watch.kubernetes.facts,
    prometheus: metrics.diagnose,
  });
  const info: SystemInfo = {
    version,
    engine: `Node ${process.versions.node}`,
    bootId: recording.bootId,
    startedAt: now(),
    dataDir: options.dataDir,
    pid: process.pid,
    get timeZone() {
      return localZone();
    },
    printsPdf: options.printPdf !== undefined,
  };
  const { status: record, journal, log } = recording;
  const router = createRouter({
    ...preflight,
    environmentVars: () => guard.environments.active().vars,
    demonstration,
    docker: watch.docker,
    kubernetes: watch.kubernetes,
    watch,
    guarded,
    logs,
    dashboards,
    metrics: { ...metrics, ...createPast(recording, sources), now },
    scrapes,
    secrets,
    triggers,
    criteria,
    errors,
    recorder: { keeping, queries, recordedObjects: recorder.recordedObjects },
    incidents: incidents.board,
    learning,
    timeline,
    bundles,
    system: { info, record, sources, diagnose, journal },
    answerPast: createAnswersOfPast({
      read: recording.read,
      live: { metrics: metrics.reader, dashboard: async (key) => (await dashboards.library().get(key)).dashboard },
      askReview: options.askReview ?? bundles.reviews.ask,
    }),
    log,
  });
  const handler = new RPCHandler<Asker>(router, { interceptors: [takeMoment] });

  return {
    attach: (port, from) =>
      handler.upgrade(port as never, { context: { from, backlogBytes: port.backlogBytes, moment: null } }),
    client: createRouterClient(router, { context: { from: 'cli', moment: null } }) as EngineClient,
    clientAt: (moment) => createRouterClient(router, { context: { from: 'cli', moment } }) as EngineClient,
    ops: errors.ops,
    note: (event) => {
      recording.note('shell.noted', { ...event });
      watch.note(event);
      metrics.note(event);
      scrapes.note(event);
    },
    onNotice: triggers.onNotice,
    noteCrash: (error) => void log.error('The engine process ends by an error that nothing caught', error),
    close: async () => {
      bundles.close();
      timeline.close();
      learning.close();
      await incidents.close();
      queries.close();
      criteria.close();
      triggers.close();
      dashboards.close();
      scrapes.close();
      metrics.close();
      logs.closeAll();
      guarded.close();
      watch.close();
      recorder.close();
      keeping.close();
      await preflight.close();
      await demonstration.demo.close();
      await errors.close();
      recording.close();
      // What was not recorded is logged in the turn after.
      await new Promise(setImmediate);
      place.leave();
    },
  };
}
