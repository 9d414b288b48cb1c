import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordPlace } from './read-only.ts';
import { testFolder, testStore } from './store.fixture.ts';

test('a record that can be written is used where it is', () => {
  const dir = testFolder();
  testStore(dir).close();
  expect(recordPlace(dir)).toMatchObject({ dataDir: dir, isCopy: false });
});

test('a folder without a record is left to whoever opens it', () => {
  const dir = join(testFolder(), 'not there');
  expect(recordPlace(dir)).toMatchObject({ dataDir: dir, isCopy: false });
  expect(existsSync(dir)).toBe(false);
});

// Root may write whatever the rights say; there the test with a read-only disk decides.
test.skipIf(process.getuid?.() === 0)(
  'a record without the right to write is copied, and the copy goes with the process',
  () => {
    const dir = testFolder();
    testStore(dir).close();
    chmodSync(join(dir, 'readyroom.db'), 0o444);
    const place = recordPlace(dir);
    expect(place.isCopy).toBe(true);
    expect(readFileSync(join(place.dataDir, 'readyroom.db')).equals(readFileSync(join(dir, 'readyroom.db')))).toBe(
      true,
    );
    place.leave();
    expect(existsSync(place.dataDir)).toBe(false);
  },
);
