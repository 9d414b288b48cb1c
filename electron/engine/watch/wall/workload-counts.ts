// How many of each workload are wanted, ready and in trouble.
import type { Container } from '#shared/model/container.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { Watched, WorkloadCount } from '#shared/model/watch.ts';
import { containerKey, watchedContainer, watchedRow, workloadKey } from './workload-of.ts';

export interface WorkloadCounts {
  row: (before: KubeRow | undefined, after: KubeRow | undefined) => void;
  container: (before: Container | undefined, after: Container | undefined) => void;
  /** How many of it are in trouble changed. */
  touch: (key: string) => void;
  /** Forgets those of Kubernetes. */
  clearRows: () => void;
  /** The key of a workload that was seen; empty for another. */
  uidOf: (key: string) => string;
}

type Counted = Omit<WorkloadCount, 'troubled'>;

export function createWorkloadCounts(options: {
  publish: (upserts: WorkloadCount[], removes: string[]) => void;
  troubledOf: (key: string) => number;
  /** A workload was seen for the first time. */
  onFirst: (key: string) => void;
}): WorkloadCounts {
  const counted = new Map<string, Counted>();
  const services = new Map<string, Map<string, Container>>();

  const touch = (key: string): void => {
    const found = counted.get(key);
    if (found) options.publish([{ ...found, troubled: options.troubledOf(key) }], []);
  };
  const set = (key: string, count: Counted | null): void => {
    if (count) {
      const first = !counted.has(key);
      counted.set(key, count);
      touch(key);
      if (first) options.onFirst(key);
    } else if (counted.delete(key)) options.publish([], [key]);
  };
  const recount = (key: string): void => {
    const members = services.get(key);
    const [first] = members?.values() ?? [];
    if (!members || !first) {
      services.delete(key);
      return set(key, null);
    }
    const all = [...members.values()];
    // One that did its work and ended is not missed.
    const desired = all.filter(({ state, exitCode }) => !(state === 'exited' && exitCode === 0));
    const ready = desired.filter(({ state, health }) => state === 'running' && (health === 'none' || health === 'healthy')); // prettier-ignore
    const object: Watched = { ...watchedContainer(first), name: first.service ?? first.name };
    set(key, { key, object, desired: desired.length, ready: ready.length });
  };

  return {
    row: (before, after) => {
      const row = after ?? before;
      if (!row || !isCounted(row)) return;
      const key = workloadKey(row);
      if (!after) return set(key, null);
      const { desired, ready } = (after as KubeRow<'deployments'>).cells;
      set(key, { key, object: watchedRow(after), desired, ready });
    },
    container: (before, after) => {
      const was = before && containerKey(before);
      const is = after && containerKey(after);
      if (before && was !== undefined && was !== is) {
        services.get(was)?.delete(before.id);
        recount(was);
      }
      if (!after || is === undefined) return;
      const members = services.get(is) ?? new Map<string, Container>();
      services.set(is, members.set(after.id, after));
      recount(is);
    },
    touch,
    clearRows: () => {
      for (const [key, { object }] of counted) if (object.source === 'kubernetes') set(key, null);
    },
    uidOf: (key) => counted.get(key)?.object.key ?? '',
  };
}

/** A replica set of a deployment is counted with it. */
function isCounted({ kind, owner }: KubeRow): boolean {
  return (
    kind === 'deployments' || kind === 'statefulsets' || kind === 'daemonsets' || (kind === 'replicasets' && !owner)
  );
}
