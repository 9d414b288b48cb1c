// A report is there whole or not at all, and nothing lies beside it.
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '#engine/store/store.fixture.ts';
import { requireWritable, writeWhole } from './write-whole.ts';

const tellLeftover = (): void => undefined;

test('it takes the place of a file where it may, also behind a link, and keeps who may read it', () => {
  const dir = testFolder();
  const file = join(dir, 'a.xml');
  writeFileSync(file, 'before', { mode: 0o640 });
  symlinkSync(file, join(dir, 'link.xml'));
  writeWhole(join(dir, 'link.xml'), 'after', { over: true, tellLeftover });
  expect(readFileSync(file, 'utf8')).toBe('after');
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(dir).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['a.xml', 'link.xml']);
  writeWhole(join(dir, 'new.xml'), 'new', { over: true, tellLeftover });
  expect(readFileSync(join(dir, 'new.xml'), 'utf8')).toBe('new');
});

test('a file that is there is left as it is where it may not, and a folder is no file', () => {
  const dir = testFolder();
  const file = join(dir, 'a.md');
  writeFileSync(file, 'before');
  expect(() => writeWhole(file, 'after', { over: false, tellLeftover })).toThrow(
    'is there already and was left as it is',
  );
  expect(readFileSync(file, 'utf8')).toBe('before');
  mkdirSync(join(dir, 'folder'));
  expect(() => writeWhole(join(dir, 'folder'), 'x', { over: true, tellLeftover })).toThrow('is a folder; name a file');
  expect(() => requireWritable([undefined, join(dir, 'folder')])).toThrow('is a folder; name a file');
  expect(() => requireWritable([join(dir, 'none', 'a.md')])).toThrow('a.md cannot be written: ENOENT');
  expect(readdirSync(dir)).toHaveLength(2);
});

test('what is no file takes the text as it comes and stays what it is', () => {
  writeWhole('/dev/null', 'x', { over: true, tellLeftover });
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});
