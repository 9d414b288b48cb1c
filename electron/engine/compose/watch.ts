// Wires the watch: Docker and Kubernetes as their command lines find them, their freshness to the status bar, their changes
// into the journal.
import { performance } from 'node:perf_hooks';
import type { Container } from '#shared/model/container.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { KubeConnection, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { Gap } from '../clock/clock-watch.ts';
import type { Feed } from '../feeds/feed.ts';
import type { ShellEvent } from '#shared/shell/host-messages.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';
import { findDockerEndpoints } from '../sources/docker/endpoints.ts';
import { containerKind } from '../recorder/objects-at.ts';
import { appendOnce } from '../recorder/source-identity.ts';
import { hasSourceEvent, scopeOf, seenAt } from '../store/object-rows.ts';
import { createDockerWatch, type DockerWatch, type EarlierWatch } from '../watch/docker-watch.ts';
import { createKubernetesWatch, type KubernetesWatch } from '../watch/kubernetes-watch.ts';
import type { Wall } from '../watch/wall/wall.ts';
import { createCommands, type CommandsOptions } from './commands.ts';
import type { Recording } from './recording.ts';
import { createWatchWall } from './wall.ts';

export interface WatchOptions {
  sources: Feed<SourceStatus>;
  env: Record<string, string | undefined>;
  home: string;
  /** Runs a command in the probe-host. */
  command: CommandsOptions['run'];
  /** By which Docker is found, at the moment of looking: the active environment may name another. */
  dockerEnv: () => Record<string, string | undefined>;
  onConnection: (connection: KubeConnection) => void;
}

export interface DockerListener {
  rows: (upserts: readonly Container[], removes: readonly string[]) => void;
  news: (news: DockerNews) => void;
  status: (status: SourceStatus) => void;
}

export interface KubernetesListener {
  connection: (connection: KubeConnection) => void;
  kind: (status: KubeKindStatus) => void;
}

export interface Watch {
  docker: DockerWatch;
  kubernetes: KubernetesWatch;
  wall: Pick<Wall, 'troubles' | 'changes' | 'workloads'>;
  /** To be told of Docker's rows, news and freshness, as the wall is; returns how to stop. */
  onDocker: (listener: DockerListener) => () => void;
  /** To be told of the connection and of every status of a kind, before they are published; returns how to stop. */
  onKubernetes: (listener: KubernetesListener) => () => void;
  /** Begins the watch on what needs no choice of a person's: the wall is of no use without it. */
  begin: () => void;
  /** What a look on request found; never in the place of a source that is followed. */
  publishLook: (statuses: SourceStatus[]) => void;
  /** Connections are closed before the machine sleeps and made anew when it wakes. */
  note: (event: ShellEvent) => void;
  /** Where no shell tells of sleep, the clock does: connections from before it are not trusted. */
  noteGap: (gap: Gap) => void;
  close: () => void;
}

export function createWatch(
  recording: Recording,
  { sources, env, home, command, dockerEnv, onConnection }: WatchOptions,
): Watch {
  const { journal, writer, now, onDefect, redactor } = recording;
  const { wall, ...board } = createWatchWall(recording);
  const dockerListeners = new Set<DockerListener>([wall.docker]);
  const docker = createDockerWatch({
    findEndpoints: (signal) => findDockerEndpoints({ env: dockerEnv(), home, platform: process.platform }, signal),
    now,
    elapsedMs: () => performance.now(),
    redactor,
    onStatus: (status) => {
      sources.publish([status]);
      for (const listener of dockerListeners) listener.status(status);
    },
    onRows: (...rows) => {
      for (const listener of dockerListeners) listener.rows(...rows);
    },
    onNews: (news) => {
      for (const listener of dockerListeners) listener.news(news);
    },
    earlier: earlierDocker(recording),
    record: ({ identity = null, ...event }) => {
      writer.write('telemetry', (db) => appendOnce(db, journal, [{ event: { ...event, source: 'docker' }, identity }])).catch(onDefect); // prettier-ignore
    },
  });
  const kubernetesListeners = new Set<KubernetesListener>();
  const kubernetes = createKubernetesWatch({
    place: { env, home },
    commands: createCommands({ run: command, env }),
    onConnection: (connection) => {
      onConnection(connection);
      for (const listener of kubernetesListeners) listener.connection(connection);
    },
    onKind: (status) => {
      for (const listener of kubernetesListeners) listener.kind(status);
    },
    now,
    elapsedMs: () => performance.now(),
    redactor,
    onStatus: (status) => {
      sources.publish([status]);
      wall.kubernetes.status(status);
    },
    record: (event) => {
      board.onRecord(event);
      writer.write('telemetry', (db) => journal.append(db, { ...event, source: 'kubernetes' })).catch(onDefect);
    },
  });
  kubernetes.onRows(board.onRows);
  const begun = (key: string): boolean => (key === 'docker' ? docker : kubernetes).begun();
  const followed = new Set(['docker', 'kubernetes']);
  return {
    docker,
    kubernetes,
    wall,
    onDocker: (listener) => {
      dockerListeners.add(listener);
      return () => dockerListeners.delete(listener);
    },
    onKubernetes: (listener) => {
      kubernetesListeners.add(listener);
      return () => kubernetesListeners.delete(listener);
    },
    begin: () => {
      if (!docker.begun()) docker.retry();
    },
    publishLook: (statuses) => sources.publish(statuses.filter(({ key }) => !followed.has(key) || !begun(key))),
    note: ({ kind }) => {
      for (const source of [docker, kubernetes]) {
        if (kind === 'suspend') source.pause('this machine goes to sleep');
        if (kind === 'resume') source.resume();
      }
    },
    noteGap: ({ kind, from, to }) => {
      // A clock that jumped forward may be a sleep in which the monotonic clock stood still.
      if (kind === 'set_back') return;
      const seconds = Math.round((to - from) / 1000);
      for (const source of [docker, kubernetes]) {
        source.pause(`this machine or process stood still for ${seconds} s`);
        source.resume();
      }
    },
    close: () => {
      docker.close();
      kubernetes.close();
      board.close();
    },
  };
}

/** What the record holds of Docker from before this start. */
function earlierDocker({ read, journal, now }: Recording): EarlierWatch {
  const startedAt = now();
  const last = journal.page({ before: null, limit: 1, type: 'docker.changed' })[0]?.time ?? null;
  return {
    until: (endpoint) => {
      const scope = scopeOf(read, 'docker', endpoint);
      const seen = scope === null ? null : seenAt(read, scope, containerKind);
      // From the last event on: that it comes again proves that nothing is missing.
      return seen === null || last === null ? null : Math.min(seen, last);
    },
    has: (identity, at) => at < startedAt && hasSourceEvent(read, identity),
  };
}

const firstRowsMs = 1000;

/** The containers that are known within a second; none where Docker is not there. */
export async function containersNow(docker: Pick<DockerWatch, 'subscribe'>): Promise<readonly Container[]> {
  let rows: FeedState<Container> = emptyFeed;
  const signal = AbortSignal.timeout(firstRowsMs);
  for await (const message of docker.subscribe({ signal })) {
    rows = applyFeedMessage(rows, message) ?? rows;
    // Where it was not followed before, the first message is empty, and the next has what there is.
    if (rows.entries.size > 0) break;
  }
  return [...rows.entries.values()];
}
