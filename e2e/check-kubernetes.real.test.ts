// `readyroom check` on a plan that looks at a cluster.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { fakeCluster, writeKubeconfig } from './support/kube-engine.ts';

const main = join(import.meta.dirname, '..', 'electron', 'cli', 'main.ts');

async function check(kubeconfig: string, plan: string, ...args: string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'check-kube-'));
  const file = join(dir, 'plan.yaml');
  writeFileSync(file, plan);
  const env = { ...process.env, KUBECONFIG: kubeconfig, READYROOM_DATA: join(dir, 'data') };
  const child = spawn(process.execPath, [main, 'check', file, '--no-record', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }); // prettier-ignore
  let said = '';
  child.stdout.on('data', (data) => (said += String(data)));
  child.stderr.on('data', (data) => (said += String(data)));
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

test('a plan on a cluster is proven on the context that is named, and not proven without one', async () => {
  const cluster = await fakeCluster();
  const web = cluster.objects.list('deployments').find(({ status }) => (status as { readyReplicas?: number }).readyReplicas === 2) ?? cluster.objects.list('deployments')[0]; // prettier-ignore
  const { name, namespace } = web?.metadata ?? {};
  const plan = `apiVersion: readyroom/v1
kind: Plan
name: cluster
title: Cluster
phases:
  - id: all
    title: All
    items:
      - id: web
        title: The workload exists
        probe: { kubernetes: { namespace: ${namespace}, workload: deployment/${name} } }
        expect: [ 'exists == true' ]
`;
  const kubeconfig = writeKubeconfig(cluster.kubeconfig());
  expect(await check(kubeconfig, plan, '--kube-context', 'fake')).toMatchObject({ code: 0 });
  const without = await check(kubeconfig, plan);
  expect(without.code).toBe(3);
  const wrong = await check(kubeconfig, plan, '--kube-context', 'production');
  expect(wrong).toMatchObject({ code: 2, said: expect.stringContaining('there are: fake') as string });
  await cluster.down();
  const gone = await check(kubeconfig, plan, '--kube-context', 'fake');
  expect(gone.code).toBe(3);
  expect(gone.said).toContain('nothing listens there');
});
