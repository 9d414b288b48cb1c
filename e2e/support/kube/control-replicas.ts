// Replica sets: as many pods as wished, and the status that counts them.
import type { Control } from './controllers.ts';
import { ownerOf } from './generate-apps.ts';
import { isReady } from './pods.ts';
import { removeObject } from './removal.ts';
import { hashWord } from './random.ts';
import { activePods, replicaSetStatus } from './workload-status.ts';
import type { Fields, Pod, PodTemplate, Workload } from './shapes.ts';

export const podsOf = ({ dependants }: Control, owner: Workload): Pod[] =>
  dependants.of(owner.metadata.uid, 'pods') as Pod[];

/** A status that says nothing new is not written, else controllers would wake each other for ever. */
export function saveStatus({ world }: Control, resource: string, workload: Workload, status: Fields): void {
  const { name, namespace } = workload.metadata;
  const current = world.store.get(resource, name, namespace);
  if (current === null || JSON.stringify(withoutTimes(current.status)) === JSON.stringify(withoutTimes(status))) return;
  world.store.replace(resource, { ...current, status });
}

const withoutTimes = (status: Fields | undefined): Fields => {
  const conditions = (status?.conditions as Fields[] | undefined)?.map(
    ({ lastUpdateTime: _update, lastTransitionTime: _transition, ...rest }) => rest,
  );
  return { ...status, conditions };
};

/** A pod as its owner makes it, not started yet. */
export function createOwned(
  { world }: Control,
  owner: Workload,
  kind: string,
  name: string,
  template: PodTemplate,
  more: object = {},
): void {
  const { annotations, labels } = template.metadata;
  world.store.create('pods', {
    metadata: {
      name,
      namespace: owner.metadata.namespace ?? 'default',
      labels: { ...labels, ...more },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [ownerOf('apps/v1', kind, owner.metadata)],
    },
    spec: template.spec,
    status: { phase: 'Pending', conditions: [], qosClass: 'Burstable' },
  });
}

/** A name that no pod of the namespace has, the same for the same history. */
export function freeName(control: Control, owner: Workload, salt: string): string {
  const { store } = control.world;
  const name = `${owner.metadata.name}-${hashWord(`${owner.metadata.uid}/${store.revision()}/${salt}`, 5)}`;
  return store.get('pods', name, owner.metadata.namespace) === null ? name : freeName(control, owner, `${salt}+`);
}

export function syncReplicaSet(control: Control, set: Workload): void {
  const { world } = control;
  const pods = activePods(podsOf(control, set));
  const wished = set.spec.replicas ?? 1;
  for (let at = pods.length; at < wished; at += 1) {
    createOwned(control, set, 'ReplicaSet', freeName(control, set, String(at)), set.spec.template);
  }
  // Those that are not ready go first.
  const leaving = pods
    .toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)))
    .slice(0, Math.max(0, pods.length - wished));
  for (const pod of leaving) removeObject(world, 'pods', pod);
  saveStatus(control, 'replicasets', set, replicaSetStatus(set, podsOf(control, set)));
}
