// Actions on Kubernetes objects. What the server would refuse is not offered; an object that took another's name since
// it was chosen is not touched.
import { z } from 'zod';
import type { ActionName, Offer } from '#shared/model/action.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Watched } from '#shared/model/watch.ts';
import { destructive, type Change, type Changer } from './changer.ts';
import { kubeActions, kubeRoute, type KubeRoute } from './kubernetes-routes.ts';
import { previousTemplate } from './previous-template.ts';

export type KubeMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export interface KubeRequest {
  method: KubeMethod;
  path: string;
  body?: unknown;
  contentType?: string;
}
/** One request to the connected context. @throws OpsError with the server's words where it refuses. */
export type AskKube = (request: KubeRequest) => Promise<unknown>;

const objectSchema = z.object({
  metadata: z.object({
    uid: z.string(),
    /** Rises with what is wished, not with what is reported of it. */
    generation: z.int().optional(),
    ownerReferences: z
      .array(z.object({ kind: z.string(), name: z.string(), controller: z.boolean().optional() }))
      .default([]),
  }),
  spec: z
    .looseObject({
      replicas: z.int().optional(),
      paused: z.boolean().optional(),
      unschedulable: z.boolean().optional(),
      strategy: z.object({ type: z.string().optional() }).optional(),
    })
    .default({}),
});
export type ChangedObject = z.infer<typeof objectSchema>;

const merge = 'application/merge-patch+json';

export function createKubernetesChanger(ask: AskKube, now: () => number): Changer {
  /** @throws OpsError `conflict` where another object has the name now. */
  const read = async (route: KubeRoute, target: Watched): Promise<ChangedObject> => {
    const object = objectSchema.parse(await ask({ method: 'GET', path: route.path }));
    if (object.metadata.uid === target.key) return object;
    throw new OpsError('conflict', `${route.word} ${target.name} is another one now than the one that was chosen.`);
  };
  const patch = (path: string, body: unknown, contentType = merge): Promise<unknown> =>
    ask({ method: 'PATCH', path, body, contentType });

  const changes: Partial<Record<ActionName, (change: Change, route: KubeRoute) => Promise<string>>> = {
    scale: async ({ replicas, target }, route) => {
      await read(route, target);
      await patch(`${route.path}/scale`, { spec: { replicas } });
      return `is to have ${replicas} ${replicas === 1 ? 'pod' : 'pods'}`;
    },
    rollout_restart: async ({ target }, route) => {
      await read(route, target);
      const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(now()).toISOString() };
      await patch(route.path, { spec: { template: { metadata: { annotations } } } });
      return 'a new rollout has begun';
    },
    rollout_undo: async ({ target }, route) => {
      const object = await read(route, target);
      const previous = await previousTemplate(ask, route, object);
      const { generation } = object.metadata;
      await patch(
        route.path,
        [
          { op: 'test', path: '/metadata/generation', value: generation },
          { op: 'replace', path: '/spec/template', value: previous.template },
        ],
        'application/json-patch+json',
      );
      return `rolls back to revision ${previous.revision}`;
    },
    delete: async ({ target }, { path }) => {
      await ask({
        method: 'DELETE',
        path,
        body: { preconditions: { uid: target.key } },
        contentType: 'application/json',
      });
      return 'was asked to end';
    },
    cordon: async (change, route) => await setSchedulable(change, route, true, 'takes no new pods'),
    uncordon: async (change, route) => await setSchedulable(change, route, null, 'takes pods again'),
  };
  const setSchedulable = async ({ target }: Change, route: KubeRoute, unschedulable: true | null, words: string) => {
    await read(route, target);
    await patch(route.path, { spec: { unschedulable } });
    return words;
  };

  return {
    offers: async (target) => {
      const names = kubeActions(target.kind);
      if (names.length === 0) return [];
      const [object, ...rights] = await Promise.all([
        ask({ method: 'GET', path: kubeRoute(names[0] as ActionName, target).path }).then((found) =>
          objectSchema.parse(found),
        ),
        ...names.map((action) => mayI(ask, kubeRoute(action, target), target)),
      ]);
      return names.map((action, at) => offerOf(action, object, rights[at] ?? null));
    },
    preview: async (change) => {
      const route = kubeRoute(change.action, change.target);
      if (change.action === 'scale' && change.replicas === null)
        throw new OpsError('bad_input', 'Scaling needs the number of pods that there are to be.');
      const object = await read(route, change.target);
      const previous = change.action === 'rollout_undo' ? await previousTemplate(ask, route, object) : null;
      return previewOf(change, route, object, previous?.revision ?? null);
    },
    change: async (change) => {
      const route = kubeRoute(change.action, change.target);
      const make = changes[change.action];
      if (!make) throw new OpsError('bad_input', `"${change.action}" is no action on Kubernetes objects.`);
      return await make(change, route);
    },
  };
}

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean(), reason: z.string().default('') }) });

/** @returns null where it is allowed, else why not. @throws OpsError where the server does not answer the question. */
async function mayI(ask: AskKube, { right, word }: KubeRoute, { namespace, name }: Watched): Promise<string | null> {
  const attributes = { ...right, name, ...(namespace === null ? {} : { namespace }) };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const body = {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: attributes },
  };
  const { status } = reviewSchema.parse(await ask({ method: 'POST', path, body, contentType: 'application/json' }));
  if (status.allowed) return null;
  const what = right.subresource === '' ? right.resource : `${right.resource}/${right.subresource}`;
  return `this login may not ${right.verb} ${what} (${word} ${name})${status.reason === '' ? '' : `: ${status.reason}`}`;
}

function offerOf(action: ActionName, object: ChangedObject, refusal: string | null): Offer {
  const senseless = refusal ?? senselessFor(action, object);
  return {
    action,
    allowed: senseless === null,
    reason: senseless ?? '',
    destructive: destructive.has(action),
    replicas: action === 'scale' ? (object.spec.replicas ?? 1) : null,
  };
}

function senselessFor(action: ActionName, { spec }: ChangedObject): string | null {
  if (action === 'cordon' && spec.unschedulable === true) return 'it takes no new pods already';
  if (action === 'uncordon' && spec.unschedulable !== true) return 'it takes pods';
  if (action === 'rollout_undo' && spec.paused === true) return 'its rollout is paused';
  return null;
}

function previewOf(
  { action, target, replicas }: Change,
  { word }: KubeRoute,
  { spec, metadata }: ChangedObject,
  revision: string | null,
): { touches: string[]; warnings: string[] } {
  const what = `${word} ${target.namespace === null ? '' : `${target.namespace}/`}${target.name}`;
  const pods = spec.replicas === undefined ? 'its pods' : `its ${spec.replicas} pods`;
  const owner = metadata.ownerReferences.find(({ controller }) => controller === true);
  const recreate = spec.strategy?.type === 'Recreate' ? ['All pods end before the new ones start.'] : [];
  switch (action) {
    case 'scale':
      return {
        touches: [`${what}: from ${spec.replicas ?? 1} to ${replicas} pods`],
        warnings: [
          ...(replicas === 0 ? ['No pod of it will be left.'] : []),
          ...(owner ? [`${owner.kind} ${owner.name} owns it and may set the number again.`] : []),
        ],
      };
    case 'rollout_restart':
      return { touches: [`${what}: ${pods} are replaced`], warnings: recreate };
    case 'rollout_undo':
      return { touches: [`${what}: back to revision ${revision}; ${pods} are replaced`], warnings: recreate };
    case 'delete':
      return {
        touches: [`${what}: ends${owner ? `; ${owner.kind} ${owner.name} makes another` : ''}`],
        warnings: owner ? [] : ['Nothing owns it: it does not come back.'],
      };
    default:
      return {
        touches: [`${what}: ${action === 'cordon' ? 'takes no new pods; those on it stay' : 'takes pods again'}`],
        warnings: [],
      };
  }
}
