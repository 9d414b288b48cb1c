// What a killed process was in the middle of writing into the data folder is gone after the next start, and the log says so.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEngine } from '../engine.fixture.ts';
import { leaveHalf } from '../store/half-written.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';

test('the next start removes half-written copies from the data folder, says so in the log, and leaves what people have there', async () => {
  const dataDir = testFolder();
  const backups = join(dataDir, 'backups');
  mkdirSync(backups);
  await leaveHalf(join(dataDir, 'INC-1.rrb'));
  await leaveHalf(join(backups, 'readyroom-1.db'));
  const left = [dataDir, backups].flatMap((dir) => readdirSync(dir).map((name) => join(dir, name))).filter((file) => file.endsWith('.part')); // prettier-ignore
  expect(left).toHaveLength(2);
  writeFileSync(join(backups, 'mine.part'), 'precious');
  const { engine } = await startEngine(dataDir);
  await engine.close();
  expect(readdirSync(backups)).toEqual(['mine.part']);
  expect(left.some((file) => existsSync(file))).toBe(false);
  const log = readFileSync(join(dataDir, 'engine.log'), 'utf8');
  for (const file of left)
    expect(log).toContain(`${file} was left half written by a process that was killed; it was removed.`);
});
