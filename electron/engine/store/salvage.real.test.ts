import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { openStore } from './database.ts';
import { testFolder, testStore } from './store.fixture.ts';
import { verifyChain } from './verify-chain.ts';

const trials = Number(process.env['READYROOM_TRIALS'] ?? 12);

/** Repeatable numbers from 0 to 1. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => ((state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32 + 1) % 1;
}

function sound(): { dir: string; file: string; texts: string[] } {
  const dir = testFolder();
  const store = testStore(dir);
  const journal = createJournal({ read: store.read, bootId: 'b', now: () => 7 });
  const texts = Array.from({ length: 600 }, (_, at) => JSON.stringify({ at, pad: 'x'.repeat(at % 300) }));
  store.write.transaction(() => {
    for (const text of texts) journal.append(store.write, { type: 'note.saved', source: `s${text.length % 9}`, data: JSON.parse(text) as { at: number } }); // prettier-ignore
  })();
  store.close();
  return { dir, file: join(dir, 'readyroom.db'), texts };
}

function spoil(file: string, next: () => number): string {
  const size = statSync(file).size;
  const page = 4096 * Math.floor(next() * (size / 4096));
  const bytes = readFileSync(file);
  const kind = ['byte', 'page of zeros', 'cut off', 'pages swapped', 'header gone'][Math.floor(next() * 5)] ?? '';
  if (kind === 'byte') bytes[Math.floor(next() * size)] = Math.floor(next() * 256);
  if (kind === 'page of zeros') bytes.fill(0, page, page + 4096);
  if (kind === 'pages swapped') {
    const other = 4096 * Math.floor(next() * (size / 4096));
    const kept = Buffer.from(bytes.subarray(page, page + 4096));
    bytes.copyWithin(page, other, other + 4096);
    kept.copy(bytes, other);
  }
  if (kind === 'header gone') bytes.fill(0xee, 0, 100);
  writeFileSync(file, bytes);
  if (kind === 'cut off') truncateSync(file, Math.max(4096, page));
  return kind;
}

describe('a record that was damaged', () => {
  test(
    `opens again whatever was done to it, keeps only rows that were there, and the damaged bytes stay, ${trials} times`,
    { timeout: 20_000 + trials * 2_000 },
    () => {
      const { dir, file, texts } = sound();
      const whole = new Set(texts);
      const copy = join(dir, 'sound.db');
      copyFileSync(file, copy);
      for (let trial = 1; trial <= trials; trial++) {
        const folder = join(dir, `t${trial}`);
        testStore(folder).close();
        const spoiled = join(folder, 'readyroom.db');
        for (const part of ['-wal', '-shm']) rmSync(`${spoiled}${part}`, { force: true });
        copyFileSync(copy, spoiled);
        const kind = spoil(spoiled, random(trial));
        const damaged = readFileSync(spoiled);
        writeFileSync(join(folder, 'readyroom.open.json'), '{}');
        const store = openStore({ dataDir: folder, bootId: 'b', now: () => trial });
        const kept = store.read.prepare('SELECT data FROM journal').pluck().all() as string[];
        // A flipped byte within a text is no damage that SQLite could see; the chain does.
        const strange = kept.filter((text) => !whole.has(text)).length;
        expect(strange, `${kind} ${trial}`).toBeLessThanOrEqual(kind === 'byte' ? 1 : 0);
        const isAside = store.salvaged === null || readFileSync(store.salvaged.damagedFile).equals(damaged);
        expect(isAside, `${kind} ${trial}`).toBe(true);
        // Where the list of tables itself is hit nothing can be read, and the reason says so.
        const isMost = kind === 'header gone' ? kept.length === 600 : kept.length > (kind === 'byte' ? 400 : 0) || (store.salvaged?.reason ?? '') !== ''; // prettier-ignore
        expect(isMost, `${kind} ${trial}: ${kept.length}`).toBe(true);
        store.close();
      }
    },
  );

  test('of which the list of tables is gone gives its events back page by page, proven by the chain, and says so', () => {
    const dir = testFolder();
    const first = testStore(dir);
    const journal = createJournal({ read: first.read, bootId: 'boot', now: () => 7 });
    first.write.transaction(() => {
      for (let at = 0; at < 10_000; at++) {
        // Some are longer than a page.
        const data = { at, pad: 'ü'.repeat(at % 500 === 0 ? 9_000 : at % 40) };
        journal.append(first.write, { type: at % 3 === 0 ? 'note.saved' : 'docker.changed', source: `s${at % 9}`, ...(at % 2 === 0 ? {} : { subject: `c${at % 50}` }), data }); // prettier-ignore
      }
      // Rows of other tables have the same form and number as the texts that events refer to.
      for (let no = 1; no <= 80; no++)
        first.write.exec(
          `CREATE TABLE IF NOT EXISTS other (no INTEGER PRIMARY KEY, text TEXT); INSERT INTO other VALUES (${no}, 'not ${no}')`,
        );
    })();
    const root = verifyChain(first.write).head?.hash;
    first.close();
    const file = join(dir, 'readyroom.db');
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 4096);
    writeFileSync(file, bytes);
    writeFileSync(join(dir, 'readyroom.open.json'), '{}');
    const store = testStore(dir);
    expect(store.salvaged).toMatchObject({ events: 10_000, altered: 0, reason: expect.stringMatching(/^the list of its tables is lost: 10000 events were found page by page/) as string }); // prettier-ignore
    expect(verifyChain(store.write)).toMatchObject({
      checked: 10_000,
      faults: [],
      head: { sequence: 10_000, hash: root },
    });
    // It is a record as any other: what follows is chained to it.
    createJournal({ read: store.read, bootId: 'boot', now: () => 8 }).append(store.write, {
      type: 'note.saved',
      source: 's1',
      data: {},
    });
    expect(verifyChain(store.write)).toMatchObject({ checked: 10_001, faults: [] });
  });

  test('nothing of which can be read leaves an empty record, and says why', () => {
    const { dir, file } = sound();
    writeFileSync(file, Buffer.alloc(9_000, 0x41));
    writeFileSync(join(dir, 'readyroom.open.json'), '{}');
    const store = testStore(dir);
    expect(store.salvaged).toMatchObject({
      events: 0,
      reason: expect.stringMatching(/no event could be read|malformed|not a database/) as string,
    });
    expect(existsSync(store.salvaged?.damagedFile ?? '')).toBe(true);
  });
});
