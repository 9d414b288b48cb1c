// The pod template that a deployment had before the present one, as its replica sets keep it; what undoing a rollout
// brings back. The newest revision is the present one, as `kubectl rollout undo` has it.
import { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import type { AskKube, ChangedObject } from './kubernetes-changer.ts';
import type { KubeRoute } from './kubernetes-routes.ts';

const revisionName = 'deployment.kubernetes.io/revision';
const hashLabel = 'pod-template-hash';
const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        annotations: z.record(z.string(), z.string()).default({}),
        ownerReferences: z.array(z.object({ uid: z.string(), controller: z.boolean().optional() })).default([]),
      }),
      spec: z.object({
        template: z.looseObject({ metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }) }),
      }),
    }),
  ),
});

/** @throws OpsError `conflict` where there is no earlier one. */
export async function previousTemplate(
  ask: AskKube,
  route: KubeRoute,
  { metadata }: ChangedObject,
): Promise<{ revision: string; template: unknown }> {
  const { items } = listSchema.parse(await ask({ method: 'GET', path: route.beside('/apis/apps/v1', 'replicasets') }));
  const mine = items.filter((set) =>
    set.metadata.ownerReferences.some(({ uid, controller }) => controller === true && uid === metadata.uid),
  );
  const revisionOf = (set: (typeof mine)[number]): number => Number(set.metadata.annotations[revisionName] ?? 0);
  const [, previous] = mine.toSorted((left, right) => revisionOf(right) - revisionOf(left));
  if (!previous) throw new OpsError('conflict', 'There is no earlier revision to go back to.');
  const { template } = previous.spec;
  const { [hashLabel]: _, ...labels } = template.metadata.labels;
  return {
    revision: String(revisionOf(previous)),
    template: { ...template, metadata: { ...template.metadata, labels } },
  };
}
