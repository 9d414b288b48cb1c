// A record on a disk that can only be read, for real: a small tmpfs that is mounted anew. Needs the right to mount one.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nextEntries } from './support/feeds.ts';
import { startEngineProcess } from './support/engine-process.ts';

// Elsewhere the same is decided by the file's rights: electron/engine/store/read-only.test.ts.
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

const plan = `apiVersion: readyroom/v1
kind: Plan
name: kept
title: Kept
phases:
  - id: one
    title: One
    items:
      - { id: look, title: Look, manual: { instructions: Look at it } }
`;

test.runIf(mayMount)(
  'a record on a read-only disk opens: what was recorded is there, nothing new is, and the band says why',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'readyroom-read-only-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', disk]);
    onTestFinished(() => {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
    });
    const dataDir = join(disk, 'data');
    const first = await startEngineProcess(dataDir);
    onTestFinished(() => first.end());
    const file = join(disk, 'plan.yaml');
    writeFileSync(file, plan);
    expect(await first.client.plans.open({ path: file })).toMatchObject({ ok: true });
    await first.end();
    const bytes = (): string => createHash('sha256').update(readFileSync(join(dataDir, 'readyroom.db'))).digest('hex'); // prettier-ignore
    const before = bytes();
    execFileSync('mount', ['-o', 'remount,ro', disk]);

    const engine = await startEngineProcess(dataDir);
    onTestFinished(() => engine.end());
    const plans = await nextEntries(await engine.client.plans.feed(), (entries) => entries.size === 1);
    expect([...plans.values()]).toMatchObject([{ title: 'Kept' }]);
    const record = await nextEntries(await engine.client.system.record(), (entries) => entries.get('record')?.recording === false); // prettier-ignore
    expect(record.get('record')?.reason).toBe('the file or its disk is read-only');
    const events = await engine.client.system.journal({ type: 'plan.loaded' });
    expect(events).toHaveLength(1);
    expect(bytes()).toBe(before);
  },
);
