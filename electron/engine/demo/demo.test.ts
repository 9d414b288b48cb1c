import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DemoState } from '#shared/model/system.ts';
import { askHttp } from '../diagnosis/ask-http.ts';
import { createDemo, type Demo, type DemoOptions } from './demo.ts';

let dir: string;
let demo: Demo;
let states: DemoState[];
let heard: (() => void)[];
const playbook = `# kept comment
apiVersion: readyroom/v1
kind: Plan
name: phase-ix
title: Phase IX
vars: { attestor: "http://127.0.0.1:8000", prometheus: "http://127.0.0.1:9090", log: "./attestor.jsonl" }
phases: []
`;

/** A demo on a machine without Prometheus. */
function demoWith(options: Partial<DemoOptions> = {}): Demo {
  writeFileSync(join(dir, 'playbook.yaml'), playbook);
  demo = createDemo({
    dir: join(dir, 'demo'),
    playbookFile: join(dir, 'playbook.yaml'),
    env: { PATH: '' },
    log: () => undefined,
    onState: (state) => {
      states.push(state);
      heard.forEach((listener) => listener());
    },
    ...options,
  });
  return demo;
}

/** Resolves when the demo has come to that state. */
function comesTo(state: DemoState['state']): Promise<void> {
  return new Promise((resolve) => {
    const look = () => states.at(-1)?.state === state && resolve();
    heard.push(look);
    look();
  });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'demo-'));
  states = [];
  heard = [];
});
afterEach(async () => {
  await demo.close();
  rmSync(dir, { recursive: true });
});

test('without Prometheus it runs, says how to get one, and its plan asks where the answer is an error', async () => {
  const state = await demoWith().start();
  expect(state).toMatchObject({ state: 'running', prometheusUrl: null });
  expect(state.prometheusReason).toContain('apt install prometheus');
  const plan = parse(readFileSync(demo.planFile, 'utf8')) as { name: string; vars: Record<string, string> };
  expect(plan.name).toBe('phase-ix-demo');
  expect(plan.vars).toEqual({
    attestor: state.attestorUrl,
    prometheus: `${state.attestorUrl}/no-prometheus`,
    log: join(dir, 'demo', 'attestor.jsonl'),
  });
  expect(readFileSync(demo.planFile, 'utf8')).toContain('# kept comment');
  expect((await askHttp(`${state.attestorUrl}/health`, 2000)).status).toBe(200);
});

test('concurrent starts share one, and a start of a running demo changes nothing', async () => {
  demoWith();
  const [first, second] = await Promise.all([demo.start(), demo.start()]);
  expect(second).toBe(first);
  expect(await demo.start()).toBe(first);
  expect(states.map((state) => state.state)).toEqual(['starting', 'running']);
});

test('a fault shows in the state once it has taken effect', async () => {
  const { attestorUrl } = await demoWith().start();
  await demo.setFault('health', true);
  expect(demo.state().faults).toEqual(['health']);
  expect((await askHttp(`${attestorUrl}/health`, 2000)).status).toBe(503);
  await demo.setFault('health', false);
  expect(demo.state().faults).toEqual([]);
  expect((await askHttp(`${attestorUrl}/health`, 2000)).status).toBe(200);
});

test('a version that takes the place of another is told, and the one with the defect reports itself unhealthy', async () => {
  const deployed: unknown[] = [];
  const { attestorUrl } = await demoWith({ onDeploy: (one) => void deployed.push(one) }).start();
  expect((await askHttp(`${attestorUrl}/health`, 2000)).status).toBe(200);
  await demo.deploy('1.1.0');
  expect(demo.state()).toMatchObject({ version: '1.1.0', faults: [] });
  expect((await askHttp(`${attestorUrl}/health`, 2000)).status).toBe(503);
  await demo.deploy('1.0.0');
  expect((await askHttp(`${attestorUrl}/health`, 2000)).status).toBe(200);
  expect(deployed).toEqual([{ from: '1.0.0', to: '1.1.0' }, { from: '1.1.0', to: '1.0.0' }]); // prettier-ignore
});

test('after a stop nothing answers, the state is off, and faults are refused', async () => {
  const { attestorUrl } = await demoWith().start();
  await demo.stop();
  expect(demo.state()).toMatchObject({ state: 'off', attestorUrl: null });
  await expect(askHttp(`${attestorUrl}/health`, 2000)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(demo.setFault('health', true)).rejects.toMatchObject({ code: 'conflict' });
});

test('a stop gives up a start that is under way', async () => {
  demoWith();
  const started = demo.start();
  await demo.stop();
  expect((await started).state).toBe('off');
});

test('an attestor that cannot start makes the demo failed, with its last words', async () => {
  writeFileSync(join(dir, 'broken.mjs'), `console.error('no luck today'); process.exit(3)`);
  const state = await demoWith({ attestorEntry: join(dir, 'broken.mjs') }).start();
  expect(state).toMatchObject({ state: 'failed', reason: 'the attestor ended with code 3: no luck today' });
});

test('an attestor that dies makes a running demo failed, and it can be started again', async () => {
  const script = `console.log('{"ready":true,"port":1}'); process.stdin.on('data', () => process.exit(4)).on('end', () => process.exit(0))`;
  writeFileSync(join(dir, 'dies.mjs'), script);
  await demoWith({ attestorEntry: join(dir, 'dies.mjs') }).start();
  await expect(demo.setFault('health', true)).rejects.toMatchObject({ code: 'unavailable' });
  await comesTo('failed');
  expect(demo.state()).toMatchObject({ reason: 'the attestor ended with code 4', attestorUrl: null, faults: [] });
  expect((await demo.start()).state).toBe('running');
});

test('a plan that cannot be opened makes the demo failed', async () => {
  const state = await demoWith({ openPlan: () => Promise.reject(new Error('no room for plans')) }).start();
  expect(state).toMatchObject({ state: 'failed', reason: 'no room for plans' });
});
