// The demo with a real Prometheus, and promtool's opinion of the attestor's metrics.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askHttp } from '../diagnosis/ask-http.ts';
import { createDemo, type Demo } from './demo.ts';

/** On a machine that is slow and does much else. */
const patienceMs = 60_000;
let dir: string;
let demo: Demo;
const temporaryFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('readyroom-prometheus-'));
let before: string[];

beforeEach(() => {
  before = temporaryFolders();
  dir = mkdtempSync(join(tmpdir(), 'demo-real-'));
  writeFileSync(join(dir, 'playbook.yaml'), 'name: phase-ix\ntitle: Phase IX\nvars: {}\n');
  demo = createDemo({ dir, playbookFile: join(dir, 'playbook.yaml'), log: () => undefined, onState: () => undefined });
});
afterEach(async () => {
  await demo.close();
  rmSync(dir, { recursive: true });
});

async function ask(query: string): Promise<unknown> {
  const url = `${demo.state().prometheusUrl}/api/v1/query?query=${encodeURIComponent(query)}`;
  const answer = JSON.parse((await askHttp(url, patienceMs)).body) as {
    data: { result: { value: [number, string] }[] };
  };
  return answer.data.result[0]?.value[1];
}

test('promtool finds nothing wrong with the metrics', async () => {
  const { attestorUrl } = await demo.start();
  const { body } = await askHttp(`${attestorUrl}/metrics`, patienceMs);
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('the success rate is there as soon as the demo runs, and the target goes down when broken', async () => {
  await demo.start();
  expect(await ask('attestation_success_rate{job="attestor"}')).toBe('1');
  await demo.setFault('target', true);
  await expect.poll(() => ask('up{job="attestor"}'), { interval: 200 }).toBe('0');
});

test('a stop ends Prometheus and removes its folder', async () => {
  const { prometheusUrl } = await demo.start();
  expect(temporaryFolders()).toHaveLength(before.length + 1);
  await demo.stop();
  await expect(askHttp(`${prometheusUrl}/-/ready`, patienceMs)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(temporaryFolders()).toEqual(before);
});

test('when its starter is killed outright, neither the attestor nor Prometheus stays behind', async () => {
  const script = `
    import { createDemo } from ${JSON.stringify(fileURLToPath(new URL('./demo.ts', import.meta.url)))};
    const demo = createDemo({ dir: ${JSON.stringify(dir)}, playbookFile: ${JSON.stringify(join(dir, 'playbook.yaml'))}, log() {}, onState() {} });
    console.log(JSON.stringify(await demo.start()));`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const state = await new Promise<{ attestorUrl: string; prometheusUrl: string }>((resolve) =>
    starter.stdout.once('data', (data: Buffer) => resolve(JSON.parse(data.toString()))),
  );
  expect((await askHttp(`${state.prometheusUrl}/-/ready`, patienceMs)).status).toBe(200);
  starter.kill('SIGKILL');
  for (const url of [state.prometheusUrl, state.attestorUrl]) {
    await expect.poll(() => askHttp(url, patienceMs).then(() => 'answers', () => 'gone'), { interval: 100 }).toBe('gone'); // prettier-ignore
  }
  await expect.poll(temporaryFolders).toEqual(before);
});
