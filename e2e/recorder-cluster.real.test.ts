// What the recorder keeps of a cluster of thousands of pods: the first list, changes while it is watched, and what a start
// finds changed. The cluster is the fake one, over real sockets.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { startFakeClusterProcess } from './support/kube/fake-cluster-process.ts';
import { writeKubeconfig } from './support/kube-engine.ts';

const resourcesDir = join(import.meta.dirname, '..', 'resources');
const podCount = 3000;

test('a cluster is recorded once: unchanged pods cost a start nothing, and what changed meanwhile is marked so', async () => {
  const cluster = await startFakeClusterProcess({ pods: podCount, controllers: false });
  onTestFinished(() => cluster.stop());
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-recorder-'));
  const env = { ...process.env, KUBECONFIG: writeKubeconfig(cluster.kubeconfig()) };

  const watch = async (): Promise<Engine> => {
    const engine = await createEngine({ dataDir, resourcesDir, env });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await engine.client.kubernetes.connect({ context: 'fake', namespaces: [], agreedDigest: null });
    await vi.waitFor(async () => expect(await listed(engine)).toBe(true), { interval: 100 });
    delay.disable();
    console.info(`listed; the loop stood still for ${Math.round(delay.max / 1e6)} ms at most`);
    return engine;
  };
  let starts = 0;
  const events = async (engine: Engine, type: string): Promise<JournalEvent[]> => engine.client.system.journal({ type, limit: 500 }); // prettier-ignore
  const pods = async (engine: Engine, type: string) => (await events(engine, type)).filter(({ data }) => (data as { kind: string }).kind === 'pods'); // prettier-ignore
  const listed = async (engine: Engine): Promise<boolean> => (await pods(engine, 'object.listed')).length > starts;

  const first = await watch();
  const counts = (await first.client.recorder.objects()).find(({ kind }) => kind === 'pods');
  expect(counts).toEqual({ source: 'kubernetes', kind: 'pods', objects: podCount, present: podCount });
  expect(await pods(first, 'object.appeared')).toEqual([]);
  await first.close();

  starts++;
  const second = await watch();
  const [event] = await pods(second, 'object.listed');
  expect(event?.data).toMatchObject({ known: podCount, appeared: 0, changed: 0, gone: 0 });
  expect(await pods(second, 'object.changed')).toEqual([]);
  expect((await second.client.recorder.objects()).find(({ kind }) => kind === 'pods')).toEqual(counts);
  await second.close();

  starts++;
  await cluster.churn(100);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await cluster.calm();
  const third = await watch();
  onTestFinished(() => third.close());
  const [found] = await pods(third, 'object.listed');
  const tally = found?.data as { appeared: number; changed: number; gone: number };
  const told = await Promise.all(['object.appeared', 'object.changed', 'object.gone'].map((type) => pods(third, type)));
  expect(told.map(({ length }) => length)).toEqual([tally.appeared, tally.changed, tally.gone]);
  expect(tally.changed).toBeGreaterThan(0);
  expect(told.flat().every(({ data }) => 'between' in (data as object))).toBe(true);
}, 600_000);
