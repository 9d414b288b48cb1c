// A plan with commands, given to the command line without consent: nothing of it is started, and the way to consent is said.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunReport } from '#shared/model/run.ts';

let dir: string;
let mark: string;
let plan: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'untrusted-'));
  mark = join(dir, 'started');
  const program = join(dir, 'program');
  writeFileSync(program, `#!/bin/sh\necho started > ${mark}\n`);
  chmodSync(program, 0o700);
  plan = join(dir, 'plan.yaml');
  writePlan('Starts something');
});
afterEach(() => rmSync(dir, { recursive: true }));

function writePlan(title: string): void {
  const items = [
    { id: 'start', title, probe: { exec: { argv: [join(dir, 'program'), '--now'] } }, expect: ['exitCode == 0'] },
  ];
  const phases = [{ id: 'one', title: 'One', items }];
  writeFileSync(plan, JSON.stringify({ apiVersion: 'readyroom/v1', kind: 'Plan', name: 'foreign', title: 'Foreign', phases })); // prettier-ignore
}

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function check(...args: string[]): Promise<Ended> {
  const launcher = join(import.meta.dirname, 'readyroom.js');
  const child = spawn(process.execPath, [launcher, 'check', plan, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, READYROOM_DATA: join(dir, 'data') },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code })));
}

test('its command is not started, the item is not proven, and the command and the hint are shown: exit 3', async () => {
  const ended = await check('--json');
  const { run, results } = JSON.parse(ended.stdout) as RunReport;
  expect(results).toMatchObject([{ outcome: 'error', reason: expect.stringMatching(/trust|consent/) }]);
  expect(run.verdict).toBe('error');
  expect(ended.stderr).toContain(`${join(dir, 'program')} --now`);
  expect(ended.stderr).toContain('give --trust to consent');
  expect(ended.code).toBe(3);
  expect(existsSync(mark)).toBe(false);
});

test('consent holds for the text it was given for: a changed letter starts nothing', async () => {
  expect(await check('--trust')).toMatchObject({ code: 0 });
  expect(existsSync(mark)).toBe(true);

  rmSync(mark);
  writePlan('Starts somethink');
  expect(await check()).toMatchObject({ code: 3, stderr: expect.stringContaining('give --trust to consent') });
  expect(existsSync(mark)).toBe(false);
});

test('consent does not widen a list of allowed commands, whether the run is kept or not', async () => {
  mkdirSync(join(dir, 'data'));
  writeFileSync(join(dir, 'data', 'commands.yaml'), 'allowed: [/usr/bin/other]\n');
  const ends = [await check('--trust', '--json'), await check('--trust', '--json', '--no-record')];
  for (const { code, stdout } of ends) {
    const { results } = JSON.parse(stdout) as RunReport;
    expect(results).toMatchObject([{ outcome: 'error', reason: expect.stringContaining('allows /usr/bin/other') }]);
    expect(code).toBe(3);
  }
  expect(existsSync(mark)).toBe(false);
});
