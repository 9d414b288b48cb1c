import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { isFresh, markFresh, sourcesHash } from './freshness.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'readyroom-fresh-'));
  for (const folder of ['electron/main', 'shared', 'renderer', 'out'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'electron/main/index.ts'), 'export const a = 1;');
  markFresh(root, sourcesHash(root));
});

test('a build of the sources as they are is fresh, one that was never made is not', () => {
  expect(isFresh(root)).toBe(true);
  expect(isFresh(join(root, 'electron'))).toBe(false);
});

test.each<[string, () => void]>([
  ['a changed source', () => writeFileSync(join(root, 'electron/main/index.ts'), 'export const a = 2;')],
  ['a new source', () => writeFileSync(join(root, 'renderer/app.tsx'), '')],
  ['a renamed source', () => renameSync(join(root, 'electron/main/index.ts'), join(root, 'shared/index.ts'))],
  ['another set of packages', () => writeFileSync(join(root, 'package-lock.json'), '{}')],
])('%s makes it stale', (_name, change) => {
  change();
  expect(isFresh(root)).toBe(false);
});

test('a test is no part of the build', () => {
  writeFileSync(join(root, 'shared/a.test.ts'), '');
  writeFileSync(join(root, 'shared/b.real.test.ts'), '');
  expect(isFresh(root)).toBe(true);
});
