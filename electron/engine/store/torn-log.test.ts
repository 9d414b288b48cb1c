// What a power cut can leave: the write-ahead log cut off, or a block of it never written. Every such state is opened.
import { copyFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { openStore } from './database.ts';
import { testFolder, testStore } from './store.fixture.ts';
import { verifyChain } from './verify-chain.ts';

/** At every block with READYROOM_TRIALS, at a spread of them without. */
const everyBlock = process.env['READYROOM_TRIALS'] !== undefined;
const blockBytes = 512;

/** A record whose last commits are in the log only, one event each. */
function withLog(commits: number): { dir: string; logBytes: number } {
  const dir = testFolder();
  testStore(dir).close();
  const store = openStore({ dataDir: dir, bootId: 'b', now: () => 1 });
  const journal = createJournal({ read: store.read, bootId: 'b', now: () => 1 });
  for (let at = 0; at < commits; at++)
    store.write.transaction(() => journal.append(store.write, { type: 'note.saved', source: 'person:Lead', data: { at } }))(); // prettier-ignore
  const kept = join(dir, 'kept');
  mkdirSync(kept);
  for (const part of ['', '-wal']) copyFileSync(`${store.file}${part}`, join(kept, `readyroom.db${part}`));
  store.close();
  return { dir: kept, logBytes: readFileSync(join(kept, 'readyroom.db-wal')).length };
}

test('cut off or torn at any block, the log leaves a whole record of the first commits', { timeout: 600_000 }, () => {
  const commits = 12;
  const { dir, logBytes } = withLog(commits);
  const folder = join(testFolder(), 'torn');
  const step = everyBlock ? blockBytes : blockBytes * Math.max(1, Math.floor(logBytes / blockBytes / 16));
  const seen = new Set<number>();
  for (let at = 0; at <= logBytes; at += step)
    for (const how of ['cut', 'torn'] as const) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      for (const part of ['', '-wal']) copyFileSync(join(dir, `readyroom.db${part}`), join(folder, `readyroom.db${part}`)); // prettier-ignore
      const log = join(folder, 'readyroom.db-wal');
      if (how === 'cut') truncateSync(log, at);
      else {
        const bytes = readFileSync(log);
        bytes.fill(0, at, at + blockBytes);
        writeFileSync(log, bytes);
      }
      writeFileSync(join(folder, 'readyroom.open.json'), '{}');
      const store = openStore({ dataDir: folder, bootId: 'b', now: () => 1 });
      const kept = store.read.prepare('SELECT data FROM journal ORDER BY sequence').pluck().all() as string[];
      expect(kept, `${how} at ${at}`).toEqual(Array.from({ length: kept.length }, (_, n) => JSON.stringify({ at: n })));
      expect(store.salvaged).toBeNull();
      expect(verifyChain(store.write).faults).toEqual([]);
      store.close();
      seen.add(kept.length);
    }
  expect(Math.min(...seen)).toBeLessThan(2);
  expect(Math.max(...seen)).toBe(commits);
});
