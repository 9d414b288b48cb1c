// A real store in a folder of its own, for tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from './database.ts';

export function testFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Closed when the test is over, unless the test closed it. */
export function testStore(dataDir = testFolder()): Store {
  const store = openStore({ dataDir, bootId: 'test-boot', now: () => 1000 });
  onTestFinished(() => {
    if (store.write.open) store.close();
  });
  return store;
}
