// A real store in a folder of its own, for tests.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from './database.ts';

export function testFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** An empty record of the newest version, made once for all tests of a worker: migrating costs more than most of them. */
let emptyRecord: Buffer | null = null;

function madeEmpty(): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-'));
  const { file, close } = openStore({ dataDir: dir, bootId: 'test-boot', now: () => 1000 });
  close();
  const bytes = readFileSync(file);
  rmSync(dir, { recursive: true });
  return bytes;
}

/** Closed when the test is over, unless the test closed it. */
export function testStore(dataDir = testFolder()): Store {
  const file = join(dataDir, 'readyroom.db');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, (emptyRecord ??= madeEmpty()));
  const store = openStore({ dataDir, bootId: 'test-boot', now: () => 1000 });
  onTestFinished(() => {
    if (store.write.open) store.close();
  });
  return store;
}
