// Ctrl-C on `readyroom check` while a service accepts and never answers: how soon the process is gone, with the run recorded.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { spreadOf } from '../rounds.ts';
import type { Row } from '../run.ts';

const command = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'readyroom.js');
/** "Nothing was proven", as the command line has it. */
const notProven = 3;

export async function interruptRows(times: number): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-interrupt-'));
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const plan = join(dir, 'plan.yaml');
  writeFileSync(plan, planOf(`http://127.0.0.1:${port}/`));
  const took: number[] = [];
  try {
    for (let run = 0; run < times; run++) {
      const asked = once(server, 'request');
      const child = spawn(process.execPath, [command, 'check', plan, '--data', join(dir, 'data')], { stdio: 'ignore' });
      const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
      const tooSoon = ended.then(([code]) => Promise.reject(new Error(`it ended with ${code} before it was told to`)));
      await Promise.race([asked, tooSoon]);
      tooSoon.catch(() => undefined);
      const began = performance.now();
      child.kill('SIGINT');
      const [code] = await ended;
      took.push(performance.now() - began);
      if (code !== notProven) throw new Error(`it ended with ${code}`);
    }
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true, force: true });
  }
  return [
    { name: 'from Ctrl-C on a check of a hung service to its end, median', value: spreadOf(took).median, unit: 'ms' },
    {
      name: 'from Ctrl-C on a check of a hung service to its end, worst',
      value: Math.max(...took),
      unit: 'ms',
      atMost: 1000,
    },
  ];
}

function planOf(url: string): string {
  const items = [{ id: 'look', title: 'Look', probe: { http: { url } }, expect: ['status == 200'], timeoutMs: 60_000 }];
  const phases = [{ id: 'one', title: 'One', items }];
  return JSON.stringify({ apiVersion: 'readyroom/v1', kind: 'Plan', name: 'hung', title: 'Hung', phases });
}
