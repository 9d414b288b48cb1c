// Which pod a forward leads to now: the one it had while that is ready, else another of the same target. A pod that was
// named itself is followed to the one that its controller made in its place.
import { z } from 'zod';
import type { ForwardTarget } from '#shared/model/forward.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ForwardRoutes, PodPort } from './forwards.ts';

/** Reads from the connected API server. @throws OpsError `not_found`, `denied`, or what stands in the way. */
export type ReadKube = (path: string) => Promise<unknown>;

const podSchema = z.looseObject({
  metadata: z.object({
    name: z.string(),
    creationTimestamp: z.string().default(''),
    deletionTimestamp: z.string().optional(),
    ownerReferences: z.array(z.object({ uid: z.string(), controller: z.boolean().optional() })).default([]),
  }),
  spec: z.looseObject({
    containers: z
      .array(
        z.looseObject({
          ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.int() })).default([]),
        }),
      )
      .default([]),
  }),
  status: z
    .looseObject({ conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]) })
    .default({ conditions: [] }),
});
type Pod = z.infer<typeof podSchema>;
const podsSchema = z.object({ items: z.array(podSchema) });
const selectorSchema = z.object({
  spec: z.looseObject({
    selector: z.looseObject({
      matchLabels: z.record(z.string(), z.string()).default({}),
      matchExpressions: z
        .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).default([]) }))
        .default([]),
    }),
  }),
});
const serviceSchema = z.object({
  spec: z.looseObject({
    selector: z.record(z.string(), z.string()).default({}),
    ports: z.array(z.looseObject({ port: z.int(), targetPort: z.union([z.int(), z.string()]).optional() })).default([]),
  }),
});

export function createPodRoutes(read: ReadKube): ForwardRoutes['resolve'] {
  /** The controller of a pod that was named itself, by `namespace/name`. */
  const owners = new Map<string, string>();

  const resolvePod = async (
    { namespace, name, port }: ForwardTarget,
    present: string | null,
  ): Promise<PodPort | null> => {
    const key = `${namespace}/${name}`;
    const named = await readPod(read, namespace, present ?? name);
    const owner = named?.metadata.ownerReferences.find(({ controller }) => controller === true)?.uid;
    if (owner !== undefined) owners.set(key, owner);
    if (named && isReady(named)) return { pod: named.metadata.name, port };
    const known = owners.get(key);
    if (known === undefined) {
      if (named || present !== null) return null;
      throw new OpsError('not_found', `There is no pod ${name} in ${namespace}.`);
    }
    const all = podsSchema.parse(await read(podsPath(namespace))).items;
    const heirs = all.filter(({ metadata }) => metadata.ownerReferences.some(({ uid }) => uid === known));
    const pod = chosen(heirs, present);
    return pod && { pod: pod.metadata.name, port };
  };

  return async (target, present) => {
    const { kind, namespace, name, port } = target;
    if (kind === 'pods') return await resolvePod(target, present);
    const prefix = kind === 'services' ? '/api/v1' : '/apis/apps/v1';
    const object = await read(
      `${prefix}/namespaces/${encodeURIComponent(namespace)}/${kind}/${encodeURIComponent(name)}`,
    );
    const service = kind === 'services' ? serviceSchema.parse(object).spec : null;
    const selector = service ? labelsText(service.selector) : selectorText(object);
    if (selector === '') throw new OpsError('conflict', `${name} selects no pods itself, so it leads to none.`);
    const pods = podsSchema.parse(
      await read(`${podsPath(namespace)}?labelSelector=${encodeURIComponent(selector)}`),
    ).items;
    const pod = chosen(pods, present);
    return pod && { pod: pod.metadata.name, port: service ? podPort(service.ports, port, pod, name) : port };
  };
}

const podsPath = (namespace: string): string => `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;

async function readPod(read: ReadKube, namespace: string, name: string): Promise<Pod | null> {
  try {
    return podSchema.parse(await read(`${podsPath(namespace)}/${encodeURIComponent(name)}`));
  } catch (error) {
    if (error instanceof OpsError && error.code === 'not_found') return null;
    throw error;
  }
}

function isReady({ metadata, status }: Pod): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  return status.conditions.some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/** The present one while it is ready, else the youngest that is: it is the likeliest to stay. */
function chosen(pods: readonly Pod[], present: string | null): Pod | null {
  const ready = pods.filter(isReady);
  const stays = ready.find(({ metadata }) => metadata.name === present);
  const born = ({ metadata }: Pod): string => metadata.creationTimestamp;
  return stays ?? ready.toSorted((left, right) => (born(left) < born(right) ? 1 : -1))[0] ?? null;
}

function labelsText(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function selectorText(object: unknown): string {
  const { matchLabels, matchExpressions } = selectorSchema.parse(object).spec.selector;
  const expressions = matchExpressions.map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [labelsText(matchLabels), ...expressions].filter((part) => part !== '').join(',');
}

/** A service's port is another name for one of its pods'. @throws OpsError `bad_input` where it has no such port. */
function podPort(
  ports: { port: number; targetPort?: number | string | undefined }[],
  asked: number,
  pod: Pod,
  name: string,
): number {
  const found = ports.find(({ port }) => port === asked);
  if (!found) {
    const allowed = ports.map(({ port }) => port).join(', ') || 'none';
    throw new OpsError('bad_input', `The service ${name} has no port ${asked}; it has: ${allowed}`);
  }
  const { targetPort = found.port } = found;
  if (typeof targetPort === 'number') return targetPort;
  const named = pod.spec.containers.flatMap((container) => container.ports).find((port) => port.name === targetPort);
  if (named) return named.containerPort;
  throw new OpsError('conflict', `No container of pod ${pod.metadata.name} names a port "${targetPort}".`);
}
