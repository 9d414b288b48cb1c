// The wall of the watch: what is unhealthy now, what changed within the hour, and how many there are of each workload, over
// Docker and one Kubernetes context. Each call costs what changed. What a source that is lost last showed stays.
import type { Container } from '#shared/model/container.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { Trouble, WatchChange, WorkloadCount } from '#shared/model/watch.ts';
import { createFeed, type Feed } from '../../feeds/feed.ts';
import type { DockerNews } from '../../sources/docker/docker-news.ts';
import type { KubeChange } from '../../sources/kubernetes/project/kube-change.ts';
import { usualGraces, type Graces } from './assess-row.ts';
import { createChangeList } from './change-list.ts';
import { createDockerChanges } from './docker-changes.ts';
import { createDockerTroubles } from './docker-wall.ts';
import { eventObject, isWorthALine } from './event-object.ts';
import { createKubeTroubles } from './kube-wall.ts';
import { createTroubleGroups } from './trouble-groups.ts';
import { createUnwatched, type Standing } from './unwatched.ts';
import { createWorkloadCounts } from './workload-counts.ts';
import { watchedRow } from './workload-of.ts';

export interface Wall {
  docker: {
    rows: (upserts: readonly Container[], removes: readonly string[]) => void;
    news: (news: DockerNews) => void;
    status: (standing: Standing) => void;
  };
  kubernetes: {
    /**
     * One object came, changed or went. `changes`: what `diffRows` says of it; none for objects of a first list, whose
     * coming was before anybody looked (events excepted: they tell of the past).
     */
    row: (before: KubeRow | undefined, after: KubeRow | undefined, changes: readonly KubeChange[]) => void;
    /** Something may have happened that nobody will tell. */
    gap: (at: number, reason: string) => void;
    status: (standing: Standing) => void;
    /** The context is left: nothing of it is shown any more. */
    clear: () => void;
  };
  /** To be called about every second: graces pass and old changes go. */
  tick: () => void;
  troubles: Pick<Feed<Trouble>, 'get' | 'subscribe'>;
  changes: Pick<Feed<WatchChange>, 'get' | 'subscribe'>;
  workloads: Pick<Feed<WorkloadCount>, 'get' | 'subscribe'>;
}

const expireEveryMs = 10_000;
const mostGone = 200;

export function createWall({ now, graces = usualGraces }: { now: () => number; graces?: Graces }): Wall {
  const feeds = { troubles: createFeed<Trouble>(), changes: createFeed<WatchChange>(), workloads: createFeed<WorkloadCount>() }; // prettier-ignore
  const changes = createChangeList({ now, publish: feeds.changes.publish });
  const groups = createTroubleGroups({
    publish: feeds.troubles.publish,
    onWorkload: (key) => counts.touch(key),
    workloadUid: (key) => counts.uidOf(key),
  });
  const counts = createWorkloadCounts({ publish: feeds.workloads.publish, troubledOf: groups.troubledOf, onFirst: groups.touch }); // prettier-ignore
  const dockerTroubles = createDockerTroubles({ now, set: groups.set });
  const kubeTroubles = createKubeTroubles({ now, graces, set: groups.set });
  const containers = new Map<string, Container>();
  /** The event of a removal may come after the row went. */
  const gone = new Map<string, Container>();
  const dockerChanges = createDockerChanges({ now, changes, rowOf: (id) => containers.get(id) ?? gone.get(id) });
  const docker = createUnwatched({ source: 'docker', name: 'Docker', now, changes });
  const kubernetes = createUnwatched({ source: 'kubernetes', name: 'Kubernetes', now, changes });
  let expiredAt = now();

  const removeContainer = (id: string): void => {
    const container = containers.get(id);
    if (!container) return;
    containers.delete(id);
    gone.set(id, container);
    const [oldest] = gone.keys();
    if (gone.size > mostGone && oldest !== undefined) gone.delete(oldest);
    counts.container(container, undefined);
    dockerTroubles.remove(container);
  };

  return {
    docker: {
      rows: (upserts, removes) => {
        for (const id of removes) removeContainer(id);
        for (const container of upserts) {
          counts.container(containers.get(container.id), container);
          containers.set(container.id, container);
          dockerTroubles.set(container);
          dockerChanges.row(container);
        }
      },
      news: dockerChanges.news,
      status: docker.status,
    },
    kubernetes: {
      row: (before, after, told) => {
        counts.row(before, after);
        kubeTroubles.set(before, after);
        const row = after ?? before;
        if (!row || told.length === 0) return;
        addChanges(row, told);
      },
      gap: (at, reason) =>
        changes.add({ kind: 'gap', identity: `kubernetes/gap/${at}`, at, seenAt: now(), object: null, words: `Kubernetes: ${reason}`, bad: false }), // prettier-ignore
      status: kubernetes.status,
      clear: () => {
        kubeTroubles.clear();
        counts.clearRows();
        changes.clear('kubernetes');
      },
    },
    tick: () => {
      // While a source is lost nobody knows whether time has mended what waits.
      if (docker.live()) dockerTroubles.tick();
      if (kubernetes.live()) kubeTroubles.tick();
      if (now() - expiredAt < expireEveryMs) return;
      expiredAt = now();
      changes.expire();
    },
    ...feeds,
  };

  function addChanges(row: KubeRow, told: readonly KubeChange[]): void {
    const seenAt = now();
    const event = row.kind === 'events' ? (row as KubeRow<'events'>) : null;
    if (event && !isWorthALine(event)) return;
    const object = event ? eventObject(event) : watchedRow(row);
    for (const { kind, identity, words, bad, at } of told) {
      // An event that is counted up is one line that moves.
      const id = `kubernetes/${row.kind}/${row.key}/${kind}/${event ? '' : identity}`;
      changes.add({ kind, identity: id, at: at ?? seenAt, seenAt, object, words, bad });
    }
  }
}
