// The command line against the demo with a real Prometheus: what it proves, and what it never calls proven.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDemo, type Demo } from '#engine/demo/demo.ts';
import type { RunReport } from '#shared/model/run.ts';

const root = join(import.meta.dirname, '..', '..');
const playbookFile = join(root, 'resources', 'playbooks', 'phase-ix.yaml');
let dir: string;
let demo: Demo;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'check-real-'));
  demo = createDemo({ dir: join(dir, 'demo'), playbookFile, log: () => undefined, onState: () => undefined });
  const { reason, prometheusReason } = await demo.start();
  if (reason + prometheusReason !== '') throw new Error(`there is no demo to check: ${reason}${prometheusReason}`);
});
afterEach(async () => {
  for (const fault of demo.state().faults) await demo.setFault(fault, false);
});
afterAll(async () => {
  await demo.close();
  rmSync(dir, { recursive: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function readyroom(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'electron', 'cli', 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, READYROOM_DATA: join(dir, 'data') },
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (ended.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ended.stderr += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
}

/** The playbook as it stands, its variables given on the command line. */
function checkPlaybook(prometheusUrl: string | null, ...args: string[]): Promise<Ended> {
  const vars = {
    attestor: demo.state().attestorUrl,
    prometheus: prometheusUrl,
    log: join(dir, 'demo', 'attestor.jsonl'),
  };
  const given = Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]);
  return readyroom('check', playbookFile, ...given, ...args);
}

const outcomes = (stdout: string): Record<string, string> => {
  const { results } = JSON.parse(stdout) as RunReport;
  return Object.fromEntries(results.map((result) => [result.itemId, result.outcome]));
};

test('with all well, four pass and one waits for a person: exit 3, kept, and reports written', async () => {
  const [junit, markdown] = [join(dir, 'run.xml'), join(dir, 'run.md')];
  const ended = await checkPlaybook(demo.state().prometheusUrl, '--junit', junit, '--markdown', markdown);
  expect(ended.stdout).toContain('Not proven: 4 passed, 1 open');
  expect(ended.stdout).toMatch(/^open +smoke\/pipeline/m);
  expect(ended.stderr).toContain(`kept in ${join(dir, 'data')}`);
  expect(ended.code).toBe(3);
  expect(readFileSync(junit, 'utf8')).toContain('<testsuite');
  expect(readFileSync(markdown, 'utf8')).toContain('Phase IX');
  expect(existsSync(join(dir, 'data', 'readyroom.db'))).toBe(true);
});

test('with --json, standard output is the run and nothing else', async () => {
  const ended = await checkPlaybook(demo.state().prometheusUrl, '--json', '--no-record');
  expect(outcomes(ended.stdout)).toEqual({
    health: 'pass',
    logs: 'pass',
    target: 'pass',
    'success-rate': 'pass',
    pipeline: 'inconclusive',
  });
  expect(ended.stderr).toContain('not kept: --no-record');
  expect(ended.code).toBe(3);
});

test('a gap in the log fails the smoke phase with a reason that names the gap: exit 1', async () => {
  await demo.setFault('log_gap', true);
  const ended = await checkPlaybook(demo.state().prometheusUrl, '--phase', 'smoke', '--json', '--no-record');
  const { results } = JSON.parse(ended.stdout) as RunReport;
  const logs = results.find((result) => result.itemId === 'logs');
  expect(logs).toMatchObject({ outcome: 'fail', reason: expect.stringMatching(/gap/i) });
  expect(ended.code).toBe(1);
});

test('with Prometheus gone its two items are errors, never passes: exit 3', async () => {
  const url = demo.state().prometheusUrl;
  await demo.stop();
  const other = createDemo({ dir: join(dir, 'demo'), playbookFile, env: { PATH: '' }, log: () => undefined, onState: () => undefined }); // prettier-ignore
  try {
    const { attestorUrl } = await other.start();
    const ended = await checkPlaybook(url, '--var', `attestor=${attestorUrl}`, '--json', '--no-record');
    expect(outcomes(ended.stdout)).toMatchObject({ health: 'pass', target: 'error', 'success-rate': 'error' });
    expect(ended.code).toBe(3);

    const withoutOne = await readyroom('check', other.planFile, '--json', '--no-record');
    const { results } = JSON.parse(withoutOne.stdout) as RunReport;
    for (const result of results.filter((each) => each.outcome === 'error')) {
      expect(result.reason).toContain('apt install prometheus');
    }
    expect(outcomes(withoutOne.stdout)).toMatchObject({ target: 'error', 'success-rate': 'error' });
    expect(withoutOne.code).toBe(3);
  } finally {
    await other.close();
    await demo.start();
  }
});

test('the demo command breaks, judges and cleans up', async () => {
  const ended = await readyroom('demo', '--break', 'health', '--check');
  expect(ended.stdout).toMatch(/^fail +smoke\/health/m);
  expect(ended.code).toBe(1);
});
