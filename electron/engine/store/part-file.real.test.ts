// What was not written to its end goes with the process, however that ends; where it was killed, at the next occasion.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { beginner, leaveHalf, writing } from './half-written.fixture.ts';
import { nameWhole, partFile, removeLeftovers } from './part-file.ts';
import { testFolder } from './store.fixture.ts';

test('a process that ends in the middle of it leaves nothing of it, nor what SQLite lays beside', async () => {
  const dir = testFolder();
  const code = await new Promise((resolve) => execFile(process.execPath, beginner(join(dir, 'a.db'), 'process.exit(130);'), (error) => resolve(error?.code))); // prettier-ignore
  expect(code).toBe(130);
  expect(readdirSync(dir)).toEqual([]);
});

test('one that was removed is let go of', () => {
  const dir = testFolder();
  const listeners = process.listenerCount('exit');
  const part = partFile(join(dir, 'a.db'), () => undefined);
  writeFileSync(part.path, 'half');
  part.remove();
  expect(readdirSync(dir)).toEqual([]);
  expect(process.listenerCount('exit')).toBe(listeners);
});

test('what a killed process left is removed when the same file is written again, and said; what others have stays', async () => {
  const dir = testFolder();
  const target = join(dir, 'copy.db');
  await leaveHalf(target);
  const [left] = readdirSync(dir).filter((name) => name.endsWith('.part'));
  await leaveHalf(join(dir, 'other.db'));
  const ofOther = readdirSync(dir).filter((name) => name.startsWith('other.db'));
  expect(ofOther).toHaveLength(3);
  const people = ['copy.db', 'copy.db.part', 'copy.db.1a2b3c4d.part', 'copy.db.readyroom-notes.part', `${left}.zip`, `my-${left}`]; // prettier-ignore
  for (const name of people) writeFileSync(join(dir, name), 'precious');
  const said: string[] = [];
  const part = partFile(target, (words) => said.push(words));
  expect(readdirSync(dir).toSorted()).toEqual([...people, ...ofOther].toSorted());
  expect(said).toEqual([`${join(dir, String(left))} was left half written by a process that was killed; it was removed.`]); // prettier-ignore
  for (const name of people) expect(readFileSync(join(dir, name), 'utf8')).toBe('precious');
  part.remove();
});

test('what is being written stays, by another process or by this one', async () => {
  const dir = testFolder();
  const target = join(dir, 'copy.db');
  const other = await writing(target);
  const own = partFile(target, () => undefined);
  writeFileSync(own.path, 'half');
  const there = readdirSync(dir).toSorted();
  expect(there).toHaveLength(4);
  const said: string[] = [];
  partFile(target, (words) => said.push(words)).remove();
  removeLeftovers(dir, (words) => said.push(words));
  expect([readdirSync(dir).toSorted(), said]).toEqual([there, []]);
  await other.kill();
  removeLeftovers(dir, (words) => said.push(words));
  expect([readdirSync(dir), said.length]).toEqual([[basename(own.path)], 1]);
  own.remove();
});

test('what another machine left, and what is no file, is left: nobody here knows whose it is', async () => {
  const dir = testFolder();
  const target = join(dir, 'copy.db');
  await leaveHalf(target);
  const [left = ''] = readdirSync(dir).filter((name) => name.endsWith('.part'));
  const elsewhere = left.replace(/readyroom-[0-9a-f]+/, 'readyroom-000000');
  expect(elsewhere).not.toBe(left);
  writeFileSync(join(dir, elsewhere), 'half');
  const folder = left.replace(/[0-9a-f]{8}\.part$/, '00000000.part');
  mkdirSync(join(dir, folder));
  const link = left.replace(/[0-9a-f]{8}\.part$/, '11111111.part');
  symlinkSync(join(dir, elsewhere), join(dir, link));
  removeLeftovers(dir, () => undefined);
  expect(readdirSync(dir).toSorted()).toEqual([elsewhere, folder, link].toSorted());
  removeLeftovers(join(dir, 'no such folder'), () => undefined);
});

test('a whole one gets its name, and never that of a file that came meanwhile', () => {
  const dir = testFolder();
  const target = join(dir, 'a.rrb');
  const part = partFile(target, () => undefined);
  writeFileSync(part.path, 'whole');
  nameWhole(part.path, target);
  part.remove();
  expect(readdirSync(dir)).toEqual(['a.rrb']);
  const second = partFile(target, () => undefined);
  writeFileSync(second.path, 'later');
  expect(() => nameWhole(second.path, target)).toThrow('is there already and was left as it is; choose another name');
  second.remove();
  expect(readFileSync(target, 'utf8')).toBe('whole');
  const long = partFile(join(dir, 'a'.repeat(255)), () => undefined);
  writeFileSync(long.path, 'whole');
  nameWhole(long.path, join(dir, 'a'.repeat(255)));
  long.remove();
  expect(readdirSync(dir)).toHaveLength(2);
});
