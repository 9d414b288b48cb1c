import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { assetSegments, locateAsset, mediaTypeOf } from '#shared/page/asset-path.ts';

let root: string;

beforeAll(async () => {
  const parent = await realpath(mkdtempSync(join(tmpdir(), 'readyroom-asset-')));
  root = join(parent, 'page');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(parent, 'page-beside'));
  writeFileSync(join(parent, 'secret.js'), '');
  writeFileSync(join(parent, 'page-beside', 'secret.js'), '');
  writeFileSync(join(root, 'index.html'), '');
  writeFileSync(join(root, 'assets', 'app.js'), '');
  writeFileSync(join(root, '.hidden'), '');
  symlinkSync(join(parent, 'secret.js'), join(root, 'out.js'));
  symlinkSync(join(parent, 'page-beside'), join(root, 'beside'));
  symlinkSync(join(root, 'assets'), join(root, 'within'));
});

const locate = (pathname: string) => locateAsset(root, pathname, { realpath, separator: sep as '/' });

test('names below the folder are found, and the root is index.html', async () => {
  expect(await locate('/')).toBe(join(root, 'index.html'));
  expect(await locate('/assets/app.js')).toBe(join(root, 'assets', 'app.js'));
  expect(await locate('/within/app.js')).toBe(join(root, 'assets', 'app.js'));
});

test.each([
  '/out.js',
  '/beside/secret.js',
  '/.hidden',
  '/none.js',
  '/../page-beside/secret.js',
  '//',
  '',
  'index.html',
])('%j is not a file of the page', async (pathname) => {
  expect(await locate(pathname)).toBeNull();
});

test('10,000 hostile paths never lead out of the folder', async () => {
  // prettier-ignore
  const hostile = fc.constantFrom(
    '..', '.', '%2e%2e', '%2E.', '..%2f', '..%5c', '%5c', '\\', '%252e%252e', '%00', '\0', '', ' ', ':', '::$DATA',
    'page-beside', 'secret.js', 'out.js', 'beside', 'assets', 'app.js', 'index.html', 'C:', '~', '..;', '．．', '%c0%ae',
  );
  const part = fc.oneof({ weight: 5, arbitrary: hostile }, { weight: 1, arbitrary: fc.string() });
  const pathname = fc
    .array(fc.tuple(part, fc.constantFrom('/', '//', '\\', '%2f', '%5C', '')), { minLength: 1, maxLength: 8 })
    .map((parts) => `/${parts.flat().join('')}`);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(pathname, async (candidate) => {
      const path = await locate(candidate);
      if (path === null) return;
      found++;
      expect(path.startsWith(root + sep)).toBe(true);
      expect(path).not.toContain('secret');
    }),
    { numRuns: 10_000 },
  );
  // The property would hold of a function that finds nothing.
  expect(found).toBeGreaterThan(10);
});

test('an overlong path is refused before anything is looked up', () => {
  expect(assetSegments(`/${'a'.repeat(511)}`)).toEqual(['a'.repeat(511)]);
  expect(assetSegments(`/${'a'.repeat(512)}`)).toBeNull();
});

test('only endings of the page have a media type', () => {
  expect(mediaTypeOf('a/index.html')).toBe('text/html; charset=utf-8');
  expect(mediaTypeOf('a/app.js.map')).toBeNull();
  expect(mediaTypeOf('a/noending')).toBeNull();
});
