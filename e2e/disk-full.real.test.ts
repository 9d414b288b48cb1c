// A disk that fills up and is freed again, for real: a small tmpfs. Needs the right to mount one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextEntries } from './support/feeds.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';

const disk = mkdtempSync(join(tmpdir(), 'readyroom-disk-'));
const body = 'x'.repeat(6000);
const server = createServer((_, response) => response.end(body));
let engine: EngineProcess | undefined;

// Elsewhere SQLite itself is made to answer that the disk is full: electron/engine/store/writer.test.ts.
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

beforeAll(async () => {
  if (!mayMount) return;
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  engine = await startEngineProcess(join(disk, 'data'));
});
afterAll(async () => {
  if (!mayMount) return;
  await engine?.end();
  server.closeAllConnections();
  server.close();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

describe.skipIf(!mayMount)('a disk that is full', () => {
  test('stops the record, not the checks; both are shown as what they are; and all of it is written when there is room', async () => {
    const { client } = engine as EngineProcess;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const items = Array.from(
      { length: 40 },
      (_, n) =>
        `      - { id: i${n}, title: Item ${n}, probe: { http: { url: "${url}" } }, expect: ['status == 200'] }`,
    );
    const file = join(disk, 'plan.yaml');
    writeFileSync(file, ['apiVersion: readyroom/v1', 'kind: Plan', 'name: full', 'title: Full', 'phases:', '  - id: all', '    title: All', '    items:', ...items, ''].join('\n')); // prettier-ignore
    const opened = await client.plans.open({ path: file });
    if (!opened.ok) throw new Error(opened.problems[0]?.message);
    const { planId } = opened;
    const { summary } = await client.plans.get({ planId });
    const record = await client.system.record();
    const checklist = await client.checklist.feed({ planId });
    const start = () => client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });

    const ballast = join(disk, 'ballast');
    expect(() => writeFileSync(ballast, Buffer.alloc(8 * 2 ** 20))).toThrow('ENOSPC');
    const { runId } = await start();
    const stopped = await nextEntries(record, (entries) => entries.get('record')?.recording === false);
    expect(stopped.get('record')).toMatchObject({ reason: 'the disk is full', lost: 0 });
    const unrecorded = await nextEntries(checklist, (entries) =>
      [...entries.values()].every((state) => state.last?.runId === runId),
    );
    expect([...unrecorded.values()].every((state) => state.last?.outcome === 'pass')).toBe(true);
    expect([...unrecorded.values()].some((state) => state.last?.recorded === false)).toBe(true);

    rmSync(ballast);
    await nextEntries(record, (entries) => entries.get('record')?.recording === true);
    await nextEntries(checklist, (entries) => [...entries.values()].every((state) => state.last?.recorded === true));
    const { run, results } = await client.runs.get({ runId });
    expect(results).toHaveLength(40);
    expect(run).toMatchObject({ state: 'finished', verdict: 'pass' });
  });
});
