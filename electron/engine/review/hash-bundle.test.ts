import { execFileSync } from 'node:child_process';
import { appendFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeBundle } from '../bundles/bundle.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';
import { hashBundle, hashBundleBeside, type FromHashThread } from './hash-bundle.ts';
import { inspectBundle } from './inspect-bundle.ts';

const beside = async (file: string): Promise<FromHashThread> =>
  new Promise((tell) => void hashBundleBeside(file, tell));

test('a thread hashes the database of a bundle, and nothing of what follows it', async () => {
  const { file, manifest } = makeBundle();
  expect(await beside(file)).toEqual({ kind: 'hashed', hashed: hashBundle(file) });
  expect(hashBundle(file).sha256).toBe(manifest.database.sha256);
});

test('what is no bundle is said to be none: another file, an empty one, a folder, a pipe that nobody writes to', async () => {
  const folder = testFolder();
  const other = join(folder, 'other.rrb');
  appendFileSync(other, '');
  expect(await beside(other)).toMatchObject({ kind: 'unhashed', reason: expect.stringContaining('not a Ready Room bundle') as string }); // prettier-ignore
  appendFileSync(other, 'x'.repeat(5000));
  expect(await beside(other)).toMatchObject({ kind: 'unhashed', reason: expect.stringContaining('not a Ready Room bundle') as string }); // prettier-ignore
  expect(await beside(folder)).toMatchObject({ kind: 'unhashed', reason: `${folder} is not a file` });
  const pipe = join(folder, 'pipe.rrb');
  execFileSync('mkfifo', [pipe]);
  expect(await beside(pipe)).toMatchObject({ kind: 'unhashed', reason: `${pipe} is not a file` });
});

test('a hash that was made of the file as it was before is not taken for one of what is inspected', async () => {
  const { file } = makeBundle();
  const hashed = hashBundle(file);
  const { atime, mtimeMs } = statSync(file);
  utimesSync(file, atime, new Date(mtimeMs + 1000));
  await expect(inspectBundle(file, Promise.resolve(hashed))).rejects.toThrow(
    `${file} was changed while it was being read`,
  );
});
