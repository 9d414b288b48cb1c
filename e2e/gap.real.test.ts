// An engine that is stopped for a while, as a closed lid or a suspended machine stops it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-gap-'));
let engine: EngineProcess;
const begunAt = Date.now();
beforeAll(async () => void (engine = await startEngineProcess(dataDir)));
afterAll(async () => {
  await engine.end();
  rmSync(dataDir, { recursive: true });
});

describe('an engine that did not run for a while', () => {
  test('records exactly one gap, as long as it was away', async () => {
    await engine.client.system.info();
    engine.child.kill('SIGSTOP');
    const stoppedAt = Date.now();
    // Stopping a process for eight seconds takes eight seconds.
    await wait(8000);
    const goesOnAt = Date.now();
    engine.child.kill('SIGCONT');
    const gaps = await vi.waitFor(
      async () => {
        const found = await engine.client.system.journal({ type: 'engine.gap' });
        expect(found.length).toBeGreaterThan(0);
        return found;
      },
      { interval: 100 },
    );
    const seenAt = Date.now();
    await wait(2500);
    expect(await engine.client.system.journal({ type: 'engine.gap' })).toHaveLength(1);
    const [{ from, to, kind }] = gaps.map((gap) => gap.data) as [{ from: number; to: number; kind: string }];
    expect(kind).toBe('not_running');
    // From when it was last seen to run until it ran again.
    expect(from).toBeGreaterThanOrEqual(begunAt);
    expect(from).toBeLessThanOrEqual(stoppedAt);
    expect(to).toBeGreaterThanOrEqual(goesOnAt);
    expect(to).toBeLessThanOrEqual(seenAt);
  });
});
