// Kills a process in the middle of migrating a record of some size. READYROOM_KILLS sets how often; CI carries twenty.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrate, newestVersion } from './migrate.ts';
import { testFolder } from './store.fixture.ts';

const kills = Number(process.env['READYROOM_KILLS'] ?? 20);
const rows = 20_000;

function oldRecord(dir: string): string {
  const file = join(dir, 'old.db');
  const db = new Database(file);
  migrate(db, { upTo: 1 });
  db.exec("INSERT INTO term VALUES (1, 't')");
  const insert = db.prepare('INSERT INTO journal VALUES (NULL, randomblob(16), 1, 1, NULL, 5, 6, 1, NULL, ?)');
  db.transaction(() => {
    for (let row = 0; row < rows; row++) insert.run(JSON.stringify({ row, pad: 'x'.repeat(100) }));
  })();
  db.close();
  return file;
}

describe('a migration that is killed', () => {
  test(
    `leaves a whole version behind, with every row, and is finished by the next start, ${kills} times`,
    { timeout: 30_000 + kills * 2000 },
    async () => {
      const dir = testFolder();
      const old = oldRecord(dir);
      const module = new URL('migrate.ts', import.meta.url).href;
      const script = `import Database from 'better-sqlite3'; import { migrate } from '${module}'; const db = new Database(process.argv[1]); process.stdout.write('!'); migrate(db, { backupTo: (v) => process.argv[1] + '.v' + v + '.bak' });`;
      const versions = new Set<number>();
      for (let kill = 0; kill < kills; kill++) {
        const file = join(dir, 'copy.db');
        for (const suffix of ['', '-journal', '-wal', '.v1.bak']) rmSync(file + suffix, { force: true });
        copyFileSync(old, file);
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
          stdio: ['ignore', 'pipe', 'inherit'],
          cwd: process.cwd(),
        });
        const exited = once(child, 'exit');
        await once(child.stdout, 'data');
        // From before the backup to after the last step, in even strides.
        await wait((kill / kills) * 60);
        child.kill('SIGKILL');
        await exited;
        const db = new Database(file);
        versions.add(Number(db.pragma('user_version', { simple: true })));
        expect(db.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(rows);
        migrate(db);
        expect(db.pragma('user_version', { simple: true })).toBe(newestVersion);
        expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
        db.close();
      }
      expect([...versions].every((version) => version >= 1 && version <= newestVersion)).toBe(true);
      expect(versions.has(1)).toBe(true);
    },
  );
});
