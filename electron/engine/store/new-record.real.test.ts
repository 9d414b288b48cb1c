// What is left of a record that was just being made when its process or the power went.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openStore, type Store } from './database.ts';
import { applicationId, migrate, newestVersion } from './migrate.ts';
import { testFolder } from './store.fixture.ts';

const open = (dataDir: string): Store => openStore({ dataDir, bootId: 'boot', now: () => 0 });
const asked = (store: Store, name: string): unknown => store.write.pragma(name, { simple: true });

/** What the next start makes of it. */
function openedAgain(dir: string): Record<string, unknown> {
  const store = open(dir);
  const names = ['user_version', 'application_id', 'auto_vacuum', 'integrity_check'];
  const found = { salvaged: store.salvaged, ...Object.fromEntries(names.map((name) => [name, asked(store, name)])) };
  store.close();
  return found;
}
const whole = { salvaged: null, user_version: newestVersion, application_id: applicationId, auto_vacuum: 2, integrity_check: 'ok' }; // prettier-ignore

test('a new record gives pages back one by one, waits for the disk from its first word on, and was never rewritten', () => {
  const dir = testFolder();
  const store = open(dir);
  expect(asked(store, 'auto_vacuum')).toBe(2);
  expect(asked(store, 'synchronous')).toBe(2);
  // Rewriting leaves the pages of before in the log, more than the file has.
  const pages = Number(asked(store, 'page_count'));
  const frames = (readFileSync(join(dir, 'readyroom.db-wal')).length - 32) / (Number(asked(store, 'page_size')) + 24);
  expect(frames).toBeLessThan(pages + 10);
  store.close();
});

test('a power cut at any place of the log leaves what opens as a whole record', () => {
  const from = testFolder();
  const store = open(from);
  const log = readFileSync(join(from, 'readyroom.db-wal'));
  const dir = testFolder();
  const cuts = Array.from({ length: 11 }, (_, at) => Math.round((at / 10) * log.length));
  // Around its head and the first frames, where its first commits are.
  for (const cut of [...cuts, 1, 31, 32, 33, 4152, 4153, 8272]) {
    const folder = join(dir, String(cut));
    open(folder).close();
    copyFileSync(join(from, 'readyroom.db'), join(folder, 'readyroom.db'));
    writeFileSync(join(folder, 'readyroom.db-wal'), log.subarray(0, cut));
    // What an unclean end leaves, so that the record is looked through before it is used.
    writeFileSync(join(folder, 'readyroom.open.json'), '{}');
    expect(openedAgain(folder), `cut at ${cut}`).toEqual(whole);
  }
  store.close();
});

/** Opens a record in a process of its own, in which `watch` is told of every statement before it runs. */
async function openWatched(dir: string, watch: string): Promise<{ signal: string | null; told: string }> {
  const script = `
    import Database from '${import.meta.resolve('better-sqlite3')}';
    import { openStore } from '${new URL('database.ts', import.meta.url).href}';
    const { pragma } = Database.prototype;
    const watch = ${watch};
    for (const name of ['pragma', 'exec', 'transaction']) {
      const real = Database.prototype[name];
      Database.prototype[name] = function (...given) {
        watch(this, name);
        return real.apply(this, given);
      };
    }
    openStore({ dataDir: ${JSON.stringify(dir)}, bootId: 'b', now: Date.now }).close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (data) => (told += String(data)));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { signal, told };
}

test('a process killed at any step of making it leaves what opens as a whole record', async () => {
  let killed = 0;
  for (let before = 0; ; before += 6) {
    const dir = testFolder();
    const { signal } = await openWatched(dir, `(left => () => left-- === 0 && process.kill(process.pid, 'SIGKILL'))(${before})`); // prettier-ignore
    expect(openedAgain(dir), `killed before statement ${before}`).toEqual(whole);
    if (signal === null) break;
    killed++;
  }
  expect(killed).toBeGreaterThan(5);
});

test('only a new record is made without waiting for the disk; one of before is brought on as ever', async () => {
  const watch = `(db, name) => name === 'exec' && console.log(pragma.call(db, 'synchronous', { simple: true }))`;
  const waits = async (dir: string): Promise<Set<string>> => {
    const { told } = await openWatched(dir, watch);
    // The first is the lock's own file.
    return new Set(told.trim().split('\n').slice(1));
  };
  expect(await waits(testFolder())).toEqual(new Set(['1']));
  const old = testFolder();
  const db = new Database(join(old, 'readyroom.db'));
  db.pragma(`application_id = ${applicationId}`);
  migrate(db, { upTo: newestVersion - 2 });
  db.close();
  expect(await waits(old)).toEqual(new Set(['2']));
});
