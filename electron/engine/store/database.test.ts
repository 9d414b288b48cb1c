import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { openStore } from './database.ts';
import { newestVersion } from './migrate.ts';
import { testFolder, testStore } from './store.fixture.ts';

const open = (dataDir: string) => openStore({ dataDir, bootId: 'boot', now: () => 0 });
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('opening the record', () => {
  test('a second opening of the same folder is refused and names who has it open', () => {
    const dir = testFolder();
    testStore(dir);
    expect(() => open(dir)).toThrow(`is open in another process (pid ${process.pid}, since`);
  });

  test('another process that has it open holds it until it dies, however it dies', () => {
    const dir = testFolder();
    const module = new URL('database.ts', import.meta.url).href;
    const script = `import { openStore } from '${module}'; openStore({ dataDir: process.argv[1], bootId: 'other', now: Date.now }); process.kill(process.pid, 'SIGKILL');`;
    expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script, dir], { stdio: 'pipe' })).toThrow(
      'SIGKILL',
    );
    const store = testStore(dir);
    expect(store.unclean).toBe(true);
  });

  test('a record closed in order is not called unclean', () => {
    const dir = testFolder();
    testStore(dir).close();
    expect(testStore(dir).unclean).toBe(false);
  });

  test('a record of a newer version is refused and keeps every byte', () => {
    const dir = testFolder();
    testStore(dir).close();
    const file = join(dir, 'readyroom.db');
    const db = new Database(file);
    db.pragma('journal_mode = DELETE');
    db.pragma(`user_version = ${newestVersion + 1}`);
    db.close();
    const before = hashOf(file);
    expect(() => open(dir)).toThrow(`written by a newer Ready Room (version ${newestVersion + 1}`);
    expect(hashOf(file)).toBe(before);
  });

  test("another program's database is refused and keeps every byte", () => {
    const dir = testFolder();
    const file = join(dir, 'readyroom.db');
    const db = new Database(file);
    db.pragma('application_id = 7');
    db.exec('CREATE TABLE theirs (a)');
    db.close();
    const before = hashOf(file);
    expect(() => open(dir)).toThrow('is not a Ready Room record');
    expect(hashOf(file)).toBe(before);
  });

  test('a damaged record is moved aside whole after an unclean end, and what can be read of it is the new one', () => {
    const dir = testFolder();
    const store = testStore(dir);
    const journal = createJournal({ read: store.read, bootId: 'b', now: () => 0 });
    store.write.transaction(() => {
      for (let i = 0; i < 2000; i++)
        journal.append(store.write, { type: 'engine.gap', source: `s${i}`, data: { i, pad: 'x'.repeat(200) } });
    })();
    store.close();
    const file = join(dir, 'readyroom.db');
    const bytes = readFileSync(file);
    const middle = 4096 * Math.floor(bytes.length / 8192);
    bytes.fill(0xff, middle, middle + 32_768);
    writeFileSync(file, bytes);
    writeFileSync(join(dir, 'readyroom.open.json'), '{}');
    const before = hashOf(file);
    const again = testStore(dir);
    expect(again.salvaged?.events).toBeGreaterThan(1_000);
    expect(again.salvaged?.events).toBeLessThan(2_000);
    expect(hashOf(again.salvaged?.damagedFile ?? '')).toBe(before);
    expect(createJournal({ read: again.read, bootId: 'b', now: () => 0 }).page({ before: null, limit: 1 })).toMatchObject([{ data: { i: 1999 } }]); // prettier-ignore
    again.close();
    expect(testStore(dir).salvaged).toBeNull();
  });

  test('a folder that cannot be made is refused with its name', () => {
    const dir = testFolder();
    writeFileSync(join(dir, 'file'), '');
    expect(() => open(join(dir, 'file', 'inside'))).toThrow(
      `The data folder ${join(dir, 'file', 'inside')} cannot be made`,
    );
  });

  test('readers cannot write', () => {
    expect(() => testStore().read.exec("INSERT INTO term (text) VALUES ('x')")).toThrow(/readonly|query_only/);
  });

  test('the journal and its terms refuse every change of what they hold', () => {
    const store = testStore();
    const journal = createJournal({ read: store.read, bootId: 'b', now: () => 5 });
    journal.append(store.write, { type: 'engine.started', source: 'engine', data: { a: 1 } });
    for (const statement of [
      'UPDATE journal SET data = 1',
      'DELETE FROM journal',
      "INSERT OR REPLACE INTO journal SELECT sequence, id, type, source, subject, time, recordedtime, boot, correlationid, '{}', hash FROM journal",
      "UPDATE term SET text = 'x'",
      'DELETE FROM term',
    ]) {
      // OR REPLACE deletes without triggers unless they are made recursive, so the store must have made them so.
      expect(() => store.write.exec(statement), statement).toThrow('append-only');
    }
    expect(journal.page({ before: null, limit: 10 })).toMatchObject([
      { type: 'engine.started', data: { a: 1 }, time: 5 },
    ]);
  });
});
