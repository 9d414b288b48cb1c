// What the built application carries of other people's code, against the list with reasons. Needs a build in out/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFaults, type ListedPackage, type ShippedPackage } from '../electron/build/licences.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const shipped = read('out/packages.json') as ShippedPackage[];

test('every package that ships is listed with its licence and a reason', () => {
  expect(shipped.length).toBeGreaterThan(20);
  expect(packageFaults(shipped, read('docs/runtime-packages.json') as ListedPackage[])).toEqual([]);
});

test('at most 40 packages run with the rights of the user', () => {
  const inProcesses = shipped.filter(({ runsIn }) => runsIn !== 'page').map(({ name }) => name);
  expect(inProcesses).toContain('better-sqlite3');
  expect(inProcesses.length).toBeLessThanOrEqual(40);
});
