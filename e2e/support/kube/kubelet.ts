// Starts the pods that were made while the fake runs. A pod that came with conditions is left as it is: a test placed it.
import type { Control } from './controllers.ts';
import type { Change } from './objects.ts';
import { buildStatus, healthOfImage, type Health } from './pods.ts';
import { beginScript, endScript, scriptOf } from './run-script.ts';
import type { Pod } from './shapes.ts';

export interface Kubelet {
  learn: (change: Change) => void;
  stop: () => void;
}

export function createKubelet({ world, pace, random }: Control): Kubelet {
  const { store } = world;
  const timers = new Set<NodeJS.Timeout>();
  /** Of pods whose script counts, how to end that. */
  const loops = new Map<string, () => void>();
  const after = (work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, pace.stepMs);
    timers.add(timer);
  };
  const become = (pod: Pod, health: Health): void => {
    const { name, namespace = 'default', uid, labels = {} } = pod.metadata;
    const current = store.get('pods', name, namespace) as Pod | null;
    if (current === null || current.metadata.uid !== uid || current.metadata.deletionTimestamp !== undefined) return;
    const nodeName = current.spec.nodeName ?? nodeFor(world.store.list('nodes'), random.below(1000));
    const now = world.now();
    const template = { metadata: { labels }, spec: current.spec };
    const status = buildStatus({ name, namespace, template, owner: null, nodeName, createdAt: now, health, now, random }); // prettier-ignore
    store.replace('pods', { ...current, spec: { ...current.spec, nodeName }, status });
  };
  /** By its image's tag, else by its script, which may end it. */
  const run = (pod: Pod): void => {
    const health = healthOfImage(pod.spec.containers[0]?.image ?? '');
    become(pod, health);
    const script = health === 'ok' ? scriptOf(pod.spec) : null;
    if (script === null) return;
    const stopLoop = beginScript(world.logs, pod, script);
    if (stopLoop !== null) loops.set(pod.metadata.uid, stopLoop);
    if (script.exitCode !== null) after(() => become(pod, endScript(world.logs, pod, script)));
  };
  return {
    learn: ({ resource, type, version }) => {
      if (resource !== 'pods') return;
      const pod = version.object as Pod;
      if (type === 'DELETED') {
        loops.get(pod.metadata.uid)?.();
        loops.delete(pod.metadata.uid);
      }
      if (type !== 'ADDED' || (pod.status?.conditions ?? []).length > 0) return;
      after(() => {
        become(pod, 'starting');
        after(() => run(pod));
      });
    },
    stop: () => {
      for (const stopLoop of loops.values()) stopLoop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** A node that takes pods, the same for the same number. */
export function nodeFor(
  nodes: { metadata: { name: string }; spec?: { unschedulable?: unknown } }[],
  number: number,
): string {
  const open = nodes.filter(({ spec }) => spec?.unschedulable !== true);
  return open[number % Math.max(1, open.length)]?.metadata.name ?? 'node-1';
}
