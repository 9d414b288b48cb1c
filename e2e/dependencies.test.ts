// What package-lock.json brings onto a machine: from the registry only, each by its hash, scripts by list.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface LockEntry {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  link?: boolean;
  inBundle?: boolean;
  name?: string;
}

const root = join(import.meta.dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const lock = read('package-lock.json') as { lockfileVersion: number; packages: Record<string, LockEntry> };
const manifest = read('package.json') as Record<'dependencies' | 'devDependencies', Record<string, string>> & {
  allowScripts: Record<string, boolean>;
};

/** What is wrong with an entry, or null. */
function wrong(path: string, entry: LockEntry): string | null {
  if (entry.link) return `${path} is a link to a folder`;
  if (entry.resolved !== undefined && !entry.resolved.startsWith('https://registry.npmjs.org/')) {
    return `${path} does not come from the registry: ${entry.resolved}`;
  }
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '') && !entry.inBundle) return `${path} has no sha512`;
  return /^\d+\.\d+\.\d+/.test(entry.version ?? '') ? null : `${path} has no version`;
}

/** A package that was installed under another name keeps its own beside it. */
const nameOf = (path: string, entry: LockEntry): string =>
  entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13);
const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

test('every package comes from the registry and is held to its hash', () => {
  expect(lock.lockfileVersion).toBe(3);
  expect(entries.length).toBeGreaterThan(200);
  expect(entries.map(([path, entry]) => wrong(path, entry)).filter((fault) => fault !== null)).toEqual([]);
});

test.each([
  [{ version: '1.0.0' }, 'has no sha512'],
  [{ version: '1.0.0', integrity: 'sha1-abc=' }, 'has no sha512'],
  [{ version: '1.0.0', integrity: `sha512-${'a'.repeat(86)}==`, resolved: 'git+ssh://git@host/x.git' }, 'does not come from the registry'],
  [{ version: 'file:../x', integrity: `sha512-${'a'.repeat(86)}==` }, 'has no version'],
  [{ link: true }, 'is a link'],
])('an entry like %j is found', (entry, fault) => {
  expect(wrong('node_modules/x', entry)).toContain(fault);
}); // prettier-ignore

test('the packages with install scripts are exactly those that were decided on', () => {
  const scripted = entries.filter(([, entry]) => entry.hasInstallScript).map(([path, entry]) => nameOf(path, entry));
  // better-sqlite3 declares no script; npm would still build it because of its binding.gyp, so it is decided on too.
  const decided = Object.keys(manifest.allowScripts).filter((name) => name !== 'better-sqlite3');
  expect([...new Set(scripted)].toSorted()).toEqual(decided.toSorted());
  expect(Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed)).toEqual([['node', true]]);
});

test('dependencies are named by exact versions', () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(ranges.length).toBeGreaterThan(20);
  expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
});
