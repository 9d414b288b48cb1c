// Stateful sets and daemon sets: a pod for each number or node; a changed template replaces them one at a time.
import type { Control } from './controllers.ts';
import { createOwned, freeName, podsOf, saveStatus } from './control-replicas.ts';
import { templateHash } from './generate-apps.ts';
import { isReady } from './pods.ts';
import { removeObject } from './removal.ts';
import { daemonSetStatus, statefulSetStatus } from './workload-status.ts';
import type { Pod, Workload } from './shapes.ts';

const revisionLabel = 'controller-revision-hash';

/** Ends one pod of an older template, when all others are well. */
function rollOne({ world }: Control, pods: Pod[], revision: string): void {
  const old = pods.filter(({ metadata }) => metadata.labels?.[revisionLabel] !== revision);
  const last = old.at(-1);
  const isSteady = pods.every((pod) => pod === last || isReady(pod) || old.includes(pod));
  if (last !== undefined && isSteady && last.metadata.deletionTimestamp === undefined)
    removeObject(world, 'pods', last);
}

export function syncStatefulSet(control: Control, set: Workload): void {
  const { world } = control;
  const { name } = set.metadata;
  const revision = `${name}-${templateHash(set.spec.template)}`;
  const wished = set.spec.replicas ?? 1;
  const numberOf = (pod: Pod): number => Number(pod.metadata.name.slice(name.length + 1));
  const pods = podsOf(control, set).toSorted((a, b) => numberOf(a) - numberOf(b));
  const present = new Set(pods.map(numberOf));
  for (let at = 0; at < wished; at += 1) {
    const labels = { [revisionLabel]: revision };
    if (!present.has(at)) createOwned(control, set, 'StatefulSet', `${name}-${at}`, set.spec.template, labels);
  }
  for (const pod of pods) if (numberOf(pod) >= wished) removeObject(world, 'pods', pod);
  if (present.size >= wished)
    rollOne(
      control,
      pods.filter((pod) => numberOf(pod) < wished),
      revision,
    );
  saveStatus(control, 'statefulsets', set, statefulSetStatus(set, podsOf(control, set), revision));
}

export function syncDaemonSet(control: Control, set: Workload): void {
  const { world } = control;
  const revision = templateHash(set.spec.template);
  const pods = podsOf(control, set);
  const present = new Set(pods.map(({ spec }) => spec.nodeName));
  const nodes = world.store.list('nodes').map(({ metadata }) => metadata.name);
  for (const node of nodes.filter((each) => !present.has(each))) {
    const template = { ...set.spec.template, spec: { ...set.spec.template.spec, nodeName: node } };
    const podName = freeName(control, set, node);
    createOwned(control, set, 'DaemonSet', podName, template, { [revisionLabel]: revision });
  }
  if (nodes.every((node) => present.has(node))) rollOne(control, pods, revision);
  saveStatus(control, 'daemonsets', set, daemonSetStatus(set, podsOf(control, set), nodes.length));
}
