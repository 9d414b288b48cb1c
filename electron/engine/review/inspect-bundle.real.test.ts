import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type Database from 'better-sqlite3';
import { makeBundle } from '../bundles/bundle.fixture.ts';
import { footerBytes } from '../bundles/layout.ts';
import { proveBundle } from '../store/bundle-proof.ts';
import { testFolder } from '../store/store.fixture.ts';
import { forge, type Forgery } from './forged-bundle.fixture.ts';
import { hashBundle } from './hash-bundle.ts';
import { inspectBundle } from './inspect-bundle.ts';
import { readSafeJson } from './safe-json.ts';

const hashed = async (file: string) => hashBundle(file);
const open = (file: string) => inspectBundle(file, hashed(file));

async function verdict(file: string): Promise<string> {
  try {
    (await open(file)).read.close();
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

const run =
  (...sql: string[]) =>
  (db: Database.Database): void => {
    for (const each of sql) db.exec(each);
  };
const rewrite = (from: string, to: string) => (db: Database.Database) => {
  db.unsafeMode();
  db.pragma('writable_schema = 1');
  db.prepare('UPDATE sqlite_schema SET sql = replace(sql, ?, ?)').run(from, to);
};
const header = (at: number, value: number, size: 1 | 2 | 4) => (database: Buffer) => {
  database.writeUIntBE(value, at, size);
  return database;
};

const hostile: [string, Forgery, string][] = [
  ['an endless view', { change: run('CREATE VIEW journal_all AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n') }, 'database: there may be no view journal_all'], // prettier-ignore
  ['a view in the place of a table', { change: run('DROP TABLE note', 'CREATE VIEW note AS SELECT * FROM plan') }, 'database: there is no table note'],
  ['a trigger that is not ours', { change: run('CREATE TRIGGER t AFTER INSERT ON plan BEGIN SELECT 1; END') }, 'database: there may be no trigger t'],
  ['a trigger of ours that is missing', { change: run('DROP TRIGGER journal_keeps_values') }, 'database: there is no trigger journal_keeps_values'],
  ['a virtual table', { change: run('CREATE VIRTUAL TABLE words USING fts5(text)') }, 'database: there may be no table words'],
  ['a table with a column that is computed', { change: run('DROP TABLE plan_text', "CREATE TABLE plan_text (hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64), text TEXT NOT NULL, more TEXT AS (hex(zeroblob(1e9)))) STRICT") }, 'database: table plan_text is not as it has to be'], // prettier-ignore
  ['a default that is an expression', { change: rewrite('title TEXT NOT NULL', "title TEXT DEFAULT (load_extension('x'))") }, 'database: table plan is not as it has to be'],
  ['an index over an expression', { change: run('CREATE INDEX more ON plan (hex(title))') }, 'database: there may be no index more'],
  ['a statistics table', { change: run('ANALYZE') }, 'database: there may be no table sqlite_stat1'],
  ['rows where none may be', { change: run("INSERT INTO consent VALUES ('p', 'exec', 's', 'me', 1)") }, 'table consent: it has to be empty in a bundle'],
  ['other counts than it says', { manifest: (one) => ({ ...one, tables: one.tables.map((table) => ({ ...table, rows: table.rows + 1 })) }) }, /^table \w+: the manifest says \d+ rows, there are \d+$/.source], // prettier-ignore
  ['a table that is not there', { manifest: (one) => ({ ...one, tables: [...one.tables, { name: 'x', rows: 0, bytes: 0, sha256: one.database.sha256 }] }) }, 'table x: there is none'], // prettier-ignore
  ['another application', { bytes: header(68, 0x52524442, 4) }, 'database: it belongs to another application'],
  ['WAL mode', { bytes: header(18, 0x0202, 2) }, 'database: it is in WAL mode'],
  ['pages of another size', { bytes: header(16, 1024, 2) }, 'database: its pages have to be of 4096 or 32768 or 16384 bytes'],
  ['more pages than there are', { bytes: header(28, 0x7fffffff, 4) }, 'database: its head counts other pages'],
  ['a count of pages that does not count', { bytes: header(92, 0, 4) }, 'database: its head was not finished'],
  ['pages that shrink by themselves', { bytes: header(52, 3, 4) }, 'database: it shrinks by itself'],
  ['no database at all', { bytes: (database) => database.fill(0x41) }, 'database: it is no SQLite database'],
  ['a broken tree', { bytes: (database) => database.fill(0xff, 8192, 9000) }, 'database: '],
  ['a newer record', { change: run('PRAGMA user_version = 999'), manifest: (one) => ({ ...one, recordVersion: 999 }) }, 'made by a newer Ready Room (version 999'], // prettier-ignore
  ['an older version than there are bundles of', { change: run('PRAGMA user_version = 3'), manifest: (one) => ({ ...one, recordVersion: 3 }) }, 'there are bundles from version'],
  ['two versions', { change: run('PRAGMA user_version = 3') }, 'database: its tables are of another version'],
  ['a manifest that is no JSON', { manifestText: '{"format":' }, 'manifest: it is no JSON'],
  ['a manifest of another format', { manifestText: '{"format":"zip"}' }, 'manifest: format'],
  ['a manifest nested too deep', { manifestText: `${'['.repeat(70)}${']'.repeat(70)}` }, 'manifest: nested deeper than 64'],
  ['a number that is none', { manifest: (one) => ({ ...one, madeAt: 'x' }) }, 'manifest: madeAt'],
  ['a signature that is no JSON', { signature: 'x' }, 'signature: it is no JSON'],
]; // prettier-ignore

test('a bundle that somebody made consistent, but not as ours are, is refused with the name of the entry', async () => {
  const sound = makeBundle();
  expect(await verdict(forge(sound, {}))).toBe('taken');
  const verdicts: [string, string][] = [];
  for (const [name, forgery] of hostile) verdicts.push([name, await verdict(forge(sound, forgery))]);
  for (const [at, [name, , says]] of hostile.entries()) {
    expect(verdicts[at]?.[1], name).toMatch(new RegExp(says.includes('^') ? says : says.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))); // prettier-ignore
  }
});

test('whatever single byte is flipped, the bundle is refused: each of its end and head, and a sample between', async () => {
  const { file, manifest, fileBytes } = makeBundle();
  const bytes = readFileSync(file);
  const flipped = join(testFolder(), 'flipped.rrb');
  const places = [...Array.from({ length: 50 }, (_, at) => at * 2), ...Array.from({ length: 30 }, (_, at) => 100 + Math.floor((at * manifest.database.bytes) / 31)), ...Array.from({ length: 20 }, (_, at) => manifest.database.bytes + at * 197), ...Array.from({ length: footerBytes }, (_, at) => fileBytes - footerBytes + at)]; // prettier-ignore
  const taken: number[] = [];
  for (const at of places) {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(flipped, bytes);
    const said = await verdict(flipped);
    if (!/^(footer|manifest|signature|database|The bundle says|The bundle was)/.test(said)) taken.push(at);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  }
  expect(taken).toEqual([]);
});

test('a bundle that was cut off is refused, and one beside which lies a log of SQLite', async () => {
  const { file, fileBytes } = makeBundle();
  const cut = join(testFolder(), 'cut.rrb');
  for (const bytes of [0, 100, 4096, fileBytes - footerBytes, fileBytes - 1]) {
    copyFileSync(file, cut);
    truncateSync(cut, bytes);
    expect(await verdict(cut)).toContain('footer: ');
  }
  copyFileSync(file, cut);
  writeFileSync(`${cut}-wal`, Buffer.alloc(4096));
  expect(await verdict(cut)).toContain('lies beside the bundle');
});

test('an event that was altered together with every hash around it but its own is found, and a row that the manifest does not know', async () => {
  const sound = makeBundle();
  const file = forge(sound, { change: run('DROP TRIGGER journal_keeps_values', `UPDATE journal SET data = '{"count":99}' WHERE sequence = 100`, `CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal\nBEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`) }); // prettier-ignore
  expect(await proof(file)).toMatchObject({ state: 'altered', altered: 1, words: expect.stringContaining('the first is number 100') as string }); // prettier-ignore
  const other = forge(sound, { change: run("INSERT INTO note VALUES (1, 'p', 'i', 1, 'planted', 1)"), manifest: (one) => ({ ...one, tables: one.tables.map((table) => (table.name === 'note' ? { ...table, sha256: one.database.sha256 } : table)) }) }); // prettier-ignore
  expect(await proof(other)).toMatchObject({ state: 'altered', words: expect.stringContaining('The table note is not what the manifest says') as string }); // prettier-ignore
});

async function proof(file: string) {
  const { read, manifest } = await open(file);
  const proving = proveBundle(read, manifest);
  let step = proving.next();
  while (step.done !== true) step = proving.next();
  read.close();
  return step.value;
}

test('JSON from elsewhere reaches no prototype and is bounded', () => {
  const read = readSafeJson('manifest', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}},"kept":{"__proto__":2,"a":"]]["}}'); // prettier-ignore
  expect(read).toEqual({ kept: { a: ']][' } });
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  expect(() => readSafeJson('manifest', `"${'x'.repeat(1_048_577)}"`)).toThrow('a string is longer');
  expect(() => readSafeJson('manifest', '{"a":1e999}')).toThrow('a number is not finite');
});
