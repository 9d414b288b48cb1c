// Ctrl-C in the middle of a long command: it ends in order, says so, and leaves nothing half written.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import { testFolder } from '#engine/store/store.fixture.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { backup } from './backup.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { incident } from './incident.ts';
import type { Terminal } from './terminal.ts';
import { verify } from './verify.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');

function line(...argv: string[]): CommandLine {
  const asked = readCommandLine(argv);
  if (asked.kind !== 'command') throw new Error(`it asked for ${asked.kind}`);
  return asked.line;
}

/** A terminal on which Ctrl-C is typed when a test says so, or as soon as anybody listens. */
function terminalOf({ atOnce = false, env = {} }: { atOnce?: boolean; env?: Terminal['env'] } = {}) {
  const listeners: (() => void)[] = [];
  const nowhere = { write: () => true } as unknown as Terminal['stdout'];
  const terminal: Terminal = {
    stdout: nowhere,
    stderr: nowhere,
    env,
    ask: null,
    onInterrupt: (listener) => (atOnce ? listener() : void listeners.push(listener)),
  };
  return { terminal, interrupt: () => listeners.forEach((listener) => listener()) };
}

async function recordWithIncident(): Promise<string> {
  const dataDir = testFolder();
  const engine = await createEngine({ dataDir, resourcesDir, env: { HOME: '/nonexistent' } });
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  await engine.client.incidents.declare({ from, draft: plainDraft, by: 'On-call' });
  await engine.close();
  return dataDir;
}

test('verify, backup and export say that they were cancelled, and leave no file', async () => {
  const dataDir = await recordWithIncident();
  const out = testFolder();
  const { terminal } = terminalOf({ atOnce: true });
  const cancelled = (words: string) => ({ code: 'cancelled', message: words });
  await expect(verify(line('verify', '--data', dataDir), terminal)).rejects.toMatchObject(cancelled('cancelled; not every event was checked')); // prettier-ignore
  await expect(backup(line('backup', join(out, 'copy.db'), '--data', dataDir), terminal)).rejects.toMatchObject(cancelled('cancelled; no copy was made')); // prettier-ignore
  await expect(incident(line('incident', 'export', 'INC-1', '--out', join(out, 'a.rrb'), '--data', dataDir), terminal)).rejects.toMatchObject(cancelled('cancelled; nothing was written')); // prettier-ignore
  expect(readdirSync(out)).toEqual([]);
});

test('a PDF that is being printed is not left half printed', async () => {
  const dataDir = await recordWithIncident();
  const [out, bin] = [testFolder(), testFolder()];
  const chromium = join(bin, 'chromium');
  writeFileSync(chromium, `#!/bin/sh\nfor one in "$@"; do case "$one" in --print-to-pdf=*) printf half > "\${one#--print-to-pdf=}";; esac; done\ntouch ${bin}/began\nexec sleep 600\n`); // prettier-ignore
  chmodSync(chromium, 0o755);
  const { terminal, interrupt } = terminalOf({ env: { READYROOM_CHROMIUM: chromium } });
  const printing = incident(line('incident', 'postmortem', 'INC-1', '--out', join(out, 'a.pdf'), '--data', dataDir), terminal); // prettier-ignore
  const ended = printing.catch((error: unknown) => error);
  await vi.waitFor(() => expect(existsSync(join(bin, 'began'))).toBe(true), { timeout: 30_000 });
  expect(readdirSync(out)).toEqual([]);
  interrupt();
  expect(await ended).toMatchObject({ code: 'cancelled', message: 'cancelled; no PDF was written' });
  expect(readdirSync(out)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a check that %s ends has written its reports, and has proven nothing',
  async (signal) => {
    const dir = testFolder();
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const items = [{ id: 'look', title: 'Look', probe: { http: { url } }, expect: ['status == 200'] }];
    const plan = { apiVersion: 'readyroom/v1', kind: 'Plan', name: 'p', title: 'P', phases: [{ id: 'one', title: 'One', items }] }; // prettier-ignore
    writeFileSync(join(dir, 'plan.yaml'), JSON.stringify(plan));
    const asked = once(server, 'request');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'check', join(dir, 'plan.yaml'), '--junit', join(dir, 'run.xml'), '--no-record'], { stdio: 'ignore' }); // prettier-ignore
    const ended = once(child, 'exit');
    await asked;
    child.kill(signal);
    expect(await ended).toEqual([3, null]);
    expect(readdirSync(dir).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['plan.yaml', 'run.xml']);
  },
);
