import { describe, expect, test } from 'vitest';
import { condition, container, deployment, ended, pod, running, waiting, type Json } from '#engine/sources/kubernetes/project/objects.fixture.ts'; // prettier-ignore
import { OpsError } from '#shared/model/ops-error.ts';
import { look, testNow } from './context.fixture.ts';
import { selectorOf } from './kubernetes-pods.ts';
import { kubernetesProbe } from './kubernetes.ts';
import type { KubeReader } from './probe.ts';

const web = 'deployment/web';
const selecting: Json = { selector: { matchLabels: { app: 'web' } } };
const aged = (name: string, seconds: number, more: Json[] = [container('app', running)]): Json =>
  pod({ name, containers: more, metadata: { creationTimestamp: new Date(testNow - seconds * 1000).toISOString() } });

/** An API server made of answers by path; what it has not is not there. */
function cluster(answers: Record<string, unknown>) {
  const asked: string[] = [];
  const kube: KubeReader = {
    context: () => 'staging',
    read: (path) => {
      asked.push(path);
      const answer = answers[path] ?? null;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  return { kube, asked };
}
const at = '/apis/apps/v1/namespaces/shop/deployments/web';
const podsAt = (selector: string, more = ''): string => `/api/v1/namespaces/shop/pods?labelSelector=${encodeURIComponent(selector)}&limit=500${more}`; // prettier-ignore
const list = (...items: Json[]): Json => ({ items, metadata: {} });

describe('a workload', () => {
  test('that is available, with the pods behind it', async () => {
    const restarted = container('app', running, { restartCount: 2, lastState: ended(1, 'Error') });
    const { kube, asked } = cluster({
      [at]: deployment({}, { spec: selecting }),
      [podsAt('app=web')]: list(aged('web-1', 60), aged('web-2', 3600, [restarted])),
    });
    const { facts } = await look(kubernetesProbe, { namespace: 'shop', workload: web }, { kube });
    expect(facts).toEqual({
      exists: true,
      context: 'staging',
      status: 'Available',
      desired: 3,
      ready: 3,
      available: 3,
      updated: 3,
      rolledOut: true,
      revision: '4',
      images: ['shop/app:1'],
      condition: { Available: 'True', Progressing: 'True' },
      pods: 2,
      podsReady: 2,
      allReady: true,
      restarts: 2,
      youngestAgeSeconds: 60,
      oldestAgeSeconds: 3600,
      troubles: [],
    });
    expect(asked).toEqual([at, podsAt('app=web')]);
  });

  test('whose rollout goes on is not rolled out, and what is wrong is said', async () => {
    const crash = container('app', waiting('CrashLoopBackOff'), { lastState: ended(137, 'OOMKilled') });
    const conditions = [condition('Available', 'False', { message: 'Deployment does not have minimum availability.' })];
    const { kube } = cluster({
      [at]: deployment({ updatedReplicas: 1, availableReplicas: 0, conditions }, { spec: selecting }),
      [podsAt('app=web')]: list(aged('web-1', 60, [crash])),
    });
    const { facts } = await look(kubernetesProbe, { namespace: 'shop', workload: web }, { kube });
    expect(facts).toMatchObject({
      rolledOut: false,
      available: 0,
      podsReady: 0,
      allReady: false,
      condition: { Available: 'False' },
      details: { condition: 'Available: Deployment does not have minimum availability.' },
      troubles: ['web-1: its container app crashes again and again: exit code 137, killed for want of memory'],
    });
  });

  test('that is not there is a fact', async () => {
    const { kube } = cluster({});
    const { facts } = await look(kubernetesProbe, { namespace: 'shop', workload: web }, { kube });
    expect(facts).toEqual({ exists: false, context: 'staging', failure: 'there is no deployment "web" in the namespace "shop"' }); // prettier-ignore
  });

  test('without any pod gives no number of restarts and no age: there is nothing to tell them', async () => {
    const { kube } = cluster({ [at]: deployment({}, { spec: selecting }), [podsAt('app=web')]: list() });
    const { facts } = await look(kubernetesProbe, { namespace: 'shop', workload: web }, { kube });
    expect(facts).toMatchObject({ exists: true, pods: 0, allReady: false });
    expect(facts).not.toHaveProperty('restarts');
    expect(kubernetesProbe.insufficient?.(facts)).toMatchObject({ restarts: 'there is no pod to tell it' });
  });
});

describe('pods by their labels', () => {
  test('are read to the last page, and completed ones count for nothing', async () => {
    const done = pod({ name: 'job', phase: 'Succeeded', containers: [container('app', ended(0, 'Completed'))] });
    const { kube } = cluster({
      [podsAt('tier=x')]: { items: [aged('a', 10), done], metadata: { continue: 'more' } },
      [podsAt('tier=x', '&continue=more')]: list(aged('b', 20, [container('app', { running: {} })])),
    });
    const { facts } = await look(kubernetesProbe, { namespace: 'shop', selector: 'tier=x' }, { kube });
    expect(facts).toMatchObject({
      exists: true,
      pods: 2,
      podsReady: 1,
      allReady: false,
      restarts: 0,
      oldestAgeSeconds: 20,
    });
  });

  test('of which there is none is never all ready', async () => {
    const { kube } = cluster({ [podsAt('tier=x')]: list() });
    const { facts } = await look(kubernetesProbe, { namespace: 'shop', selector: 'tier=x' }, { kube });
    expect(facts).toMatchObject({
      exists: false,
      pods: 0,
      allReady: false,
      failure: expect.stringContaining('tier=x'),
    });
  });
});

describe('cannot look', () => {
  const params = { namespace: 'shop', workload: web };

  test('where nobody connected a context, or another one', async () => {
    await expect(look(kubernetesProbe, params)).rejects.toMatchObject({ code: 'unavailable' });
    const { kube } = cluster({});
    await expect(look(kubernetesProbe, { ...params, context: 'production' }, { kube })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'the context "production" is not connected; "staging" is',
    });
  });

  test('where the API server refuses or answers something else', async () => {
    const denied = new OpsError('denied', 'the API server answered HTTP 403');
    await expect(look(kubernetesProbe, params, { kube: cluster({ [at]: denied }).kube })).rejects.toBe(denied);
    await expect(look(kubernetesProbe, params, { kube: cluster({ [at]: { kind: 'Odd' } }).kube })).rejects.toMatchObject({ code: 'unavailable' }); // prettier-ignore
    const { kube } = cluster({ [podsAt('a=b')]: { items: 'none' } });
    await expect(look(kubernetesProbe, { namespace: 'shop', selector: 'a=b' }, { kube })).rejects.toMatchObject({ code: 'unavailable' }); // prettier-ignore
  });

  test('without permission', async () => {
    const permit = (): never => {
      throw new OpsError('denied', 'not trusted');
    };
    const { kube, asked } = cluster({});
    await expect(look(kubernetesProbe, params, { kube, permit })).rejects.toMatchObject({ code: 'denied' });
    expect(asked).toEqual([]);
  });
});

test('a plan says either a workload or labels', () => {
  const takes = (params: Json): boolean => kubernetesProbe.params.safeParse(params).success;
  expect([takes({ workload: web }), takes({ selector: 'a=b' }), takes({ workload: '${it}' })]).toEqual([
    true,
    true,
    true,
  ]);
  expect([takes({}), takes({ workload: web, selector: 'a=b' }), takes({ workload: 'pod/x' })]).toEqual([false, false, false]); // prettier-ignore
});

test('a selector is written as a query takes it', () => {
  const matchExpressions = [
    { key: 'tier', operator: 'In', values: ['a', 'b'] },
    { key: 'old', operator: 'DoesNotExist' },
  ];
  expect(selectorOf({ matchLabels: { app: 'web' }, matchExpressions })).toBe('app=web,tier in (a,b),!old');
  expect(selectorOf(null)).toBe('');
});
