// Triggers on a cluster that answers as a real one does: restarts of pods, and a rollout that stands still. The kinds they
// need are followed without anybody looking at a screen.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import type { TriggerCondition } from '#shared/model/triggers/trigger.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { nextEntries } from './support/feeds.ts';
import { startFakeCluster } from './support/kube/fake-cluster.ts';

interface Status {
  containerStatuses?: { restartCount: number; state: unknown; lastState: unknown }[];
  conditions?: { type: string; status: string; reason: string; message: string }[];
}

async function setup() {
  const home = mkdtempSync(join(tmpdir(), 'triggers-kube-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const cluster = await startFakeCluster({ pods: 12, controllers: false });
  onTestFinished(() => cluster.stop());
  writeFileSync(join(home, 'config'), cluster.kubeconfig(), { mode: 0o600 });
  const env = { HOME: home, KUBECONFIG: join(home, 'config'), DOCKER_HOST: `unix://${join(home, 'none')}` };
  const engine = await createEngine({ dataDir: join(home, 'data'), resourcesDir: join(import.meta.dirname, '..', 'resources'), env }); // prettier-ignore
  onTestFinished(engine.close);
  const { triggers, kubernetes } = engine.client;
  const watch = async (name: string, condition: TriggerCondition): Promise<string> => {
    const trigger = { name, originalWords: '', condition, forMs: 0, keepFiringForMs: 0, intervalMs: 1000, severity: 'action' as const, labels: {}, annotations: {}, rollbackPlanId: null, enabled: true }; // prettier-ignore
    return (await triggers.save({ key: null, by: 'Lead', trigger })).key;
  };
  const becomes = async (key: string, isMeant: (one: WatchedTrigger) => boolean): Promise<WatchedTrigger> => {
    const all = await nextEntries(await triggers.feed(), (entries) => [...entries.values()].some((one) => one.key === key && isMeant(one))); // prettier-ignore
    return all.get(key) as WatchedTrigger;
  };
  return { cluster, watch, becomes, connect: () => kubernetes.connect({ context: 'fake' }) };
}

test('restarts of a pod and a rollout that stands still are seen without a screen, and what fired stays while the cluster is lost', async () => {
  const { cluster, watch, becomes, connect } = await setup();
  const named = (kind: string) => cluster.objects.list(kind)[0] as unknown as { metadata: { name: string; namespace: string } }; // prettier-ignore
  const pod = named('pods').metadata;
  const web = named('deployments').metadata;
  const restarts = await watch('Restarts', { kind: 'restarts', over: 'kubernetes', selector: { namespace: pod.namespace, name: pod.name }, moreThan: 2, windowMs: 900_000 }); // prettier-ignore
  const stuck = await watch('Stuck', { kind: 'rollout_stuck', namespace: web.namespace, name: web.name });
  expect((await becomes(stuck, ({ trouble }) => trouble !== null)).trouble?.reason).toContain(
    'Kubernetes is not watched',
  );
  await connect();
  await becomes(stuck, ({ state }) => state === 'inactive');
  expect((await becomes(restarts, ({ trouble }) => /seen 0 restarts, 15 min/.test(trouble?.reason ?? ''))).state).toBe('no_data'); // prettier-ignore

  cluster.objects.update('pods', pod.name, pod.namespace, (object) => {
    const status = object.status as Status;
    const containerStatuses = (status.containerStatuses ?? []).map((one) => ({ ...one, restartCount: one.restartCount + 3 })); // prettier-ignore
    return { ...object, status: { ...status, containerStatuses } };
  });
  const firing = await becomes(restarts, ({ state }) => state === 'firing');
  expect(firing).toMatchObject({
    place: 'Kubernetes',
    instances: [{ labels: { namespace: pod.namespace, pod: pod.name } }],
  });

  cluster.objects.update('deployments', web.name, web.namespace, (object) => {
    const condition = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'has timed out' }; // prettier-ignore
    return { ...object, status: { ...(object.status as Status), conditions: [condition] } };
  });
  const still = await becomes(stuck, ({ state }) => state === 'firing');
  expect(still.instances).toMatchObject([{ labels: { namespace: web.namespace, deployment: web.name } }]);
  await cluster.down();
  // What fired is not mended by a lost connection.
  const lost = await becomes(stuck, ({ trouble }) => trouble !== null);
  expect(lost).toMatchObject({ state: 'firing', trouble: { kind: 'no_data', reason: expect.stringContaining('Kubernetes is stale') } }); // prettier-ignore
});
