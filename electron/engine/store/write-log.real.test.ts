// The write-ahead log while others read: it stays within its bound, and readers of other processes are no error to the writer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { openForReading } from './database.ts';
import { testFolder, testStore } from './store.fixture.ts';
import { verifyChain } from './verify-chain.ts';

/** Twice the pages at which SQLite brings the log in, and half of what is written here. */
const mostLogBytes = 64 * 1024 * 1024;

test(
  'beside readers that come and go the log stays bounded, and every event is written',
  { timeout: 120_000 },
  async () => {
    const store = testStore(testFolder());
    const { write, file } = store;
    const reading = `import Database from 'better-sqlite3';
    process.stdout.write('!');
    for (;;) {
      const db = new Database(process.argv[1], { readonly: true });
      db.prepare('SELECT count(*), max(length(data)) FROM (SELECT data FROM journal ORDER BY sequence DESC LIMIT 2000)').get();
      db.close();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }`;
    const readers = [1, 2].map(() => spawn(process.execPath, ['--input-type=module', '-e', reading, file], { stdio: ['ignore', 'pipe', 'inherit'], cwd: process.cwd() })); // prettier-ignore
    onTestFinished(() => readers.forEach((reader) => reader.kill('SIGKILL')));
    await Promise.all(readers.map(({ stdout }) => once(stdout, 'data')));
    const journal = createJournal({ read: store.read, bootId: 'b', now: () => 1 });
    const text = 'x'.repeat(4_000);
    const batches = 64;
    let most = 0;
    for (let batch = 0; batch < batches; batch++) {
      write.transaction(() => {
      for (let at = 0; at < 500; at++) journal.append(write, { type: 'note.saved', source: 'engine', data: { at, text } });
    }).immediate(); // prettier-ignore
      most = Math.max(most, statSync(`${file}-wal`).size);
      const beside = openForReading(file);
      beside.prepare('SELECT data FROM journal WHERE sequence = ?').get(batch * 500 + 1);
      beside.close();
    }
    // More was written than may lie in the log, so that it was brought in while they read.
    expect(statSync(file).size).toBeGreaterThan(90 * 1024 * 1024);
    expect(most).toBeLessThan(mostLogBytes);
    expect(readers.every(({ exitCode }) => exitCode === null)).toBe(true);
    expect(verifyChain(write)).toMatchObject({ checked: batches * 500, faults: [] });
  },
);
