// The scale subresource: how many replicas, read and written without the rest of the workload.
import { bodyOf, sendJson, type ResourceCall } from './answer.ts';
import type { Verb } from './faults.ts';
import { currentOf, patchedBody } from './serve-object.ts';
import { Refusal } from './status.ts';
import type { KubeObject, WorkloadSpec } from './shapes.ts';

interface Scale {
  kind: 'Scale';
  apiVersion: 'autoscaling/v1';
  metadata: Record<string, unknown>;
  spec: { replicas: number };
  status: { replicas: number; selector: string };
}

function scaleOf(object: KubeObject): Scale {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = object.spec as WorkloadSpec;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 1 },
    status: {
      replicas: Number(object.status?.replicas ?? 0),
      selector: Object.entries(spec.selector.matchLabels)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
  };
}

/** Answers get, update and patch; throws 409 for an old resourceVersion and 422 for a count below zero. */
export async function serveScale(call: ResourceCall, verb: Verb): Promise<void> {
  const current = currentOf(call);
  if (verb === 'get') return sendJson(call, 200, scaleOf(current));
  const wanted = verb === 'update' ? await bodyOf<Scale>(call) : await patchedBody(call, scaleOf(current));
  const { name, resourceVersion } = current.metadata;
  const { resource } = call.route.kind;
  const asked = wanted.metadata?.resourceVersion;
  if (asked !== undefined && asked !== '' && asked !== resourceVersion) {
    throw new Refusal(409, `Operation cannot be fulfilled on ${resource} "${name}": the object has been modified`);
  }
  const { replicas } = wanted.spec;
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw new Refusal(
      422,
      `Scale "${name}" is invalid: spec.replicas: Invalid value: ${replicas}: must be greater than or equal to 0`,
    );
  }
  const changed = { ...current, spec: { ...current.spec, replicas } };
  const saved = call.query.get('dryRun') === 'All' ? changed : call.world.store.replace(resource, changed);
  await sendJson(call, 200, scaleOf(saved));
}
