// What triggers see of Docker: its containers, who of them restarts when, and how far that was watched.
import type { Container } from '#shared/model/container.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { emptyRestartLog, prunedRestarts, withRestart, type RestartLog } from '#shared/model/triggers/restart-log.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';
import type { Selectable } from './matches-selector.ts';
import { createSourceCover, type SourceCover } from './source-cover.ts';

/** The longest that Docker waits before it starts a container again is a minute. */
const restartWithinMs = 90_000;
/** No window of a trigger is longer. */
export const longestWindowMs = 86_400_000;

/** A container or pod whose restarts are counted. */
export interface Restarting extends Selectable {
  labels: Record<string, string>;
  /** What tells it from others in an alert. */
  shown: Record<string, string>;
  log: RestartLog;
}

export interface DockerSight {
  rows: (upserts: readonly Container[], removes: readonly string[]) => void;
  news: (news: DockerNews) => void;
  status: (status: Pick<SourceStatus, 'state' | 'reason'>) => void;
  /** From the record, ascending: an end or a start of a container. */
  recorded: (name: string, action: string, atMs: number) => void;
  /** Another engine is meant from now on. */
  forget: () => void;
  cover: SourceCover;
  containers: () => Iterable<Container>;
  restarting: () => Iterable<Restarting>;
}

export function createDockerSight(now: () => number): DockerSight {
  const cover = createSourceCover(now);
  const containers = new Map<string, Container>();
  /** By name: one that is made anew under the same name is the same to people. */
  const logs = new Map<string, RestartLog>();
  const ends = new Map<string, number>();
  /** The counters as they were when the connection was lost. */
  let counts = new Map<string, number>();

  const restarted = (name: string, atMs: number, count: number): void => {
    const log = withRestart(logs.get(name) ?? emptyRestartLog, atMs, count);
    logs.set(name, prunedRestarts(log, now(), longestWindowMs));
  };
  const happened = (name: string, action: string, atMs: number): void => {
    if (action === 'die') ends.set(name, atMs);
    if (action === 'destroy') ends.delete(name);
    if (action !== 'start') return;
    const endedMs = ends.get(name);
    ends.delete(name);
    if (endedMs !== undefined && atMs - endedMs <= restartWithinMs) restarted(name, atMs, 1);
  };
  return {
    rows: (upserts, removes) => {
      for (const id of removes) containers.delete(id);
      for (const container of upserts) containers.set(container.id, container);
    },
    news: (news) => {
      if (news.kind === 'gap') return cover.gap();
      if (news.kind === 'event') return happened(news.name, news.action, news.at);
      const { id, name, restartCount } = news.container;
      const before = counts.get(id);
      if (news.change === 'changed' && before !== undefined && restartCount > before) restarted(name, news.at, restartCount - before); // prettier-ignore
    },
    status: ({ state, reason }) => {
      if (cover.state().state === 'live' && state !== 'live') {
        counts = new Map([...containers.values()].map(({ id, restartCount }) => [id, restartCount]));
      }
      cover.status(state, reason);
    },
    recorded: happened,
    forget: () => {
      for (const map of [logs, ends, counts]) map.clear();
      cover.forget();
    },
    cover,
    containers: () => containers.values(),
    restarting: function* () {
      for (const { name, service, project, labels } of containers.values()) {
        const names = service === null ? [name] : [name, service];
        const shown = { container: name, ...(project !== null && { compose_project: project }) };
        const log = logs.get(name) ?? emptyRestartLog;
        yield { names, namespace: null, composeProject: project, labels, shown, log };
      }
    },
  };
}
