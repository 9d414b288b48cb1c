// Actions, terminals and port-forwards through the contract, on a cluster whose controllers answer to what is changed.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ActionName } from '#shared/model/action.ts';
import type { Watched } from '#shared/model/watch.ts';
import { engineWith, eventually, fakeCluster, reader, writeKubeconfig } from './support/kube-engine.ts';

const by = 'Lead';

interface Workload {
  metadata: { name: string; namespace: string; uid: string; annotations?: Record<string, string> };
  spec: { replicas: number; template: { spec: { containers: { image: string }[] } }; unschedulable?: boolean };
  status: { phase?: string; readyReplicas?: number; conditions?: { type: string; status: string }[] };
}

async function setup() {
  const cluster = await fakeCluster({ pods: 40, controllers: true, progressDeadlineMs: 60_000 });
  const engine = await engineWith(writeKubeconfig(cluster.kubeconfig()));
  const { client } = engine;
  await client.kubernetes.connect({ context: 'fake' });
  const connection = reader(await client.kubernetes.connection());
  await eventually(() => connection.entries()[0]?.state === 'live', 'the connection');
  const list = (kind: string): Workload[] => cluster.objects.list(kind) as unknown as Workload[];
  const target = (kind: string, { metadata }: Workload): Watched => ({ source: 'kubernetes', kind, namespace: metadata.namespace ?? null, name: metadata.name, key: metadata.uid }); // prettier-ignore
  const healthy = (): Workload => list('deployments').find(({ spec, status }) => spec.replicas > 1 && status.readyReplicas === spec.replicas) as Workload; // prettier-ignore
  const now = (kind: string, { metadata }: Workload): Workload => list(kind).find((one) => one.metadata.uid === metadata.uid) as Workload; // prettier-ignore
  const unlock = () => client.environments.unlock({ key: 'kubernetes', typed: 'fake', minutes: 5, by });
  const act = async (action: ActionName, on: Watched, replicas: number | null = null) => {
    const prepared = await client.actions.prepare({ action, targets: [on], replicas });
    const [result] = await client.actions.confirm({ ticket: prepared.ticket, by });
    return { ...prepared, ...result };
  };
  return { cluster, client, list, target, healthy, now, unlock, act };
}

describe('an action on a cluster', () => {
  test('is offered as the server allows it, once unlocked', async () => {
    const { cluster, client, target, healthy, unlock } = await setup();
    const web = target('deployments', healthy());
    expect(await client.actions.offers({ target: web })).toEqual({ locked: true, offers: [] });
    await unlock();
    cluster.faults.forbid('patch', 'apps', 'deployments/scale');
    const { offers } = await client.actions.offers({ target: web });
    expect(offers.map(({ action, allowed }) => `${action} ${allowed}`)).toEqual([
      'scale false',
      'rollout_restart true',
      'rollout_undo true',
    ]);
    expect(offers[0]?.reason).toContain('may not patch deployments/scale');
  });

  test('scales, restarts and undoes a rollout, each seen in the cluster and in the journal', async () => {
    const { client, target, healthy, now, unlock, act } = await setup();
    await unlock();
    const web = healthy();
    const on = target('deployments', web);
    const { replicas } = web.spec;
    const scaled = await act('scale', on, replicas + 2);
    expect(scaled.touches).toEqual([`Deployment ${on.namespace}/${on.name}: from ${replicas} to ${replicas + 2} pods`]);
    expect(scaled.ok).toBe(true);
    await eventually(() => now('deployments', web).status.readyReplicas === replicas + 2, 'the new pods');
    const revision = (): number => Number(now('deployments', web).metadata.annotations?.['deployment.kubernetes.io/revision']); // prettier-ignore
    const first = revision();
    expect(await act('rollout_restart', on)).toMatchObject({ ok: true });
    await eventually(() => revision() > first, 'a new revision');
    const undone = await act('rollout_undo', on);
    expect(undone).toMatchObject({ ok: true, message: `rolls back to revision ${first}` });
    await eventually(() => now('deployments', web).metadata.annotations?.['kubectl.kubernetes.io/restartedAt'] === undefined, 'the template of before'); // prettier-ignore
    const events = await client.system.journal({ type: 'action.done' });
    expect(events.map(({ data }) => (data as { action: string }).action)).toEqual([
      'rollout_undo',
      'rollout_restart',
      'scale',
    ]);
  });

  test('cordons and uncordons a node, and offers only what makes sense there', async () => {
    const { client, list, target, now, unlock, act } = await setup();
    await unlock();
    const node = list('nodes')[0] as Workload;
    const on = target('nodes', node);
    await act('cordon', on);
    expect(now('nodes', node).spec.unschedulable).toBe(true);
    const { offers } = await client.actions.offers({ target: on });
    expect(offers.map(({ action, allowed }) => `${action} ${allowed}`)).toEqual(['cordon false', 'uncordon true']);
    await act('uncordon', on);
    expect(now('nodes', node).spec.unschedulable).toBeUndefined();
  });

  test('deletes the pod that was chosen, and never another that took its name', async () => {
    const { cluster, list, target, unlock, act } = await setup();
    await unlock();
    const pod = list('pods').find(({ status }) => status.phase === 'Running') as Workload;
    const on = target('pods', pod);
    await expect(act('delete', { ...on, key: 'another-uid' })).rejects.toMatchObject({ code: 'conflict' });
    const requests = cluster.requests().filter(({ method }) => method === 'DELETE');
    expect(requests).toEqual([]);
    expect(await act('delete', on)).toMatchObject({ ok: true });
    await eventually(() => !list('pods').some(({ metadata }) => metadata.uid === on.key), 'the pod is gone');
  });

  test('is refused in the words of the server, and recorded as failed', async () => {
    const { cluster, client, target, healthy, unlock, act } = await setup();
    await unlock();
    cluster.faults.forbid('patch', 'apps', 'deployments');
    const result = await act('rollout_restart', target('deployments', healthy()));
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('HTTP 403') as string });
    const [event] = await client.system.journal({ type: 'action.done' });
    expect(event?.data).toMatchObject({ ok: false });
  });
});

describe('a way into a pod', () => {
  test('is a terminal with the shell that was found', async () => {
    const { client, list, target, unlock } = await setup();
    await unlock();
    const pod = list('pods').find(({ status }) => status.phase === 'Running') as Workload;
    const { terminalId, argv } = await client.terminals.open({ target: target('pods', pod), container: null, cols: 80, rows: 24, by }); // prettier-ignore
    expect(argv).toEqual(['sh']);
    let text = '';
    const reading = (async () => {
      for await (const message of await client.terminals.output({ terminalId }))
        text += message.kind === 'data' ? Buffer.from(message.base64, 'base64').toString() : `[${message.code}]`;
    })();
    await client.terminals.write({ terminalId, text: 'echo here\n' });
    await eventually(() => text.includes('here\r\n'), () => text); // prettier-ignore
    await client.terminals.write({ terminalId, text: 'exit 4\n' });
    await reading;
    expect(text).toContain('[4]');
  });

  test('is a port-forward that goes on to the replacement of its pod, and ends with the context', async () => {
    const { cluster, client, list, target, unlock, healthy } = await setup();
    await unlock();
    const { namespace, name } = target('deployments', healthy());
    const { key } = await client.forwards.start({ target: { kind: 'deployments', namespace: namespace ?? '', name, port: 7 }, localPort: null, by }); // prettier-ignore
    const forwards = reader(await client.forwards.feed());
    const shown = () => forwards.entries().find((forward) => forward.key === key);
    await eventually(() => shown()?.state === 'live', () => shown()); // prettier-ignore
    const echo = async (words: string): Promise<string> => {
      const socket = connect(shown()?.localPort ?? 0, '127.0.0.1');
      socket.write(words);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return String(answer);
    };
    expect(await echo('one')).toBe('one');
    const first = shown()?.pod ?? '';
    expect(list('pods').some(({ metadata }) => metadata.name === first)).toBe(true);
    cluster.objects.delete('pods', first, namespace ?? undefined);
    await eventually(() => shown()?.state === 'live' && shown()?.pod !== first, () => shown()); // prettier-ignore
    expect(await echo('two')).toBe('two');
    await client.kubernetes.disconnect();
    await eventually(() => shown()?.state === 'ended', () => shown()); // prettier-ignore
  });
});
