import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFaults, shippedPackages, sourceFiles, type ListedPackage, type ShippedPackage } from './licences.ts';

const root = mkdtempSync(join(tmpdir(), 'readyroom-licences-'));
function install(path: string, name: string, license?: string): string {
  const folder = join(root, 'node_modules', path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
  return join(folder, 'index.js');
}
install('better-sqlite3', 'better-sqlite3', 'MIT');
install('koffi', 'koffi', 'MIT');
install('@koromix/koffi-linux-arm64', '@koromix/koffi-linux-arm64', 'MIT');
const ours = join(root, 'electron', 'main', 'index.ts');

test('packages are found by the files that went into the output, scoped and nested ones too', () => {
  const scoped = install('@a/b', '@a/b', 'ISC');
  const nested = install('@a/b/node_modules/c', 'c');
  const font = install('font', 'font', 'OFL-1.1');
  const page = sourceFiles({
    output: [{ type: 'asset', originalFileNames: [`../node_modules/font/x.woff2`, 'index.html'] }],
  });
  const processes = sourceFiles({
    output: [{ type: 'chunk', moduleIds: [ours, scoped, `\0${nested}?commonjs-es-import`] }],
  });
  expect(font).toContain('font');
  expect(shippedPackages(root, processes, [...page, scoped])).toEqual([
    { name: '@a/b', version: '1.2.3', licence: 'ISC', runsIn: 'both' },
    { name: '@koromix/koffi-linux-arm64', version: '1.2.3', licence: 'MIT', runsIn: 'process' },
    { name: 'better-sqlite3', version: '1.2.3', licence: 'MIT', runsIn: 'process' },
    { name: 'c', version: '1.2.3', licence: 'unknown', runsIn: 'process' },
    { name: 'font', version: '1.2.3', licence: 'OFL-1.1', runsIn: 'page' },
    { name: 'koffi', version: '1.2.3', licence: 'MIT', runsIn: 'process' },
  ]);
});

const shipped: ShippedPackage = { name: 'a', version: '1.0.0', licence: 'MIT', runsIn: 'page' };
const listed: ListedPackage = { name: 'a', licence: 'MIT', runsIn: 'page', reason: 'draws' };

test('a list that says what ships has no faults', () => {
  expect(packageFaults([shipped], [listed])).toEqual([]);
});

test('a package of one machine may be missing on the others only', () => {
  const list = [{ ...listed, onlyOn: 'linux-arm64' }];
  expect(packageFaults([], list, 'linux-x64')).toEqual([]);
  expect(packageFaults([], list, 'linux-arm64')).toEqual(['a is listed and no longer ships']);
  expect(packageFaults([{ ...shipped, licence: 'ISC' }], list, 'linux-arm64')).toEqual([
    'a is listed as MIT and is ISC',
  ]);
});

test('a package of parts under several licences is accepted where each of them is, and only then', () => {
  const under = (licence: string): string[] =>
    packageFaults([{ ...shipped, licence }], [{ ...listed, licence }]).map((fault) => fault.replace(/^.*: /, ''));
  expect(under('MIT AND ISC')).toEqual([]);
  expect(under('MIT AND GPL-3.0')).toEqual(['MIT AND GPL-3.0']);
});

test.each([
  ['a package more', [shipped, { ...shipped, name: 'b' }], [listed], 'b ships and is not listed with a reason'],
  ['a package less', [], [listed], 'a is listed and no longer ships'],
  ['a package that moved', [{ ...shipped, runsIn: 'both' }], [listed], 'a is listed for page and runs in both'],
  ['another licence', [{ ...shipped, licence: 'ISC' }], [listed], 'a is listed as MIT and is ISC'],
  ['a foreign licence', [{ ...shipped, licence: 'GPL-3.0' }], [{ ...listed, licence: 'GPL-3.0' }], 'a has a licence that was not agreed to: GPL-3.0'],
  ['no reason', [shipped], [{ ...listed, reason: ' ' }], 'a has no reason'],
] as [string, ShippedPackage[], ListedPackage[], string][])('%s is a fault', (_name, ships, list, fault) => {
  expect(packageFaults(ships, list)).toContain(fault);
}); // prettier-ignore
