// Triggers on a Prometheus that this file starts for itself: a rule that it has is followed there, one that it has not is
// evaluated here, and while it is gone neither is quiet.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import type { ShellNotice } from '#shared/shell/host-messages.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { freePort } from './support/owned-process.ts';
import { startPrometheus, type RealPrometheus } from './support/prometheus.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('a Prometheus', ['prometheus']);
const by = 'Lead';

const serverRules = `groups:
  - name: queue
    rules:
      - alert: QueueFull
        expr: queue_depth{queue="work"} > 500
        for: 2s
        labels: { severity: critical }
        annotations: { summary: 'the queue holds {{ $value }}' }
`;
/** The same rule, written another way, and one that only the console has. */
const ourRules = `groups:
  - name: queue
    interval: 1s
    rules:
      - alert: QueueFull
        expr: queue_depth{ queue='work', }>500  # as it stands in the plan
        for: 2s
        labels: { severity: critical }
      - alert: QueueRises
        expr: 'queue_depth > 100'
        for: 2s
        annotations: { summary: '{{ $labels.queue }} holds {{ $value }}' }
      - record: queue:depth
        expr: sum(queue_depth)
`;

describe.skipIf(suite.skip)(`triggers on a Prometheus${suite.why}`, () => {
  let prometheus: RealPrometheus;
  let engine: Engine;
  let depth = 3;
  let report: Awaited<ReturnType<Engine['client']['triggers']['import']>>;
  let port = 0;
  let target = '';
  const dataDir = mkdtempSync(join(tmpdir(), 'triggers-'));
  const notices: (ShellNotice & { atMs: number })[] = [];
  let isUp = true;
  const exporter = createServer((_, response) => (isUp ? response : response.writeHead(503)).end(`queue_depth{queue="work"} ${depth}\n`)); // prettier-ignore
  const begin = (): Promise<RealPrometheus> => startPrometheus([{ job: 'queue', targets: [target] }], { rules: serverRules, port }); // prettier-ignore

  const named = async (name: string): Promise<WatchedTrigger> => {
    for await (const message of await engine.client.triggers.feed()) {
      if (message.kind !== 'snapshot') continue;
      const found = message.entries.find(({ trigger }) => trigger.name === name);
      if (found) return found;
      throw new Error(`there is no trigger ${name}`);
    }
    throw new Error('the feed ended');
  };
  /** As every test finds it: few wait, and both triggers know it. */
  const calm = async (): Promise<void> => {
    depth = 3;
    await becomes('QueueRises', { state: 'inactive', firing: 0, trouble: null });
    await becomes('QueueFull', { state: 'inactive', firing: 0, trouble: null });
  };
  const becomes = async (name: string, expected: object): Promise<void> => {
    await expect.poll(() => named(name), { interval: 100 }).toMatchObject(expected);
  };

  beforeAll(async () => {
    await new Promise<void>((resolve) => exporter.listen(0, '127.0.0.1', resolve));
    target = `127.0.0.1:${(exporter.address() as AddressInfo).port}`;
    port = await freePort();
    prometheus = await begin();
    engine = await createEngine({ dataDir, resourcesDir: join(import.meta.dirname, '..', 'resources'), env: { HOME: dataDir } }); // prettier-ignore
    engine.onNotice((notice) => notices.push({ ...notice, atMs: Date.now() }));
    await engine.client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: prometheus.url } }); // prettier-ignore
    // Before its first sample nothing is known of it.
    const sampled = async (): Promise<string> => await (await fetch(`${prometheus.url}/api/v1/query?query=queue_depth`)).text(); // prettier-ignore
    await vi.waitUntil(async () => (await sampled()).includes('queue_depth'), { timeout: 60_000, interval: 100 });
    report = await engine.client.triggers.import({ name: 'queue.yaml', text: ourRules, by });
  });
  afterAll(async () => {
    await engine?.close();
    await prometheus?.stop();
    exporter.closeAllConnections();
    exporter.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('imported rules are pending, fire and resolve; the one that Prometheus has is followed there', async () => {
    const { client } = engine;
    expect(report).toMatchObject({ added: ['QueueFull', 'QueueRises'], recording: ['queue:depth'], problems: [] });
    await becomes('QueueFull', { state: 'inactive', watchedBy: 'server' });
    await becomes('QueueRises', { state: 'inactive', watchedBy: 'console', place: `Prometheus at ${prometheus.url}` });
    // One after the other: where the graver one fires first nobody is called for this one.
    const told = async (...titles: string[]): Promise<void> => await expect.poll(() => notices.map(({ title }) => title)).toEqual(titles); // prettier-ignore
    depth = 300;
    await becomes('QueueRises', { state: 'firing', firing: 1, instances: [{ value: '300', annotations: { summary: 'work holds 300' } }] }); // prettier-ignore
    await told('QueueRises (attention)');
    depth = 812;
    await becomes('QueueFull', { state: 'firing', instances: [{ labels: { alertname: 'QueueFull', severity: 'critical' } }] }); // prettier-ignore
    await told('QueueRises (attention)', 'QueueFull (urgent)');
    await becomes('QueueRises', { state: 'firing', instances: [{ value: '812' }] });
    await client.triggers.acknowledge({ key: (await named('QueueRises')).key, by, note: 'on it' });
    expect(await named('QueueRises')).toMatchObject({ calling: 0, state: 'firing' });
    depth = 3;
    await becomes('QueueRises', { state: 'inactive', firing: 0 });
    await becomes('QueueFull', { state: 'inactive' });
    const { history } = await client.triggers.get({ key: (await named('QueueRises')).key });
    expect(history.map(({ type }) => type).toReversed()).toEqual(['trigger.imported', 'trigger.pending', 'trigger.firing', 'trigger.acknowledged', 'trigger.resolved']); // prettier-ignore
    // What people were told of is in the record as well.
    const fired = async () => (await client.system.journal({ limit: 100, type: 'trigger.firing' })).map(({ subject }) => subject); // prettier-ignore
    await expect.poll(fired).toEqual(['QueueFull', 'QueueRises']);
    const events = await client.system.journal({ limit: 100, type: 'trigger.firing' });
    // From the beginning of the look: with the question to Prometheus in it.
    for (const { time, recordedTime } of events) expect(recordedTime - time).toBeLessThan(1000);
  });

  test('while Prometheus is gone every trigger on it says so within two intervals, and knows again when it is back', async () => {
    await calm();
    await prometheus.stop();
    const goneAt = Date.now();
    await becomes('QueueRises', {
      state: 'error',
      trouble: { kind: 'error', reason: expect.stringContaining('refused') },
    });
    await becomes('QueueFull', { state: 'error', watchedBy: 'server' });
    const { key, looks } = await named('QueueRises');
    const [event] = (await engine.client.triggers.get({ key })).history.filter(({ type }) => type === 'trigger.error');
    // By the beginning of the look that saw it; how much later than due a look began is counted.
    expect((event?.atMs ?? Infinity) - goneAt).toBeLessThan(2 * 1000 + (looks?.latestMs ?? 0));
    prometheus = await begin();
    await becomes('QueueRises', { state: 'inactive', trouble: null });
    await becomes('QueueFull', { state: 'inactive', trouble: null });
    const { history } = await engine.client.triggers.get({ key: (await named('QueueRises')).key });
    expect(history.slice(0, 6).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['trigger.error', 'trigger.known']),
    );
  });

  test('a target that is down is seen through Prometheus, and an unknown job is not known', async () => {
    await calm();
    const { trigger } = await named('QueueRises');
    const save = async (name: string, job: string): Promise<void> => {
      await engine.client.triggers.save({ key: null, by, trigger: { ...trigger, name, condition: { kind: 'target_down', job }, forMs: 0 } }); // prettier-ignore
    };
    await save('QueueDown', 'queue');
    await save('Nobody', 'nobody');
    await becomes('Nobody', { state: 'no_data', trouble: { reason: 'Prometheus has no target of the job nobody' } });
    await becomes('QueueDown', { state: 'inactive', firing: 0 });
    expect((await named('QueueDown')).watchedBy).toBe('console');
    isUp = false;
    await becomes('QueueDown', { state: 'firing', instances: [{ labels: { job: 'queue', instance: target } }] });
    isUp = true;
    await becomes('QueueDown', { state: 'inactive' });
  });
});
