// Asks the connected Kubernetes context about a workload or about pods. The API server is an instrument: when it does not
// answer, or may not be asked, nothing was seen.
import { z } from 'zod';
import { pathOfKind, pathOfObject } from '#engine/sources/kubernetes/kind-paths.ts';
import { fieldsOf, listOf, readCondition } from '#engine/sources/kubernetes/project/fields.ts';
import { projectObject } from '#engine/sources/kubernetes/project/project.ts';
import type { Demand } from '#shared/model/checklist.ts';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import type { Insufficiency } from '#shared/model/judge.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { jsonEvidence } from './ask-prometheus.ts';
import { podFacts, readPods, selectorOf } from './kubernetes-pods.ts';
import { defineProbe, type KubeReader, type ProbeContext } from './probe.ts';

const kinds = { deployment: 'deployments', statefulset: 'statefulsets', daemonset: 'daemonsets' } as const;
const namePattern = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$|\$\{/;

const params = z
  .strictObject({
    context: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('The context that must be the connected one; by default whichever is connected.'),
    namespace: z.string().regex(namePattern, 'allowed: the name of a namespace').default('default'),
    workload: z
      .string()
      .regex(
        /^(?:deployment|statefulset|daemonset)\/[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$|\$\{/,
        'allowed: deployment/name, statefulset/name or daemonset/name',
      )
      .optional()
      .describe('deployment/name, statefulset/name or daemonset/name; its pods are looked at too.'),
    selector: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Pods by their labels, as kubectl takes them: app=web,tier!=db.'),
  })
  .refine(({ workload, selector }) => (workload === undefined) !== (selector === undefined), {
    error: 'allowed: either workload or selector',
  });
type KubernetesParams = z.output<typeof params>;

const facts: FactSchema = {
  exists: { type: 'boolean', doc: 'Whether there is such a workload, or any such pod.' },
  failure: { type: 'string', doc: 'Why there is nothing to look at; absent when there is something.' },
  context: { type: 'string', doc: 'The context that was asked.' },
  status: { type: 'string', doc: 'The state of the workload in one word, e.g. Available, Progressing, Unavailable.' },
  desired: { type: 'number', doc: 'How many pods the workload wants.' },
  ready: { type: 'number', doc: 'How many of its pods are ready.' },
  available: { type: 'number', doc: 'How many have been ready for long enough.' },
  updated: { type: 'number', doc: 'How many are of its newest revision.' },
  rolledOut: {
    type: 'boolean',
    doc: 'Whether all pods that it wants are of its newest revision and available; false for none.',
  },
  revision: { type: 'string', doc: 'The revision of the workload; absent where it has none.' },
  images: { type: 'list', doc: 'The images of its containers.' },
  condition: { type: 'map', doc: 'True, False or Unknown for each condition of the workload: condition.Available.' },
  pods: { type: 'number', doc: 'How many pods there are, without those that completed.' },
  podsReady: { type: 'number', doc: 'How many pods are ready.' },
  allReady: { type: 'boolean', doc: 'Whether all pods are ready; false where there is none.' },
  restarts: {
    type: 'number',
    doc: 'How often containers of its pods were restarted, taken together; absent without pods.',
  },
  youngestAgeSeconds: { type: 'number', doc: 'How old the youngest pod is, in seconds; absent without pods.' },
  oldestAgeSeconds: { type: 'number', doc: 'How old the oldest pod is, in seconds; absent without pods.' },
  troubles: { type: 'list', doc: 'What is wrong with the workload and its pods, in words.' },
  details: { type: 'map', doc: 'What explains a fact, by its name.' },
};

export const kubernetesProbe = defineProbe<KubernetesParams>({
  kind: 'kubernetes',
  doc: 'Asks the connected Kubernetes context about a workload and its pods, or about pods by their labels.',
  params,
  facts,
  demands,
  insufficient,
  async run(given, context) {
    for (const demand of demands(given)) context.permit(demand);
    const reader = readerOf(given, context);
    const seen = given.workload === undefined ? await ofPods(given, reader, context) : await ofWorkload(given, given.workload, reader, context); // prettier-ignore
    return { facts: { ...seen, context: reader.context() }, evidence: jsonEvidence(seen) };
  },
});

function demands({ context }: KubernetesParams): Demand[] {
  return [{ kind: 'kubernetes', subject: context ?? 'the connected one' }];
}

function readerOf({ context: wanted }: KubernetesParams, { kube }: ProbeContext): KubeReader {
  if (!kube) throw new OpsError('unavailable', 'no Kubernetes context can be connected here');
  const connected = kube.context();
  if (wanted === undefined || wanted === connected) return kube;
  throw new OpsError('unavailable', `the context "${wanted}" is not connected; "${connected}" is`);
}

async function ofWorkload(
  given: KubernetesParams,
  workload: string,
  reader: KubeReader,
  context: ProbeContext,
): Promise<Facts> {
  const [word = '', name = ''] = workload.split('/');
  const kind = kinds[word as keyof typeof kinds];
  if (kind === undefined) throw new OpsError('bad_input', `"${workload}" is no workload; allowed: ${Object.keys(kinds).join('/name, ')}/name`); // prettier-ignore
  const object = await reader.read(pathOfObject(kind, given.namespace, name), context.cutoff.signal);
  if (object === null) {
    return { exists: false, failure: `there is no ${word} "${name}" in the namespace "${given.namespace}"` };
  }
  const row = projectObject(kind, object) as KubeRow<'deployments'>;
  if (row.health === 'unknown') throw new OpsError('unavailable', `the answer about ${workload} cannot be read: ${row.troubles.join(', ')}`); // prettier-ignore
  const selector = selectorOf(fieldsOf(fieldsOf(object)['spec'])['selector']);
  const pods = selector === '' ? [] : await readPods(reader, given.namespace, selector, context.cutoff.signal);
  return { exists: true, ...workloadFacts(row, object), ...podFacts(pods, context.now(), row.troubles) };
}

async function ofPods(
  { namespace, selector = '' }: KubernetesParams,
  reader: KubeReader,
  context: ProbeContext,
): Promise<Facts> {
  const pods = await readPods(reader, namespace, selector, context.cutoff.signal);
  const seen = { exists: pods.length > 0, ...podFacts(pods, context.now(), []) };
  if (pods.length > 0) return seen;
  return {
    ...seen,
    failure: `no pod matches ${selector} in the namespace "${namespace}" at ${pathOfKind('pods', namespace)}`,
  };
}

function workloadFacts({ status, cells }: KubeRow<'deployments'>, object: unknown): Facts {
  const { desired, ready, available, updated, revision, images } = cells;
  const conditions = listOf(fieldsOf(fieldsOf(object)['status'])['conditions']).map((item) =>
    readCondition(fieldsOf(item)),
  );
  const bad = conditions.find(
    ({ type, status: is }) => (type === 'ReplicaFailure') === (is === 'True') && is !== 'Unknown',
  );
  const seen: Facts = {
    status,
    desired,
    ready,
    available,
    updated,
    // Nothing wanted and nothing there is no rollout that went well.
    rolledOut: status === 'Available' && desired > 0,
    images,
    condition: Object.fromEntries(conditions.map(({ type, status: is }) => [type, is])),
  };
  if (revision !== null) seen['revision'] = revision;
  if (bad && bad.message !== '') seen['details'] = { condition: `${bad.type}: ${bad.message.slice(0, 200)}` };
  return seen;
}

function insufficient(seen: Facts): Insufficiency {
  if (seen['exists'] !== true || seen['pods'] !== 0) return null;
  const none = 'there is no pod to tell it';
  return { restarts: none, youngestAgeSeconds: none, oldestAgeSeconds: none };
}
