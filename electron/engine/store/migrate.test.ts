import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, migrations, newestVersion } from './migrate.ts';
import { testFolder } from './store.fixture.ts';
import { verifyChain } from './verify-chain.ts';

function at(version: number, file = ':memory:'): Database.Database {
  const db = new Database(file);
  if (version > 0) migrate(db, { upTo: version });
  return db;
}
const tables = (db: Database.Database) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all();

describe('migrations', () => {
  test('are numbered 1, 2, 3 … without a hole', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('leave every table strict', () => {
    const names = at(newestVersion).prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    );
    expect(names.pluck().all()).toEqual([]);
  });

  test('1 to 2 keeps the journal and adds plans and runs', () => {
    const db = at(1);
    db.exec(
      `INSERT INTO term VALUES (1, 't'); INSERT INTO journal VALUES (1, randomblob(16), 1, 1, NULL, 5, 6, 1, NULL, '{"a":1}')`,
    );
    migrate(db, { upTo: 2 });
    expect(db.prepare('SELECT data FROM journal').pluck().all()).toEqual(['{"a":1}']);
    expect(tables(db)).toEqual(['consent', 'item_result', 'journal', 'plan', 'plan_item', 'plan_text', 'run', 'term']);
  });

  test('2 to 3 keeps plans and adds ticks and notes', () => {
    const db = at(2);
    const hash = 'a'.repeat(64);
    db.exec(
      `INSERT INTO plan_text VALUES ('${hash}', 'text'); INSERT INTO plan VALUES (1, 'id', 'n', 't', 'file', '/p', '${hash}', 5, NULL)`,
    );
    migrate(db, { upTo: 3 });
    expect(db.prepare('SELECT id, path FROM plan').all()).toEqual([{ id: 'id', path: '/p' }]);
    expect(tables(db)).toContain('tick');
    expect(tables(db)).toContain('note');
  });

  test('8 to 9 hashes what was recorded before, in its order, and a changed event shows from then on', () => {
    const db = at(8);
    db.exec(`INSERT INTO term VALUES (1, 't'), (2, 'boot');
      INSERT INTO journal VALUES (1, randomblob(16), 1, 1, NULL, 5, 6, 2, NULL, '{"a":1}'), (2, randomblob(16), 1, 1, 2, 7, 8, 2, 'c', '{}')`);
    migrate(db, { upTo: 9 });
    expect(verifyChain(db)).toMatchObject({ checked: 2, faults: [], head: { sequence: 2 } });
    expect(() => db.exec('UPDATE journal SET time = 1')).toThrow('append-only');
    db.exec("DROP TRIGGER journal_keeps_values; UPDATE journal SET data = '{}' WHERE sequence = 1");
    expect(verifyChain(db).faults).toMatchObject([{ kind: 'altered', first: 1 }]);
  });

  test('20 to 21 keeps every result with its run, its item and its event', () => {
    const db = at(20);
    const hash = 'a'.repeat(64);
    const event = (sequence: number): string => `INSERT INTO journal VALUES (${sequence}, randomblob(16), 1, 1, NULL, 5, 6, 1, NULL, '{}', randomblob(32))`; // prettier-ignore
    const run = (no: number): string => `INSERT INTO run VALUES (${no}, 'run-${no}', 1, '${hash}', 't', '{}', '{}', 'finished', 'pass', '{}', 5, 6, 'cli', 'j')`; // prettier-ignore
    db.exec(`INSERT INTO term VALUES (1, 't'); INSERT INTO plan_text VALUES ('${hash}', 'text');
      INSERT INTO plan VALUES (1, 'id', 'n', 't', 'file', '/p', '${hash}', 5, NULL);
      INSERT INTO plan_item VALUES (1, 1, 'a', 'first'), (2, 1, 'a', 'second');
      ${[run(1), run(40), event(1), event(2), event(3)].join(';')};
      INSERT INTO item_result (run_no, item_no, event) VALUES (40, 1, 3), (1, 2, 1), (1, 1, 2)`);
    migrate(db, { upTo: 21 });
    expect(db.prepare('SELECT event, run_no, item_no FROM item_result').raw().all()).toEqual([[1, 1, 2], [2, 1, 1], [3, 40, 1]]); // prettier-ignore
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(() => db.exec('INSERT INTO item_result VALUES (3, 1, 2)')).toThrow('UNIQUE');
  });

  test('from every version to the newest make the same schema as from nothing', () => {
    const schema = (db: Database.Database) =>
      db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();
    const fresh = schema(at(newestVersion));
    for (let version = 1; version < newestVersion; version++) {
      const db = at(version);
      migrate(db);
      expect(schema(db)).toEqual(fresh);
    }
  });

  test('copy the database before the first step, with its version in the name', () => {
    const dir = testFolder();
    const db = at(1, join(dir, 'a.db'));
    db.exec("INSERT INTO term VALUES (1, 'kept')");
    migrate(db, { backupTo: (version) => join(dir, `a.v${version}.bak`) });
    const copy = new Database(join(dir, 'a.v1.bak'), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.prepare('SELECT text FROM term').pluck().all()).toEqual(['kept']);
    copy.close();
    db.close();
  });

  test('make no copy of a new database, nor of one that is up to date', () => {
    const dir = testFolder();
    const db = new Database(join(dir, 'a.db'));
    const backupTo = (version: number): string => join(dir, `a.v${version}.bak`);
    migrate(db, { backupTo });
    migrate(db, { backupTo });
    expect(existsSync(backupTo(0)) || existsSync(backupTo(newestVersion))).toBe(false);
    db.close();
  });
});
