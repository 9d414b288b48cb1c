// metrics.k8s.io: usage of nodes and pods, steady for a seed and moving a little with time. Measures nothing.
import { sendJson, type Call } from './answer.ts';
import { hashOf } from './random.ts';
import { notFound } from './status.ts';
import { wireTime, type KubeObject, type Pod } from './shapes.ts';

const windowSeconds = 15;

/** Between 0 and 1: a share of its own for each name, with a slow wave. */
function shareOf(name: string, now: number): number {
  const steady = (hashOf(name) % 1000) / 1000;
  return Math.min(1, Math.max(0.01, steady * 0.8 + 0.1 * (1 + Math.sin(now / 60_000 + steady * 6))));
}

const usageOf = (name: string, now: number, mostMillicores: number, mostMebibytes: number): object => ({
  cpu: `${Math.round(shareOf(name, now) * mostMillicores * 1_000_000)}n`,
  memory: `${Math.round(shareOf(`${name}/memory`, now) * mostMebibytes * 1024)}Ki`,
});

const head = (object: KubeObject, now: number): object => ({
  metadata: {
    name: object.metadata.name,
    ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
    creationTimestamp: wireTime(now),
    ...(object.metadata.labels === undefined ? {} : { labels: object.metadata.labels }),
  },
  timestamp: wireTime(now - (now % (windowSeconds * 1000))),
  window: `${windowSeconds}s`,
});

const nodeMetrics = (node: KubeObject, now: number): object => ({
  ...head(node, now),
  usage: usageOf(node.metadata.name, now, 4000, 16_000),
});

const podMetrics = (pod: Pod, now: number): object => ({
  ...head(pod, now),
  containers: pod.spec.containers.map(({ name }) => ({
    name,
    usage: usageOf(`${pod.metadata.name}/${name}`, now, 250, 512),
  })),
});

const isMeasured = (pod: Pod): boolean =>
  pod.status.phase === 'Running' &&
  (pod.status.containerStatuses ?? []).some(({ state }) => state.running !== undefined);

/** Answers nodes, nodes/NAME, pods, namespaces/NS/pods and namespaces/NS/pods/NAME; throws 404 for anything else. */
export async function serveMetrics(call: Call): Promise<void> {
  const { store, now } = call.world;
  const at = now();
  const [, path = ''] = call.path.split('/apis/metrics.k8s.io/v1beta1/');
  const [, namespace, resource = '', name] = /^(?:namespaces\/([^/]+)\/)?(nodes|pods)(?:\/([^/]+))?$/.exec(path) ?? [];
  const all =
    resource === 'nodes'
      ? store.list('nodes').map((node) => nodeMetrics(node, at))
      : (store.list('pods', namespace) as Pod[]).filter(isMeasured).map((pod) => podMetrics(pod, at));
  const kind = resource === 'nodes' ? 'NodeMetrics' : 'PodMetrics';
  const apiVersion = 'metrics.k8s.io/v1beta1';
  if (name === undefined) {
    await sendJson(call, 200, { kind: `${kind}List`, apiVersion, metadata: {}, items: resource === '' ? [] : all });
    return;
  }
  const one = (all as { metadata: { name: string } }[]).find(({ metadata }) => metadata.name === name);
  if (one === undefined) throw notFound(resource, 'metrics.k8s.io', name);
  await sendJson(call, 200, { kind, apiVersion, ...one });
}
