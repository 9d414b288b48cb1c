// The write-ahead log while others read: it stays within its bound, and readers of other processes are no error to the writer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { createCheckpointer } from './checkpointer.ts';
import { openForReading } from './database.ts';
import { testStore } from './store.fixture.ts';
import { verifyChain } from './verify-chain.ts';
import { createWriteLog } from './write-log.ts';
import { createWriter } from './writer.ts';

/** Where the writer is held back, and room for what is written at once. The promise is 128 MB. */
const mostLogBytes = 64 * 1024 * 1024;

/** Reads the newest events again and again, each time with a connection of its own, and rests in between. */
function startReader(file: string, restMs: number) {
  const reading = `import Database from 'better-sqlite3';
    process.stdout.write('!');
    for (;;) {
      const db = new Database(process.argv[1], { readonly: true });
      db.prepare('SELECT count(*), max(length(data)) FROM (SELECT data FROM journal ORDER BY sequence DESC LIMIT 2000)').get();
      db.close();
      if (${restMs} > 0) await new Promise((resolve) => setTimeout(resolve, ${restMs}));
    }`;
  const reader = spawn(process.execPath, ['--input-type=module', '-e', reading, file], { stdio: ['ignore', 'pipe', 'inherit'], cwd: process.cwd() }); // prettier-ignore
  onTestFinished(() => void reader.kill('SIGKILL'));
  return reader;
}

/** A record as the engine writes it, with the thread that brings in its log. */
function setup() {
  const store = testStore();
  const { read, write, file } = store;
  const logBytes = (): number => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const log = { most: 0 };
  const defects: unknown[] = [];
  const writer = createWriter({
    db: write,
    now: () => 1,
    lingerMs: { audit: 0, telemetry: 0 },
    onCommit: () => {
      log.most = Math.max(log.most, logBytes());
      writeLog.committed();
    },
  });
  const later = (callback: () => void, ms: number) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  const writeLog = createWriteLog({ db: write, checkpointer: createCheckpointer(file), pauseWrites: writer.pause, later, onDefect: (error) => void defects.push(error) }); // prettier-ignore
  onTestFinished(writeLog.close);
  const journal = createJournal({ read, bootId: 'b', now: () => 1 });
  const text = 'x'.repeat(4_000);
  /** 500 events, about 2 MB. */
  const append = (): Promise<void> =>
    writer.write('telemetry', (db) => {
      for (let at = 0; at < 500; at++) journal.append(db, { type: 'note.saved', source: 'engine', data: { at, text } });
    });
  return { ...store, log, logBytes, defects, writer, writeLog, append };
}

test(
  'beside readers that come and go, and one that never rests, the log stays bounded, every event is written, and the log is cut when nothing is',
  { timeout: 240_000 },
  async () => {
    const { write, file, log, logBytes, defects, append } = setup();
    const readers = [100, 100, 0].map((restMs) => startReader(file, restMs));
    await Promise.all(readers.map(({ stdout }) => once(stdout, 'data')));
    const batches = 80;
    for (let batch = 0; batch < batches; batch += 2) {
      await Promise.all([append(), append()]);
      const beside = openForReading(file);
      beside.prepare('SELECT data FROM journal WHERE sequence = ?').get(batch * 500 + 1);
      beside.close();
    }
    // More was written than may lie in the log, so that it was brought in while they read.
    expect(statSync(file).size).toBeGreaterThan(90 * 1024 * 1024);
    expect(log.most).toBeLessThan(mostLogBytes);
    await vi.waitFor(() => expect(logBytes()).toBeLessThan(256 * 1024), { timeout: 60_000, interval: 50 });
    expect(readers.every(({ exitCode }) => exitCode === null)).toBe(true);
    expect(defects).toEqual([]);
    expect(verifyChain(write)).toMatchObject({ checked: batches * 500, faults: [] });
  },
);

test(
  'a record that is closed while its log is brought in is whole, and nothing lies beside it',
  { timeout: 60_000 },
  async () => {
    const { file, append, logBytes, writer, writeLog, close } = setup();
    while (logBytes() < 17 * 1024 * 1024) await append();
    const last = append();
    writeLog.close();
    writer.close();
    await last;
    close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    const again = openForReading(file);
    onTestFinished(() => void again.close());
    expect(verifyChain(again)).toMatchObject({ faults: [], faultCount: 0 });
  },
);
