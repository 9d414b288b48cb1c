// What changed with a deployment or a set: its images, how many are wanted, and how far a rollout is.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { healthChange, type KubeChange } from './kube-change.ts';

type Workload = KubeRow<'deployments'>;

export function diffWorkload(before: Workload, after: Workload): KubeChange[] {
  return [...imageChanges(before, after), ...scaled(before, after), ...rollout(before, after)];
}

function imageChanges(before: Workload, after: Workload): KubeChange[] {
  const from = before.cells.images;
  const to = after.cells.images;
  const changed: KubeChange[] = [];
  for (let at = 0; at < Math.max(from.length, to.length); at++) {
    const was = from[at] ?? null;
    const is = to[at] ?? null;
    if (was === is) continue;
    const words = was === null ? `another container with image ${is}` : is === null ? `no container with image ${was} any more` : `image ${was} → ${is}`; // prettier-ignore
    changed.push(told('image', `${at}/${after.version}`, words, { from: was, to: is }));
  }
  return changed;
}

function scaled(before: Workload, after: Workload): KubeChange[] {
  const from = before.cells.desired;
  const to = after.cells.desired;
  if (from === to) return [];
  // A daemon set wants one on each node: it is the nodes that changed.
  const words = after.kind === ('daemonsets' as string) ? `wanted on ${to} nodes, before on ${from}` : `scaled ${from} → ${to}`; // prettier-ignore
  return [told('scale', after.version, words, { from, to })];
}

function rollout(before: Workload, after: Workload): KubeChange[] {
  const { desired, updated, available, revision } = after.cells;
  const name = revision === null ? 'rollout' : `rollout of revision ${revision}`;
  const id = revision ?? after.version;
  const data = { revision, desired, updated, available };
  const stuck = after.troubleKinds?.includes('rollout_stuck') === true;
  if (stuck) {
    if (before.troubleKinds?.includes('rollout_stuck')) return [];
    const words = after.troubles[after.troubleKinds?.indexOf('rollout_stuck') ?? 0] ?? 'its rollout does not progress';
    return [{ ...told('rollout', `${id}/stuck`, words, data), bad: true, at: after.troubledSince ?? null }];
  }
  const goes = after.status === 'Progressing';
  const went = before.status === 'Progressing';
  if (revision !== before.cells.revision || (goes && !went && desired === before.cells.desired)) {
    return [told('rollout', `${id}/started`, `${name} started`, data)];
  }
  if (went && after.health === 'ok') {
    return [told('rollout', `${id}/done/${after.version}`, `${name} done: ${available} of ${desired} available`, data)];
  }
  if (goes && (updated !== before.cells.updated || available !== before.cells.available)) {
    const words = `${name}: ${updated} of ${desired} updated, ${available} available`;
    return [{ ...told('rollout', `${id}/progress`, words, data), step: true }];
  }
  if (before.health === 'ok' && after.status === 'Unavailable') {
    const words = `only ${available} of ${desired} are available`;
    return [{ ...told('health', `few/${after.version}`, words, data), bad: true }];
  }
  if (before.status === 'Unavailable' && after.health === 'ok') {
    return [told('health', `all/${after.version}`, `all ${desired} are available`, data)];
  }
  return healthChange(before, after);
}

function told(kind: KubeChange['kind'], identity: string, words: string, data: KubeChange['data']): KubeChange {
  return { kind, identity, words, bad: false, at: null, step: false, data };
}
