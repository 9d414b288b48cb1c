import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { leaveHalf } from '../store/half-written.fixture.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { backUp } from './back-up.ts';
import { verifyRecord } from './verify-record.ts';

function setup() {
  const store = testStore();
  const journal = createJournal({ read: store.read, bootId: 'b', now: () => 1 });
  const append = (): number => journal.append(store.write, { type: 'note.saved', source: 'person:Lead', data: {} });
  for (let at = 0; at < 20; at++) append();
  return { ...store, append, file: join(testFolder(), 'copy.db') };
}

test('a copy holds every event, verifies with the same root, and opens as a record', async () => {
  const { read, write, file } = setup();
  const parts: number[] = [];
  const made = await backUp(read, file, { onProgress: (part) => parts.push(part) });
  expect(made).toMatchObject({ file, events: 20, head: { sequence: 20 } });
  expect((await verifyRecord(file)).head?.hash).toBe(made.head?.hash);
  expect(write.prepare('SELECT count(*) FROM journal').pluck().get()).toBe(20);
  expect(parts.length).toBeGreaterThan(0);
});

test('what is appended while it is copied does not spoil it', async () => {
  const { read, append, file } = setup();
  const copying = backUp(read, file);
  append();
  expect((await copying).events).toBeGreaterThanOrEqual(20);
});

test('a copy of a record that was tampered with is refused, and no file is left', async () => {
  const { read, write, file } = setup();
  write.exec("DROP TRIGGER journal_keeps_values; UPDATE journal SET data = '1' WHERE sequence = 7");
  await expect(backUp(read, file)).rejects.toThrow('event 7 is not what was recorded');
  expect(readdirSync(dirname(file))).toEqual([]);
});

test('what others have beside it, or copy to the same name at the same time, is left', async () => {
  const { read, file } = setup();
  writeFileSync(`${file}.part`, 'precious');
  const [one, other] = await Promise.allSettled([backUp(read, file), backUp(read, file)]);
  expect([one.status, other.status].toSorted()).toEqual(['fulfilled', 'rejected']);
  const made = one.status === 'fulfilled' ? one.value : null;
  expect(made?.bytes ?? statSync(file).size).toBe(statSync(file).size);
  expect(readdirSync(dirname(file)).toSorted()).toEqual(['copy.db', 'copy.db.part']);
  expect((await verifyRecord(file)).faults).toEqual([]);
  expect(readFileSync(`${file}.part`, 'utf8')).toBe('precious');
});

test('a file that is there is not overwritten, and one that cannot be made is named', async () => {
  const { read, file } = setup();
  writeFileSync(file, 'precious');
  await expect(backUp(read, file)).rejects.toMatchObject({ code: 'conflict' });
  await expect(backUp(read, join(file, 'inside.db'))).rejects.toMatchObject({ code: 'unavailable' });
});

test('what a copying to the same file left that was killed is removed first, and told', async () => {
  const { read, file } = setup();
  await leaveHalf(file);
  const told: string[] = [];
  await backUp(read, file, { tellLeftover: (words) => told.push(words) });
  expect(readdirSync(dirname(file))).toEqual(['copy.db']);
  expect(told).toEqual([
    expect.stringContaining('was left half written by a process that was killed; it was removed.'),
  ]);
});
